/** `loupe inspect`: every image below a folder through a model, into a run folder that can be continued. */
import { reasonText } from "../../shared/words/failureText.ts";
import { issueJson, issueText } from "./issueText.ts";
import { attemptText, withProviderJson } from "./providerText.ts";
import { mkdir, rm } from "node:fs/promises";
import { userInfo } from "node:os";
import path from "node:path";
import { alignedClasses } from "../../shared/core/classTable.ts";
import { isSingleThreshold, type DecisionRule } from "../../shared/core/decisionRule.ts";
import { decision } from "../../shared/core/decision.ts";
import type { Detections } from "../../shared/core/detections.ts";
import { plainClassName } from "../../shared/core/className.ts";
import type { DeviceLoss, ProviderChoice } from "../../shared/core/run.ts";
import type { RunLimits } from "../../shared/core/runLimits.ts";
import type { SessionTuning } from "../../shared/core/sessionTuning.ts";
import type { RunEvent } from "../../shared/ipc/contract.ts";
import { bestCounting, compileRule } from "../../shared/metrics/decide.ts";
import { floorsOf } from "../../shared/metrics/scoreFloors.ts";
import { reportTexts } from "../../shared/words/reportTexts.ts";
import { bandText, countingText } from "../../shared/report/ruleText.ts";
import { openFolderImages } from "../engine/datasets/openDataset.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import { detectionsJson } from "../engine/runs/detectionsJson.ts";
import { createPauseGate } from "../engine/runs/pauseGate.ts";
import { type InspectionSummary, runInspection } from "../engine/runs/runInspection.ts";
import { notWritable } from "../engine/runs/runFile.ts";
import { openRunStore, type RunStore } from "../engine/runs/runStore.ts";
import { isSystemError } from "../engine/files/systemReason.ts";
import { writeAtomically } from "../engine/files/writeAtomically.ts";
import type { RecordedOutcome } from "../engine/runs/outcomeRecord.ts";
import { type CommandSpec, type ParsedArguments, readNumber } from "./commandLine.ts";
import { type Console, duration, type ExitCode, fail } from "./console.ts";
import { limitOptions, readLimits } from "./limitOptions.ts";
import { modelFloor } from "../engine/models/modelFloor.ts";
import { loadDetector, openModelFor, readProvider } from "./loadDetector.ts";
import { goOnAfterLoss, lossesBefore, type RunAgain, runAgainInNewProcess } from "./lostDevice.ts";
import { asksForRule, bandOptions, readRule, ruleProblem } from "./ruleOptions.ts";
import { softwareVersions } from "./softwareVersions.ts";
import { readTuning, tuningOptions } from "./tuningOptions.ts";

export const inspectSpec: CommandSpec = {
  name: "inspect",
  summary: "Inspects every image below FOLDER; run the same command again to continue an interrupted run.",
  positionals: ["FOLDER"],
  options: {
    model: { value: "DIR", help: "folder of the model", required: true },
    out: {
      value: "RUN",
      help: "folder of the run; detections.json (COCO results) is written there at the end",
      required: true,
    },
    threshold: { value: "T", help: "also report a verdict per image: NG if any score >= T" },
    ...bandOptions,
    provider: { value: "P", help: "auto, cpu, cuda, tensorrt, dml, coreml or webgpu; default: auto" },
    ...tuningOptions,
    ...limitOptions,
    "score-floor": { value: "S", help: "lowest score that is kept; default: 0.01" },
    json: { help: "print the summary as JSON" },
  },
};

interface InspectSettings {
  readonly folder: string;
  readonly modelFolder: string;
  readonly runFolder: string;
  /** null: no verdicts were requested. */
  readonly rule: DecisionRule | null;
  readonly provider: ProviderChoice;
  readonly tuning: SessionTuning;
  readonly limits: RunLimits;
  readonly scoreFloor: number;
  readonly json: boolean;
}

/** Replaced by tests, which have no device that is lost. */
export interface InspectParts {
  readonly load: typeof loadDetector;
  readonly losses: readonly DeviceLoss[];
  readonly runAgain: RunAgain;
}

