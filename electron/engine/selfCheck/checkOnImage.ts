/** The self-check of an open model on an image of the open dataset: decoded as in an inspection, judged by ground truth or a file, reported with boxes and numbers. */
import { basename } from "node:path";
import type { Size } from "../../../shared/core/box.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { NO_DETECTIONS, type Detections } from "../../../shared/core/detections.ts";
import type { ExpectedBox, SelfCheckFinding } from "../../../shared/inference/selfCheck.ts";
import { firstClassIdOf } from "../../../shared/inference/modelManifest.ts";
import { PLAIN_SCORE, type CheckedOrder, type SelfCheckReport } from "../../../shared/inference/selfCheckReport.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { imageFailure } from "../images/imageFailure.ts";
import { compareExpected } from "./compareExpected.ts";
import { readExpectedFile } from "./readExpectedFile.ts";
import { decodeImage } from "../images/decodeImage.ts";
import type { Detection, Detector } from "../inference/detector.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { foundAt, inModelClasses, judgeGroundTruth } from "./groundTruthFindings.ts";
import { selfCheckModel, withBetter } from "./selfCheckModel.ts";

export interface SelfCheckAsked {
  readonly model: ModelFiles;
  readonly detector: Detector;
  readonly image: DatasetImage;
  /** Absolute path of the image. */
  readonly path: string;
  /** Empty for a plain folder. */
  readonly datasetClasses: readonly string[];
  /** A file of expected boxes, which then replaces the ground truth: its absolute path; null without one. */
  readonly expectedFile: string | null;
  readonly signal: AbortSignal;
  readonly progress: (step: { done: number; total: number }) => Promise<void>;
}

export type SelfCheckResult =
  | { readonly ok: true; readonly value: SelfCheckReport }
  | { readonly ok: false; readonly failure: Failure };

/** More would clutter the image; the best ones are informative. */
const MAX_BOXES = 300;
/** Loading the model, then each colour order. */
export const SELF_CHECK_STEPS = 3;

export async function checkOnImage({
  model,
  detector,
  image,
  path,
  datasetClasses,
  expectedFile,
  signal,
  progress,
}: SelfCheckAsked): Promise<SelfCheckResult> {
  const decoded = await decodeImage(path);
  if (!decoded.ok) return { ok: false, failure: imageFailure(image.name, decoded.code, decoded.reason) };
  const { pixels } = decoded;
  const { classes, preprocess } = model.manifest;
  const expected = expectedFile === null ? null : await readExpected(model, image, pixels, expectedFile);
  if (expected !== null && !expected.ok) return expected;
  const step = async (done: number) => {
    signal.throwIfAborted();
    await progress({ done, total: SELF_CHECK_STEPS });
  };
  await step(1);
  const checked = await selfCheckModel({
    model,
    detector,
    image: pixels,
    expected: expected?.boxes ?? null,
    datasetClasses: datasetClasses.length > 0 ? datasetClasses : null,
    onFirst: () => step(2),
  });
  const groundTruth = expected ? [] : inModelClasses(image.groundTruth, datasetClasses, classes);
  const byGroundTruth = judgeGroundTruth({
    color: preprocess.color,
    asConfigured: usable(checked.asConfigured),
    swapped: usable(checked.swapped),
    groundTruth,
  });
  const findings = [...withBetter(checked.findings, byGroundTruth)];
  const order = (color: "RGB" | "BGR", run: Detection): CheckedOrder => ({
    color,
    usable: run.ok,
    detections: run.ok ? best(run.detections) : NO_DETECTIONS,
    count: run.ok ? run.detections.count : 0,
    bestScore: run.ok ? (run.detections.scores[0] ?? null) : null,
    milliseconds: run.ok ? run.inferenceMilliseconds : null,
    foundAt:
      groundTruth.length === 0 ? null : run.ok ? foundAt(run.detections, groundTruth) : groundTruth.map(() => null),
    expected: expected && run.ok ? compareExpected(run.detections, expected.boxes, classes) : null,
  });
  const report: SelfCheckReport = {
    imageId: image.id,
    width: pixels.width,
    height: pixels.height,
    provider: detector.provider.ran,
    verdict: worst(findings),
    findings,
    expected: expected && { file: expected.file, boxes: drawn(expected.boxes) },
    asConfigured: order(preprocess.color, checked.asConfigured),
    swapped: order(preprocess.color === "RGB" ? "BGR" : "RGB", checked.swapped),
  };
  return { ok: true, value: report };
}

async function readExpected({ manifest }: ModelFiles, image: DatasetImage, size: Size, file: string) {
  const name = basename(file);
  const read = await readExpectedFile(file, name, {
    image: image.name,
    size,
    classes: manifest.classes,
    firstClassId: firstClassIdOf(manifest),
  });
  return read.ok ? { ok: true as const, file: name, boxes: read.boxes } : read;
}

function drawn(boxes: readonly ExpectedBox[]): ExpectedBox[] {
  return boxes.filter(({ score }) => score === null || score >= PLAIN_SCORE).slice(0, MAX_BOXES);
}

function usable(run: Detection): Detections | null {
  return run.ok ? run.detections : null;
}

/** A detector gives its boxes best score first. */
function best({ count, boxes, scores, classIndices }: Detections): Detections {
  const kept = Math.min(count, MAX_BOXES);
  return {
    count: kept,
    boxes: boxes.slice(0, kept * 4),
    scores: scores.slice(0, kept),
    classIndices: classIndices.slice(0, kept),
  };
}

function worst(findings: readonly SelfCheckFinding[]): SelfCheckReport["verdict"] {
  if (findings.some(({ level }) => level === "bad")) return "bad";
  return findings.some(({ level }) => level === "warning") ? "warning" : "good";
}
