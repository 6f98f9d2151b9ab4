/** `loupe model`: describes a model and its input, what is missing and how to supply it, writes its manifest, and checks it on one image. */
import { failure } from "../../shared/core/failure.ts";
import { type Reason, reason } from "../../shared/core/reason.ts";
import { modelAnswersSchema, type ModelAnswers, type ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { readTextFile } from "../engine/files/regularFile.ts";
import { completeModel } from "../engine/models/completeModel.ts";
import type { OpenModelResult } from "../engine/models/openModel.ts";
import { withNmsKey } from "../engine/models/readManifest.ts";
import type { CommandSpec, ParsedArguments } from "./commandLine.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { keptFile, keptFolder, openModelHere } from "./keptModels.ts";
import { readProvider } from "./loadDetector.ts";
import { checkModel } from "./modelCheck.ts";
import { modelJson, modelText, needsText } from "./modelText.ts";

export const modelSpec: CommandSpec = {
  name: "model",
  summary:
    "Shows a model and its preprocessing, reports what is missing, writes the manifest, and checks the model on an image.",
  positionals: ["MODEL"],
  options: {
    json: { help: "as JSON" },
    classes: {
      value: "LIST",
      help: "class names separated by commas, or a .txt file with one per line; written to the manifest",
    },
    customary: { help: "use the default preprocessing of the model's layout; written to the manifest" },
    answers: { value: "FILE", help: "classes, preprocess and nms as JSON; written into the manifest" },
    template: { help: "print such a file, filled in as far as possible" },
    replace: { help: "replace an existing manifest; the previous one is kept as manifest.before-1.json" },
    check: {
      value: "PLACE",
      help: "run the model on an image, or on up to ten images spread over a dataset, in both colour orders, and judge the results",
    },
    expected: {
      value: "FILE",
      help: "for --check: boxes that must be found: Pascal VOC XML, COCO JSON, YOLO text, or a framework's rows as JSON",
    },
    provider: {
      value: "P",
      help: "for --check: auto, cpu, cuda, tensorrt, dml, coreml or webgpu; default: auto",
    },
  },
};

export async function modelCommand(args: ParsedArguments, console: Console): Promise<ExitCode> {
  const place = args.positionals[0] ?? "";
  const provider = readProvider(args);
  if (!provider.ok) return wrongUse(console, provider.reason);
  if (args.has("expected") && !args.has("check"))
    return wrongUse(console, "--expected FILE needs its image: --check IMAGE");
  const given = await readAnswers(args);
  if (!given.ok) return fail(console, given.failure);
  let opening = await openModelHere(place);
  const answers = withCustomary(given.answers, opening, args.has("customary"));
  if (args.has("template")) return printTemplate(opening, answers, place, console);
  if (answers)
    opening = await completeModel(place, answers, { keptFolder: keptFolder(), replace: args.has("replace") });
  if (!opening.ok) return tellUnopened(opening, place, args.has("json"), console);
  const { model } = opening;
  const kept = keptFile(model);
  if (answers)
    console.note(
      `wrote the manifest of ${model.manifest.name}${kept === null ? "" : ` to ${kept}: none could be written beside the model`}`,
    );
  console.out(args.has("json") ? modelJson(model, kept) : modelText(model, kept));
  const checked = args.text("check");
  if (checked === undefined) return 0;
  return checkModel(model, { place: checked, expected: args.text("expected") }, provider.value, console);
}

type Answers =
  | { readonly ok: true; readonly answers: ModelAnswers | null }
  | { readonly ok: false; readonly failure: Failure };

/** The answers given by options; null when there are none. */
async function readAnswers(args: ParsedArguments): Promise<Answers> {
  const file = args.text("answers");
  const list = args.text("classes");
  let answers: ModelAnswers | null = null;
  if (file !== undefined) {
    const read = await readText(file);
    if (!read.ok) return read;
    let json: unknown;
    try {
      json = JSON.parse(read.text);
    } catch (error) {
      return unusable(file, reason("not-json", { error: error instanceof Error ? error.message : String(error) }));
    }
    const parsed = modelAnswersSchema.safeParse(withNmsKey(json));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return unusable(
        file,
        reason("template-not-followed", { place: issue?.path.join(".") || "-", error: issue?.message ?? "" }),
      );
    }
    answers = parsed.data;
  }
  if (list === undefined) return { ok: true, answers };
  const names = /\.txt$/i.test(list) ? await readText(list) : { ok: true as const, text: list.split(",").join("\n") };
  if (!names.ok) return names;
  const classes = names.text
    .split(/\r\n|\n|\r/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (classes.length === 0) return unusable("--classes", reason("names-no-class"));
  return { ok: true, answers: { ...answers, classes } };
}

/** A file of answers is at most a page of text. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

async function readText(
  file: string,
): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly failure: Failure }> {
  const read = await readTextFile(file, MAX_ANSWER_BYTES);
  return read.ok ? read : unusable(file, reason("cannot-be-read", { error: read.reason }));
}

function unusable(file: string, why: Reason): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: failure("unusable-answers", file, { reason: why }) };
}

function withCustomary(
  answers: ModelAnswers | null,
  opening: OpenModelResult,
  customary: boolean,
): ModelAnswers | null {
  if (!customary || opening.ok || !opening.needs) return customary ? (answers ?? {}) : answers;
  return { preprocess: opening.needs.suggestion.preprocess, ...answers };
}

function printTemplate(
  opening: OpenModelResult,
  answers: ModelAnswers | null,
  place: string,
  console: Console,
): ExitCode {
  if (!opening.ok && !opening.needs) return tellUnopened(opening, place, false, console);
  const known = opening.ok ? opening.model.manifest : opening.needs?.suggestion;
  const { classes, preprocess, nms } = { ...known, ...answers };
  console.out(JSON.stringify({ classes, preprocess, ...(nms ? { nms } : {}) }, null, 2));
  return 0;
}

function tellUnopened(
  opening: { readonly failure: Failure; readonly needs?: ModelNeeds },
  place: string,
  json: boolean,
  console: Console,
): ExitCode {
  if (json) console.out(JSON.stringify(opening, null, 2));
  if (opening.needs) console.note(needsText(opening.needs, place));
  return fail(console, opening.failure);
}

function wrongUse(console: Console, reason: string): ExitCode {
  console.note(`loupe model: ${reason}`);
  return 2;
}
