/** `loupe evaluate`: the figures of a run, or of any detector's COCO results, against a dataset's ground truth. */
import { failure } from "../../shared/core/failure.ts";
import { type Reason, reason } from "../../shared/core/reason.ts";
import { joinClasses } from "../../shared/core/classTable.ts";
import { floorsOf, NO_FLOORS } from "../../shared/metrics/scoreFloors.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { createImageNames } from "../engine/datasets/imageNames.ts";
import { openDataset } from "../engine/datasets/openDataset.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import { analysisFailed } from "../engine/engineFailures.ts";
import { placeCocoResults } from "../engine/detections/cocoResults.ts";
import { readTextFile } from "../engine/files/regularFile.ts";
import type { CommandSpec, ParsedArguments } from "./commandLine.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { evaluationFacts, measureBoxLevel, type Measurement } from "./evaluationFacts.ts";
import { evaluationText } from "./evaluationText.ts";
import { asksForRule, bandOptions, readRule, ruleProblem } from "./ruleOptions.ts";
import { alignRun, readRun } from "./storedRun.ts";

export const evaluateSpec: CommandSpec = {
  name: "evaluate",
  summary: "Compares a run, or a COCO results file, with a dataset's ground truth.",
  positionals: [],
  options: {
    dataset: { value: "FOLDER", help: "dataset: PaddleX VOC, COCO, YOLO or CVAT", required: true },
    list: {
      value: "NAME",
      help: "list inside the dataset: a text list, a COCO or CVAT file, or a split of data.yaml; default: val_list.txt",
    },
    background: {
      value: "FOLDER",
      help: "folder of defect-free images; default: val_wu_xia_ci of a VOC dataset, if it exists",
    },
    run: { value: "RUN", help: "run folder of loupe inspect" },
    detections: { value: "FILE", help: "COCO results array instead of a run" },
    counting: {
      value: "RULE",
      help: "exact (NG if score >= threshold) or paddlex (as PaddleX's scripts count); default: exact",
    },
    threshold: { value: "T", help: "adds a row to the table of operating points" },
    ...bandOptions,
    json: { help: "print all figures as JSON" },
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
  const reading = readRule(args, 0.5);
  if (!reading.ok) return wrong(reading.reason);
  const { rule } = reading;

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
  const floors = measurement.run ? floorsOf(measurement.run) : NO_FLOORS;
  const { names } = joinClasses(dataset.classes, measurement.run?.classes ?? []);
  // A row below a floor is shown as not measured; if a class's own threshold lay there, no row could be shown.
  const problem = ruleProblem({ ...rule, band: { review: 1, ng: 1 } }, names, floors);
  if (problem !== null) return wrong(problem);
  const outcome = await measureBoxLevel(opened.value, measurement, console);
  console.progressDone();
  if (outcome.kind === "cancelled") return 130;
  if (outcome.kind === "failed") return fail(console, analysisFailed(outcome.reason));
  const facts = evaluationFacts(opened.value, measurement, outcome.result, { classes: names, rule, floors });
  console.out(
    args.has("json")
      ? JSON.stringify(facts)
      : evaluationText(facts, opened.value, measurement, {
          classes: names,
          rule,
          floors,
          marked: asksForRule(args),
        }),
  );
  return 0;
}

async function measureFile(opened: OpenedDataset, file: string): Promise<Measurement | Failure> {
  const { dataset } = opened;
  const read = await readTextFile(file, MAX_RESULT_BYTES);
  if (!read.ok) return unusable(file, read.reason);
  const names = createImageNames(dataset.images.map(({ name }) => name));
  const placed = placeCocoResults(read.text, names, dataset.images.length, dataset.classes, opened.ids);
  if (!placed.ok) return unusable(file, placed.reason);
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

/** A longer text exceeds the maximum length of a string. */
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