export async function inspectCommand(args: ParsedArguments, console: Console, given?: InspectParts): Promise<ExitCode> {
  const parts = given ?? { load: loadDetector, losses: lossesBefore(process.env), runAgain: runAgainInNewProcess };
  const settings = readSettings(args);
  if ("reason" in settings) {
    console.note(`loupe inspect: ${settings.reason}`);
    return 2;
  }
  const opened = await openFolderImages(settings.folder, {
    exclude: settings.runFolder,
    signal: console.signal,
    onProgress: (read, total) => console.progress(`reading the folder: ${read} of ${total ?? "?"}`),
  });
  if (!opened.ok) return fail(console, opened.failure);
  const model = await openModelFor(settings.modelFolder, console);
  if (model === null) return 1;
  const problem =
    settings.rule &&
    ruleProblem(settings.rule, model.manifest.classes.map(plainClassName), {
      run: settings.scoreFloor,
      graph: modelFloor(model.manifest),
    });
  if (problem) {
    console.note(`loupe inspect: ${problem}`);
    return 2;
  }
  const run = openRunStore(settings.runFolder);
  if (!run.ok) return fail(console, run.failure);
  if (run.setAside !== null)
    console.note(
      `loupe: the run in ${settings.runFolder} was damaged: it is kept as ${run.setAside}, and the run starts from the beginning`,
    );
  const detector = await parts.load(model, settings.provider, console, {
    tuning: settings.tuning,
    limits: settings.limits,
    losses: parts.losses,
  });
  if (detector === null) {
    run.store.close();
    return 1;
  }
  let lost: DeviceLoss | null = null;
  try {
    const result = await runInspection({
      opened: opened.value,
      model,
      detector,
      choice: settings.provider,
      scoreFloor: settings.scoreFloor,
      store: run.store,
      source: { folder: opened.value.root },
      operator: userInfo().username,
      versions: softwareVersions(),
      signal: console.signal,
      pause: createPauseGate(),
      onEvent: async (event) => {
        // Results of an earlier state must not be mistaken for those of the current run.
        if (event.kind === "started") await removeResults(settings.runFolder);
        tellEvent(event, console);
      },
    });
    console.progressDone();
    if (result.ok && result.value.complete)
      console.note(`inspected ${result.value.done + result.value.failed} of ${result.value.run.imageCount} images`);
    if (result.ok) return await finish(settings, opened.value, run.store, result.value, console);
    if (!result.lost) return fail(console, result.failure);
    lost = result.lost;
  } finally {
    run.store.close();
    // Closing a session whose device is gone may never return.
    if (lost === null) await detector.close();
  }
  return goOnAfterLoss(lost, parts.losses, settings.provider, settings.modelFolder, console, parts.runAgain);
}

