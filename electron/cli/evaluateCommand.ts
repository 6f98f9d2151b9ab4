/** `loupe evaluate`: the figures of a run, or of any detector's COCO results, against a dataset's ground truth. */
import { failure } from "../../shared/core/failure.ts";
import { quoted, type Reason, reason } from "../../shared/core/reason.ts";
import { countingRuleSchema } from "../../shared/core/countingRule.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { createImageNames } from "../engine/datasets/imageNames.ts";
import { openDataset } from "../engine/datasets/openDataset.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import { placeCocoResults } from "../engine/detections/cocoResults.ts";
import { readTextFile } from "../engine/files/regularFile.ts";
import { type CommandSpec, type ParsedArguments, readNumber } from "./commandLine.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { evaluateMeasurement, type Measurement } from "./evaluationFacts.ts";
import { evaluationText } from "./evaluationText.ts";
import { alignRun, readRun } from "./storedRun.ts";

export const evaluateSpec: CommandSpec = {
  name: "evaluate",
  summary: "Compares a run, or a COCO results file, with a dataset's ground truth.",
  positionals: [],
  options: {
    dataset: { value: "FOLDER", help: "dataset: PaddleX VOC, COCO or YOLO", required: true },
    list: {
      value: "NAME",
      help: "list inside the dataset: val_list.txt when not given, a COCO file, a split of data.yaml",
    },
    background: { value: "FOLDER", help: "defect-free images; in VOC val_wu_xia_ci when not given and there" },
    run: { value: "RUN", help: "run folder of loupe inspect" },
    detections: { value: "FILE", help: "COCO results array instead of a run" },
    counting: {
      value: "RULE",
      help: "exact (NG if score >= threshold) or paddlex (the case's own table); exact when not given",
    },
    threshold: { value: "T", help: "one more row in the table of operating points" },
    json: { help: "everything as JSON" },
  },
};

export async function evaluateCommand(args: ParsedArguments, console: Console): Promise<ExitCode> {
  const wrong = (reason: string): ExitCode => {
    console.note(`loupe evaluate: ${reason} (see loupe evaluate --help)`);
    return 2;
  };
  const runFolder = args.text("run");
  const file = args.text("detections");
  if ((runFolder === undefined) === (file === undefined)) return wrong("name either --run or --detections");
  const counting = countingRuleSchema.safeParse(args.text("counting") ?? "exact");
  if (!counting.success) return wrong(`--counting '${args.text("counting") ?? ""}' is neither exact nor paddlex`);
  const thresholdText = args.text("threshold");
  const threshold = thresholdText === undefined ? null : readNumber("threshold", thresholdText, 0, 1);
  if (threshold && !threshold.ok) return wrong(threshold.reason);

  const folder = args.text("dataset") ?? "";
  const opened = await openDataset(folder, {
    list: args.text("list"),
    background: args.text("background"),
    allowOutsideBackground: true,
    signal: console.signal,
    onProgress: (read, total) => console.progress(`reading the dataset: ${read} of ${total ?? "?"}`),
  });
  console.progressDone();
  if (!opened.ok) return fail(console, opened.failure);
  const { dataset } = opened.value;
  if (!dataset.images.some(({ role }) => role === "annotated")) {
    return fail(console, failure("no-ground-truth", folder));
  }
  const measurement =
    runFolder === undefined ? await measureFile(opened.value, file ?? "") : await measureRun(opened.value, runFolder);
  if ("code" in measurement) return fail(console, measurement);
  const facts = evaluateMeasurement(opened.value, measurement, counting.data);
  console.out(
    args.has("json")
      ? JSON.stringify(facts)
      : evaluationText(facts, opened.value, measurement, threshold ? threshold.value : null),
  );
  return 0;
}

async function measureFile(opened: OpenedDataset, file: string): Promise<Measurement | Failure> {
  const { dataset } = opened;
  const read = await readTextFile(file, MAX_RESULT_BYTES);
  if (!read.ok) return unusable(file, quoted(read.reason));
  const names = createImageNames(dataset.images.map(({ name }) => name));
  const placed = placeCocoResults(read.text, names, dataset.images.length, dataset.classes, opened.ids);
  if (!placed.ok) return unusable(file, quoted(placed.reason));
  const { detections, ...facts } = placed.value;
  if (facts.total > 0 && detections.every(({ count }) => count === 0)) {
    const [first] = facts.problems;
    return unusable(
      file,
      first
        ? reason("none-in-dataset-first", { total: facts.total, problem: `${first.kind} ${first.what}` })
        : reason("none-in-dataset", { total: facts.total }),
    );
  }
  return { detections, notMeasured: [], foreignClasses: [], otherSizes: [], run: null, file: { path: file, ...facts } };
}

/** Longer texts are more than a string can hold. */
const MAX_RESULT_BYTES = 500 * 1024 * 1024;

async function measureRun(opened: OpenedDataset, runFolder: string): Promise<Measurement | Failure> {
  const read = await readRun(runFolder);
  if (!read.ok) return read.failure;
  const aligned = alignRun(opened, read.value);
  if (aligned.matched === 0)
    return unusable(
      runFolder,
      reason("no-images-in-dataset", { count: read.value.records.length, dataset: opened.root }),
    );
  const { detections, notMeasured, foreignClasses, otherSizes } = aligned;
  return { detections, notMeasured, foreignClasses, otherSizes, run: read.value.head.info, file: null };
}

function unusable(file: string, why: Reason): Failure {
  return failure("unusable", file, { reason: why });
}
