/** The self-check of an open model on images of a dataset: decoded as in an inspection, judged together by ground truth or a file, and reported with boxes and numbers. */
import { basename } from "node:path";
import type { Size } from "../../../shared/core/box.ts";
import type { DatasetImage, GroundTruthBox } from "../../../shared/core/dataset.ts";
import { NO_DETECTIONS, type Detections } from "../../../shared/core/detections.ts";
import { reason } from "../../../shared/core/reason.ts";
import { firstClassIdOf } from "../../../shared/inference/modelManifest.ts";
import {
  type ExpectedBox,
  MAX_NAMES,
  oppositeOrder,
  type SelfCheckFinding,
  worstLevel,
} from "../../../shared/inference/selfCheck.ts";
import {
  type CheckedImage,
  type CheckedOrder,
  PLAIN_SCORE,
  type SelfCheckReport,
} from "../../../shared/inference/selfCheckReport.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { decodeImage } from "../images/decodeImage.ts";
import { imageFailure } from "../images/imageFailure.ts";
import type { Detection, Detector } from "../inference/detector.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { compareExpected } from "./compareExpected.ts";
import { foundAt, inModelClasses } from "./groundTruthFindings.ts";
import { readExpectedFile } from "./readExpectedFile.ts";
import { type BothOrders, judgeModel, runBothOrders } from "./selfCheckModel.ts";

export interface ImageToCheck {
  readonly image: DatasetImage;
  /** Absolute path of the image. */
  readonly path: string;
}

export interface SelfCheckAsked {
  readonly model: ModelFiles;
  readonly detector: Detector;
  /** At least one. */
  readonly images: readonly ImageToCheck[];
  /** Empty for a plain folder. */
  readonly datasetClasses: readonly string[];
  /** A file of boxes expected in the first image, which then replace all ground truth: its absolute path; null without one. */
  readonly expectedFile: string | null;
  readonly signal: AbortSignal;
  readonly progress: (step: { done: number; total: number }) => Promise<void>;
}

export type SelfCheckResult =
  | { readonly ok: true; readonly value: SelfCheckReport }
  | { readonly ok: false; readonly failure: Failure };

/** More would clutter the image; the best ones are informative. */
const MAX_BOXES = 300;

/** Loading the model, then each image. */
export function selfCheckSteps(images: number): number {
  return 1 + images;
}

/** One image after the other, so that cancelling waits for one at most. Images that cannot be read are left out, as long as one can. */
export async function checkOnImages(asked: SelfCheckAsked): Promise<SelfCheckResult> {
  const { model, detector, images, datasetClasses, expectedFile, signal, progress } = asked;
  const { classes } = model.manifest;
  const runs: (Checked & { readonly groundTruth: readonly GroundTruthBox[] })[] = [];
  const unreadable: { readonly name: string; readonly failure: Failure }[] = [];
  let expected: { readonly file: string; readonly boxes: readonly ExpectedBox[] } | null = null;
  for (const [i, { image, path }] of images.entries()) {
    signal.throwIfAborted();
    await progress({ done: 1 + i, total: selfCheckSteps(images.length) });
    const decoded = await decodeImage(path);
    if (!decoded.ok) {
      unreadable.push({ name: image.name, failure: imageFailure(image.name, decoded.code, decoded.reason) });
      continue;
    }
    if (expectedFile !== null && expected === null) {
      const read = await readExpected(model, image, decoded.pixels, expectedFile);
      if (!read.ok) return read;
      expected = read;
    }
    const groundTruth = expectedFile === null ? inModelClasses(image.groundTruth, datasetClasses, classes) : [];
    runs.push({ id: image.id, groundTruth, ...(await runBothOrders(model, detector, decoded.pixels)) });
  }
  const [none] = unreadable;
  if (none && runs.length === 0) return { ok: false, failure: none.failure };
  const judged = judgeModel({
    model,
    images: runs,
    expected: expected && expected.boxes,
    datasetClasses: datasetClasses.length > 0 ? datasetClasses : null,
  });
  const findings = [
    ...judged,
    ...unreadableFinding(
      unreadable.map(({ name }) => name),
      images.length,
    ),
  ];
  const report: SelfCheckReport = {
    provider: detector.provider.ran,
    verdict: worstLevel(findings),
    findings,
    expected: expected && { file: expected.file, boxes: drawn(expected.boxes) },
    images: runs.map((run, i) => checkedImage(run, model, i === 0 && expected ? expected.boxes : null)),
  };
  return { ok: true, value: report };
}

interface Checked extends BothOrders {
  readonly id: string;
}

function unreadableFinding(names: readonly string[], images: number): SelfCheckFinding[] {
  if (names.length === 0) return [];
  const sentence = reason("check-unreadable-images", {
    count: names.length,
    images,
    names: names.slice(0, MAX_NAMES),
  });
  return [{ level: "inconclusive", code: "unreadable-images", sentences: [sentence] }];
}

function checkedImage(
  { id, image, asConfigured, swapped, groundTruth }: Checked & { readonly groundTruth: readonly GroundTruthBox[] },
  { manifest }: ModelFiles,
  expected: readonly ExpectedBox[] | null,
): CheckedImage {
  const order = (color: "RGB" | "BGR", run: Detection): CheckedOrder => ({
    color,
    usable: run.ok,
    detections: run.ok ? best(run.detections) : NO_DETECTIONS,
    count: run.ok ? run.detections.count : 0,
    bestScore: run.ok ? (run.detections.scores[0] ?? null) : null,
    milliseconds: run.ok ? run.inferenceMilliseconds : null,
    foundAt:
      groundTruth.length === 0 ? null : run.ok ? foundAt(run.detections, groundTruth) : groundTruth.map(() => null),
    expected: expected && run.ok ? compareExpected(run.detections, expected, manifest.classes) : null,
  });
  const { color } = manifest.preprocess;
  return {
    imageId: id,
    ...image,
    asConfigured: order(color, asConfigured),
    swapped: order(oppositeOrder(color), swapped),
  };
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
