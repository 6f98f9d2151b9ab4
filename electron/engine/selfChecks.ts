/** The self-check of an open model on a picture of the open dataset: decoded as an inspection does, judged, and told with boxes and numbers. */
import type { DatasetImage } from "../../shared/core/dataset.ts";
import { NO_DETECTIONS, type Detections } from "../../shared/core/detections.ts";
import type { SelfCheckFinding } from "../../shared/inference/selfCheck.ts";
import type { CheckedOrder, SelfCheckReport } from "../../shared/inference/selfCheckReport.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { pictureFailure } from "./engineFailures.ts";
import { decodePicture } from "./images/decodePicture.ts";
import type { Detection, Detector, ModelFiles } from "./inference/detector.ts";
import { foundAt, inModelClasses, judgeGroundTruth } from "./inference/groundTruthFindings.ts";
import { selfCheckModel } from "./inference/selfCheckModel.ts";

export interface SelfCheckAsked {
  readonly model: ModelFiles;
  readonly detector: Detector;
  readonly image: DatasetImage;
  /** Absolute path of the picture. */
  readonly path: string;
  /** Empty for a plain folder. */
  readonly datasetClasses: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: (step: { done: number; total: number }) => Promise<void>;
}

export type SelfCheckResult = { readonly ok: true; readonly value: SelfCheckReport } | { readonly ok: false; readonly failure: Failure };

/** More would be a cloud on the picture; the best are the ones that say something. */
const MOST_BOXES = 300;
/** Loading the model, then each colour order. */
export const SELF_CHECK_STEPS = 3;

export async function checkOnPicture({ model, detector, image, path, datasetClasses, signal, progress }: SelfCheckAsked): Promise<SelfCheckResult> {
  const decoded = await decodePicture(path);
  if (!decoded.ok) return { ok: false, failure: pictureFailure(image.name, decoded.code, decoded.reason) };
  const { picture } = decoded;
  const { classes, preprocess } = model.manifest;
  const step = async (done: number) => {
    signal.throwIfAborted();
    await progress({ done, total: SELF_CHECK_STEPS });
  };
  await step(1);
  const checked = await selfCheckModel({ model, detector, picture, expected: null, datasetClasses: datasetClasses.length > 0 ? datasetClasses : null, onFirst: () => step(2) });
  const groundTruth = inModelClasses(image.groundTruth, datasetClasses, classes);
  const byGroundTruth = judgeGroundTruth({ color: preprocess.color, asSaid: usable(checked.asSaid), swapped: usable(checked.swapped), groundTruth });
  // Ground truth says more about the colours than scores alone.
  const findings = [...checked.findings.filter(({ code }) => !byGroundTruth.some((finding) => finding.code === code)), ...byGroundTruth];
  const order = (color: "RGB" | "BGR", run: Detection): CheckedOrder => ({
    color,
    usable: run.ok,
    detections: run.ok ? best(run.detections) : NO_DETECTIONS,
    count: run.ok ? run.detections.count : 0,
    bestScore: run.ok ? (run.detections.scores[0] ?? null) : null,
    milliseconds: run.ok ? run.inferenceMilliseconds : null,
    foundAt: groundTruth.length === 0 ? null : run.ok ? foundAt(run.detections, groundTruth) : groundTruth.map(() => null),
  });
  const report: SelfCheckReport = {
    imageId: image.id,
    width: picture.width,
    height: picture.height,
    provider: detector.provider.ran,
    verdict: worst(findings),
    findings,
    asSaid: order(preprocess.color, checked.asSaid),
    swapped: order(preprocess.color === "RGB" ? "BGR" : "RGB", checked.swapped),
  };
  return { ok: true, value: report };
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