/** What cannot be removed cannot be replaced either: that is reported at the end. */
async function removeResults(runFolder: string): Promise<void> {
  try {
    await rm(path.join(runFolder, "detections.json"), { force: true });
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

function readSettings(args: ParsedArguments): InspectSettings | { reason: string } {
  const rule = readRule(args, 0.5);
  if (!rule.ok) return rule;
  const floor = readNumber("score-floor", args.text("score-floor") ?? "0.01", 0, 1);
  if (!floor.ok) return floor;
  const provider = readProvider(args);
  if (!provider.ok) return provider;
  const tuning = readTuning(args);
  if (!tuning.ok) return tuning;
  const limits = readLimits(args);
  if (!limits.ok) return limits;
  return {
    folder: args.positionals[0] ?? "",
    modelFolder: args.text("model") ?? "",
    runFolder: path.resolve(args.text("out") ?? ""),
    rule: asksForRule(args) ? rule.rule : null,
    provider: provider.value,
    tuning: tuning.value,
    limits: limits.value,
    scoreFloor: floor.value,
    json: args.has("json"),
  };
}

function tellEvent(event: RunEvent, console: Console): void {
  switch (event.kind) {
    case "started": {
      const { provider } = event.run;
      console.note(`${event.run.modelName} on ${provider.ran}${provider.asked === "auto" ? " (auto)" : ""}`);
      for (const attempt of provider.attempts.map(attemptText))
        if (!attempt.ok) console.note(`  not on ${attempt.provider}: ${attempt.reason}`);
      if (event.alreadyDone > 0)
        console.note(`continuing: ${event.alreadyDone} of ${event.run.imageCount} images were finished before`);
      break;
    }
    case "execution":
      break;
    case "image":
      if (event.outcome.status === "failed") console.progressDone();
      break;
    case "progress": {
      const rate = event.imagesPerSecond === null ? "" : `, ${event.imagesPerSecond.toFixed(1)} images/s`;
      const left = event.secondsLeft === null ? "" : `, ${duration(event.secondsLeft)} left`;
      const failed = event.failed > 0 ? `, ${event.failed} failed` : "";
      console.progress(`inspected ${event.done + event.failed} of ${event.total}${failed}${rate}${left}`);
      break;
    }
  }
}

async function finish(
  settings: InspectSettings,
  opened: OpenedDataset,
  store: RunStore,
  summary: InspectionSummary,
  console: Console,
): Promise<ExitCode> {
  if (!summary.complete) {
    console.note(
      `Stopped after ${summary.done + summary.failed} of ${summary.run.imageCount} images. Run the same command again to continue.`,
    );
    return 130;
  }
  const names = new Set(opened.dataset.images.map((image) => image.name));
  // Images that have been removed from the folder stay in the run, but are not in its results.
  const records = store.outcomes().records.filter((record) => names.has(record.name));
  records.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const detections = path.join(settings.runFolder, "detections.json");
  await mkdir(settings.runFolder, { recursive: true });
  try {
    await writeAtomically(detections, detectionsJson(records, summary.run.classes));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return fail(console, notWritable(detections, error), "The run is stored: run the same command again.");
  }
  const facts = collectFacts(settings, opened, records, summary, detections);
  console.out(settings.json ? JSON.stringify(facts, null, 2) : factsText(facts));
  if (summary.done > 0) return 0;
  console.note(`loupe: ${settings.folder}: none of the ${summary.failed} images could be inspected`);
  return 1;
}

/** What `--json` gives: reasons are English text in it. */
function collectFacts(
  settings: InspectSettings,
  opened: OpenedDataset,
  records: readonly RecordedOutcome[],
  summary: InspectionSummary,
  detections: string,
) {
  const failures: { image: string; code: string; reason: string }[] = [];
  const verdicts: { image: string; score: number | null; verdict: "NG" | "review" | "OK" }[] = [];
  const judge = settings.rule && imageJudge(settings.rule, summary);
  const remarks: { image: string; code: string; detail: string }[] = [];
  let detectionCount = 0;
  for (const { name, outcome, remarks: own } of records) {
    for (const { code, detail } of own) remarks.push({ image: name, code, detail: reasonText(detail, "en") });
    if (outcome.status === "failed") {
      failures.push({ image: name, code: outcome.code, reason: reasonText(outcome.reason, "en") });
      continue;
    }
    detectionCount += outcome.detections.count;
    if (judge) verdicts.push({ image: name, ...judge(outcome.detections) });
  }
  const count = (which: "NG" | "review" | "OK") => verdicts.filter(({ verdict }) => verdict === which).length;
  return {
    run: withProviderJson(summary.run),
    folder: opened.root,
    images: summary.run.imageCount,
    done: summary.done,
    failed: summary.failed,
    alreadyDone: summary.alreadyDone,
    changed: summary.changed,
    damagedRows: summary.damaged,
    detections: detectionCount,
    detectionsFile: detections,
    ...(settings.rule === null
      ? {}
      : {
          threshold: settings.rule.band.ng,
          ...(isSingleThreshold(settings.rule) ? {} : { rule: settings.rule, review: count("review") }),
          ng: count("NG"),
          ok: count("OK"),
          verdicts,
        }),
    failures,
    skipped: opened.dataset.issues.map(issueJson),
    remarks,
  };
}

/** The decision of the rule on an image, without ground truth; the score is that of the boxes that count. */
function imageJudge(rule: DecisionRule, { run }: InspectionSummary) {
  const compiled = compileRule(rule, alignedClasses(run.classes), floorsOf(run));
  const words = { ng: "NG", review: "review", ok: "OK" } as const;
  return (detections: Detections) => {
    const { ng, review } = compiled.scoresOf({ role: "unlabelled", groundTruth: [], detections });
    const { best: score } = bestCounting(detections, compiled);
    const decided = decision(ng, review, rule.band, rule.scoreRounding);
    return { score: score < 0 ? null : score, verdict: words[decided ?? "ok"] };
  };
}

function factsText(facts: ReturnType<typeof collectFacts>): string {
  const { run } = facts;
  const lines = [
    `Run        ${run.id}`,
    `Model      ${run.modelName}, SHA-256 ${run.modelSha256.slice(0, 16)}${run.modelSynthetic ? " (trained on generated images)" : ""}`,
    `Provider   ${run.provider.ran} (asked: ${run.provider.asked})`,
    ...(run.execution ? [`Run as     ${reportTexts("en").execution(run.execution)}`] : []),
    `Inspected  ${facts.done} of ${facts.images} images, ${facts.detections} detections down to score ${run.scoreFloor}`,
  ];
  if (facts.alreadyDone > 0) lines.push(`           ${facts.alreadyDone} of them were finished before`);
  if (facts.changed > 0) lines.push(`           ${facts.changed} inspected again because the file changed`);
  if (facts.damagedRows > 0)
    lines.push(`           ${facts.damagedRows} inspected again because their stored result was damaged`);
  if (facts.threshold !== undefined) {
    const { rule: more } = facts;
    const by = more ? `by band ${bandText(more.band)}; ${countingText(more, "en")}` : `at threshold ${facts.threshold}`;
    const review = more ? `review ${facts.review} of ${facts.done}, ` : "";
    lines.push(`Verdicts   ${by}: NG ${facts.ng} of ${facts.done}, ${review}OK ${facts.ok} of ${facts.done}`);
  }
  if (facts.failures.length > 0)
    lines.push(
      `Failed     ${facts.failures.length} of ${facts.images} images:`,
      ...shortList(facts.failures.map((one) => `${one.image}: ${one.code}: ${one.reason}`)),
    );
  if (facts.skipped.length > 0)
    lines.push(`Skipped    ${facts.skipped.length} files:`, ...shortList(facts.skipped.map(issueText)));
  if (facts.remarks.length > 0)
    lines.push(
      `Remarks    ${facts.remarks.length}:`,
      ...shortList(facts.remarks.map((one) => `${one.image}: ${one.code}: ${one.detail}`)),
    );
  lines.push(`Results    ${facts.detectionsFile}`);
  return lines.join("\n");
}

const LISTED = 20;

function shortList(lines: readonly string[]): string[] {
  const shown = lines.slice(0, LISTED).map((line) => `  ${line}`);
  return lines.length > LISTED ? [...shown, `  … and ${lines.length - LISTED} more (--json lists all)`] : shown;
}
