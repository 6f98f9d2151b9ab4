/** Runs a model on one image for its self-check, as its manifest specifies and with red and blue swapped, and judges both. */
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import {
  CHECK_SCORE_FLOOR,
  judgeSelfCheck,
  type ExpectedBox,
  type SelfCheckFinding,
} from "../../../shared/inference/selfCheck.ts";
import { judgeExpected } from "./judgeExpected.ts";
import type { DecodedImage } from "../images/decodedImage.ts";
import { toTensor } from "../images/toTensor.ts";
import type { Detection, Detector } from "../inference/detector.ts";
import type { ModelFiles } from "../models/modelFiles.ts";

export interface SelfCheckRequest {
  readonly model: ModelFiles;
  readonly detector: Detector;
  readonly image: DecodedImage;
  /** What a file expects in the image; null without one. */
  readonly expected: readonly ExpectedBox[] | null;
  readonly datasetClasses: readonly string[] | null;
  /** Called between the two runs. */
  readonly onFirst?: () => Promise<void>;
}

export interface SelfCheck {
  readonly asConfigured: Detection;
  readonly swapped: Detection;
  readonly findings: readonly SelfCheckFinding[];
}

export async function selfCheckModel({
  model,
  detector,
  image,
  expected,
  datasetClasses,
  onFirst,
}: SelfCheckRequest): Promise<SelfCheck> {
  const { preprocess, classes } = model.manifest;
  const run = (as: Preprocess): Promise<Detection> => detector.detect(toTensor(image, as), CHECK_SCORE_FLOOR);
  // Only the planes are swapped; mean and deviation stay with their channels, which is exactly the mistake to detect.
  const asConfigured = await run(preprocess);
  await onFirst?.();
  const swapped = await run({ ...preprocess, color: preprocess.color === "RGB" ? "BGR" : "RGB" });
  const { color } = preprocess;
  const findings = judgeSelfCheck({ image, classes, color, asConfigured, swapped, datasetClasses });
  if (expected === null || !asConfigured.ok) return { asConfigured, swapped, findings };
  return {
    asConfigured,
    swapped,
    findings: withBetter(
      findings,
      judgeExpected({
        expected,
        classes,
        color,
        asConfigured: asConfigured.detections,
        swapped: swapped.ok ? swapped.detections : null,
      }),
    ),
  };
}

/** Known boxes are better evidence than scores alone: their findings replace those of the same kind. */
export function withBetter(
  findings: readonly SelfCheckFinding[],
  better: readonly SelfCheckFinding[],
): readonly SelfCheckFinding[] {
  return [...findings.filter(({ code }) => !better.some((finding) => finding.code === code)), ...better];
}
