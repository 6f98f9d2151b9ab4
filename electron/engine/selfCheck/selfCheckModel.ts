/** Runs a model on images for its self-check, as its manifest specifies and with red and blue swapped, and judges all runs together. */
import type { Size } from "../../../shared/core/box.ts";
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import type { Detections } from "../../../shared/core/detections.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import {
  CHECK_SCORE_FLOOR,
  judgeSelfCheck,
  oppositeOrder,
  type ExpectedBox,
  type SelfCheckFinding,
} from "../../../shared/inference/selfCheck.ts";
import type { DecodedImage } from "../images/decodedImage.ts";
import { toTensor } from "../images/toTensor.ts";
import type { Detection, Detector } from "../inference/detector.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { judgeGroundTruth } from "./groundTruthFindings.ts";
import { judgeExpected } from "./judgeExpected.ts";

/** Both runs of a model on one image. */
export interface BothOrders {
  readonly image: Size;
  readonly asConfigured: Detection;
  readonly swapped: Detection;
}

/** Only the planes are swapped; mean and deviation stay with their channels, which is exactly the mistake to detect. */
export async function runBothOrders(
  { manifest }: ModelFiles,
  detector: Detector,
  image: DecodedImage,
): Promise<BothOrders> {
  const { preprocess } = manifest;
  const run = (color: Preprocess["color"]): Promise<Detection> =>
    detector.detect(toTensor(image, { ...preprocess, color }), CHECK_SCORE_FLOOR);
  const [asConfigured, swapped] = await Promise.all([run(preprocess.color), run(oppositeOrder(preprocess.color))]);
  return { image: { width: image.width, height: image.height }, asConfigured, swapped };
}

export interface CheckJudgement {
  readonly model: ModelFiles;
  /** At least one. */
  readonly images: readonly (BothOrders & {
    /** In the model's class table; empty where there is none. */
    readonly groundTruth: readonly GroundTruthBox[];
  })[];
  /** What a file expects in the first image, in place of all ground truth; null without one. */
  readonly expected: readonly ExpectedBox[] | null;
  /** Null without a dataset. */
  readonly datasetClasses: readonly string[] | null;
}

/** What all runs together say of the model. */
export function judgeModel({ model, images, expected, datasetClasses }: CheckJudgement): readonly SelfCheckFinding[] {
  const { classes, preprocess } = model.manifest;
  const { color } = preprocess;
  const findings = judgeSelfCheck({ images, classes, color, datasetClasses });
  if (expected === null) {
    const truths = images.map(({ asConfigured, swapped, groundTruth }) => ({
      asConfigured: usable(asConfigured),
      swapped: usable(swapped),
      groundTruth,
    }));
    return withBetter(findings, judgeGroundTruth({ color, images: truths }));
  }
  const [first] = images;
  if (!first?.asConfigured.ok) return findings;
  const asConfigured = first.asConfigured.detections;
  return withBetter(
    findings,
    judgeExpected({ expected, classes, color, asConfigured, swapped: usable(first.swapped) }),
  );
}

function usable(run: Detection): Detections | null {
  return run.ok ? run.detections : null;
}

/** Known boxes are better evidence than scores alone: their findings replace those of the same kind. */
function withBetter(
  findings: readonly SelfCheckFinding[],
  better: readonly SelfCheckFinding[],
): readonly SelfCheckFinding[] {
  return [...findings.filter(({ code }) => !better.some((finding) => finding.code === code)), ...better];
}
