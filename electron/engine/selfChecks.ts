/** The self-check of an open model on a picture of the open dataset: decoded as an inspection does, judged by ground truth or a file, and told with boxes and numbers. */
import { basename } from "node:path";
import type { Size } from "../../shared/core/box.ts";
import type { DatasetImage } from "../../shared/core/dataset.ts";
import { NO_DETECTIONS, type Detections } from "../../shared/core/detections.ts";
import type { ExpectedBox, SelfCheckFinding } from "../../shared/inference/selfCheck.ts";
import { firstClassIdOf } from "../../shared/inference/modelManifest.ts";
import { PLAIN_SCORE, type CheckedOrder, type SelfCheckReport } from "../../shared/inference/selfCheckReport.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { pictureFailure } from "./engineFailures.ts";
import { compareExpected } from "./expected/compareExpected.ts";
import { readExpectedFile } from "./expected/readExpectedFile.ts";
import { decodePicture } from "./images/decodePicture.ts";
import type { Detection, Detector, ModelFiles } from "./inference/detector.ts";
import { foundAt, inModelClasses, judgeGroundTruth } from "./inference/groundTruthFindings.ts";
import { selfCheckModel, withBetter } from "./inference/selfCheckModel.ts";

export interface SelfCheckAsked {
  readonly model: ModelFiles;
  readonly detector: Detector;
  readonly image: DatasetImage;
  /** Absolute path of the picture. */
  readonly path: string;
  /** Empty for a plain folder. */
  readonly datasetClasses: readonly string[];
  /** A file of expected boxes, which then stand for the ground truth: its absolute path; null without one. */
  readonly expectedFile: string | null;
  readonly signal: AbortSignal;
  readonly progress: (step: { done: number; total: number }) => Promise<void>;
}

export type SelfCheckResult = { readonly ok: true; readonly value: SelfCheckReport } | { readonly ok: false; readonly failure: Failure };

/** More would be a cloud on the picture; the best are the ones that say something. */
const MOST_BOXES = 300;
/** Loading the model, then each colour order. */
export const SELF_CHECK_STEPS = 3;

export async function checkOnPicture({ model, detector, image, path, datasetClasses, expectedFile, signal, progress }: SelfCheckAsked): Promise<SelfCheckResult> {
  const decoded = await decodePicture(path);
  if (!decoded.ok) return { ok: false, failure: pictureFailure(image.name, decoded.code, decoded.reason) };
  const { picture } = decoded;
  const { classes, preprocess } = model.manifest;
  const expected = expectedFile === null ? null : await readExpected(model, image, picture, expectedFile);
  if (expected !== null && !expected.ok) return expected;
  const step = async (done: number) => {
    signal.throwIfAborted();
    await progress({ done, total: SELF_CHECK_STEPS });
  };
  await step(1);
  const checked = await selfCheckModel({ model, detector, picture, expected: expected?.boxes ?? null, datasetClasses: datasetClasses.length > 0 ? datasetClasses : null, onFirst: () => step(2) });
  const groundTruth = expected ? [] : inModelClasses(image.groundTruth, datasetClasses, classes);
  const byGroundTruth = judgeGroundTruth({ color: preprocess.color, asSaid: usable(checked.asSaid), swapped: usable(checked.swapped), groundTruth });
  const findings = [...withBetter(checked.findings, byGroundTruth)];
  const order = (color: "RGB" | "BGR", run: Detection): CheckedOrder => ({
    color,
    usable: run.ok,
    detections: run.ok ? best(run.detections) : NO_DETECTIONS,
    count: run.ok ? run.detections.count : 0,
    bestScore: run.ok ? (run.detections.scores[0] ?? null) : null,
    milliseconds: run.ok ? run.inferenceMilliseconds : null,
    foundAt: groundTruth.length === 0 ? null : run.ok ? foundAt(run.detections, groundTruth) : groundTruth.map(() => null),
    expected: expected && run.ok ? compareExpected(run.detections, expected.boxes, classes) : null,
  });
  const report: SelfCheckReport = {
    imageId: image.id,
    width: picture.width,
    height: picture.height,
    provider: detector.provider.ran,
    verdict: worst(findings),
    findings,
    expected: expected && { file: expected.file, boxes: drawn(expected.boxes) },
    asSaid: order(preprocess.color, checked.asSaid),
    swapped: order(preprocess.color === "RGB" ? "BGR" : "RGB", checked.swapped),
  };
  return { ok: true, value: report };
}

async function readExpected({ manifest }: ModelFiles, image: DatasetImage, size: Size, file: string) {
  const name = basename(file);
  const read = await readExpectedFile(file, name, { picture: image.name, size, classes: manifest.classes, firstClassId: firstClassIdOf(manifest) });
  return read.ok ? { ok: true as const, file: name, boxes: read.boxes } : read;
}

function drawn(boxes: readonly ExpectedBox[]): ExpectedBox[] {
  return boxes.filter(({ score }) => score === null || score >= PLAIN_SCORE).slice(0, MOST_BOXES);
}

function usable(run: Detection): Detections | null {
  return run.ok ? run.detections : null;
}

/** A detector gives its boxes best score first. */
function best({ count, boxes, scores, classIndices }: Detections): Detections {
  const kept = Math.min(count, MOST_BOXES);
  return { count: kept, boxes: boxes.slice(0, kept * 4), scores: scores.slice(0, kept), classIndices: classIndices.slice(0, kept) };
}

function worst(findings: readonly SelfCheckFinding[]): SelfCheckReport["verdict"] {
  if (findings.some(({ level }) => level === "bad")) return "bad";
  return findings.some(({ level }) => level === "warning") ? "warning" : "good";
}
