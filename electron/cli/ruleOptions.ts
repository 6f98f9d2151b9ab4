/** The options that give a command its decision rule: a threshold, a band, thresholds by class, or a file with the whole rule. */
import { readFileSync } from "node:fs";
import {
  type Band,
  DECISION_RULE_VERSION,
  type DecisionRule,
  decisionRuleSchema,
  scoreRoundingSchema,
  singleThreshold,
} from "../../shared/core/decisionRule.ts";
import { highestFloor, type ScoreFloors, unmeasuredThresholds } from "../../shared/metrics/scoreFloors.ts";
import { type OptionSpec, type ParsedArguments, readNumber } from "./commandLine.ts";

export const bandOptions = {
  band: { value: "T1,T2", help: "review from T1, NG from T2, instead of one threshold" },
  class: {
    value: "NAME=T",
    help: "threshold (T) or band (T1,T2) of one class, or ignore to exclude its boxes; may be repeated",
    many: true,
  },
  rule: { value: "FILE", help: "complete decision rule as JSON; other options override parts of it" },
} as const satisfies Record<string, OptionSpec>;

export type RuleReading =
  | { readonly ok: true; readonly rule: DecisionRule }
  | { readonly ok: false; readonly reason: string };

/** True when the command line sets anything of a rule. */
export function asksForRule(args: ParsedArguments): boolean {
  return ["threshold", "band", "class", "rule"].some((option) => args.has(option));
}

/** The rule of the file, or a single threshold, changed by the options. */
export function readRule(args: ParsedArguments, threshold: number): RuleReading {
  if (args.has("threshold") && args.has("band")) return wrong("name either --threshold or --band");
  const file = args.text("rule");
  const begun = file === undefined ? { ok: true as const, rule: singleThreshold(threshold) } : readRuleFile(file);
  if (!begun.ok) return begun;
  const { rule } = begun;

  const counting = scoreRoundingSchema.safeParse(args.text("counting") ?? rule.scoreRounding);
  if (!counting.success) return wrong(`--counting '${args.text("counting") ?? ""}' is neither exact nor paddlex`);
  const option = args.has("band") ? "band" : "threshold";
  const text = args.text(option);
  const band = text === undefined ? { ok: true as const, band: rule.band } : readBand(option, text, option === "band");
  if (!band.ok) return band;
  const perClass = { ...rule.perClass };
  for (const entry of args.texts("class")) {
    const cut = entry.lastIndexOf("=");
    const [name, value] = [entry.slice(0, cut), entry.slice(cut + 1)];
    if (cut < 1) return wrong(`--class must be NAME=T, not '${entry}'`);
    const own = value === "ignore" ? { ok: true as const, band: "ignore" as const } : readBand("class", value, null);
    if (!own.ok) return own;
    perClass[name] = own.band;
  }
  return { ok: true, rule: { ...rule, band: band.band, perClass, scoreRounding: counting.data } };
}

/** The problem if the rule asks for a threshold below a floor or names a class that does not exist; null if there is none. */
export function ruleProblem(rule: DecisionRule, classes: readonly string[], floors: ScoreFloors): string | null {
  const [below] = unmeasuredThresholds(rule, floors);
  if (below) {
    const whose = below.className === null ? "" : ` of class ${below.className}`;
    return `threshold ${below.threshold}${whose} is not measured: no score below ${highestFloor(floors)} was kept`;
  }
  const unknown = unknownClasses(rule, classes);
  return unknown.length > 0 ? `no class is called ${unknown.join(", ")}; there are ${classes.join(", ")}` : null;
}

export function unknownClasses({ perClass }: DecisionRule, classes: readonly string[]): string[] {
  return Object.keys(perClass).filter((name) => !classes.includes(name));
}

/** Keys that a file omits are as in a single-threshold rule; unknown keys are refused. */
function readRuleFile(file: string): RuleReading {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    return wrong(`--rule ${file}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
  }
  if (typeof value !== "object" || value === null) return wrong(`--rule ${file}: not a JSON object`);
  const version = "formatVersion" in value ? value.formatVersion : DECISION_RULE_VERSION;
  if (version !== DECISION_RULE_VERSION)
    return wrong(`--rule ${file}: format version ${String(version)} is not ${DECISION_RULE_VERSION}`);
  const parsed = decisionRuleSchema.safeParse({ ...singleThreshold(0.5), ...value });
  if (parsed.success) return { ok: true, rule: parsed.data };
  const [issue] = parsed.error.issues;
  return wrong(`--rule ${file}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** @param two whether a band is expected; null accepts either */
function readBand(
  option: string,
  text: string,
  two: boolean | null,
): { ok: true; band: Band } | { ok: false; reason: string } {
  const parts = text.split(",");
  if ((two === true && parts.length !== 2) || (two === false && parts.length !== 1) || parts.length > 2) {
    return two === false ? readFailure(option, text) : wrong(`--${option} must be T1,T2, not '${text}'`);
  }
  const numbers: number[] = [];
  for (const part of parts) {
    const read = readNumber(option, part, 0, 1);
    if (!read.ok) return read;
    numbers.push(read.value);
  }
  const [review = NaN, ng = review] = numbers;
  if (review > ng) return wrong(`--${option} ${text}: review lies above NG`);
  return { ok: true, band: { review, ng } };
}

function readFailure(option: string, text: string): { ok: false; reason: string } {
  return wrong(`--${option} must be a number from 0 to 1, not '${text}'`);
}

function wrong(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
