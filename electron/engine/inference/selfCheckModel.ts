/** Runs a model on one picture for its self-check: as its manifest says, and with red and blue changed over; then judges both. */
import type { Preprocess } from "../../../shared/inference/modelManifest.ts";
import { judgeSelfCheck, type ExpectedBox, type SelfCheckFinding } from "../../../shared/inference/selfCheck.ts";
import { judgeExpected } from "../expected/judgeExpected.ts";
import type { Picture } from "../images/picture.ts";
import { toTensor } from "../images/toTensor.ts";
import type { Detection, Detector, ModelFiles } from "./detector.ts";

export interface SelfCheckRequest {
  readonly model: ModelFiles;
  readonly detector: Detector;
  readonly picture: Picture;
  /** What a file expects in the picture; null without one. */
  readonly expected: readonly ExpectedBox[] | null;
  readonly datasetClasses: readonly string[] | null;
  /** Called between the two runs. */
  readonly onFirst?: () => Promise<void>;
}

export interface SelfCheck {
  readonly asSaid: Detection;
  readonly swapped: Detection;
  readonly findings: readonly SelfCheckFinding[];
}

const SCORE_FLOOR = 0.01;

export async function selfCheckModel({ model, detector, picture, expected, datasetClasses, onFirst }: SelfCheckRequest): Promise<SelfCheck> {
  const { preprocess, classes } = model.manifest;
  const run = (as: Preprocess): Promise<Detection> => detector.detect(toTensor(picture, as), SCORE_FLOOR);
  // Only the planes change places; mean and deviation stay with theirs, which is just the mistake that is looked for.
  const asSaid = await run(preprocess);
  await onFirst?.();
  const swapped = await run({ ...preprocess, color: preprocess.color === "RGB" ? "BGR" : "RGB" });
  const { color } = preprocess;
  const findings = judgeSelfCheck({ picture, classes, color, asSaid, swapped, datasetClasses });
  if (expected === null || !asSaid.ok) return { asSaid, swapped, findings };
  return { asSaid, swapped, findings: withBetter(findings, judgeExpected({ expected, classes, color, asSaid: asSaid.detections, swapped: swapped.ok ? swapped.detections : null })) };
}

/** Boxes that are known say more than scores alone: their findings take the place of those of the same kind. */
export function withBetter(findings: readonly SelfCheckFinding[], better: readonly SelfCheckFinding[]): readonly SelfCheckFinding[] {
  return [...findings.filter(({ code }) => !better.some((finding) => finding.code === code)), ...better];
}
