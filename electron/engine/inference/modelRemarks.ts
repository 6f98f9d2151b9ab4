/** What a user should hear about a model before its first run. */
import type { BilingualText } from "../../../shared/inference/describePlan.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";

export interface ModelRemark extends BilingualText {
  readonly level: "info" | "warning";
}

/** A floor above this hides boxes that the threshold could still ask for. */
const HARMLESS_FLOOR = 0.011;

/** Remarks that follow from the manifest alone. */
export function remarksOf(manifest: ModelManifest): readonly ModelRemark[] {
  const remarks: ModelRemark[] = [];
  const floor = manifest.graphScoreFloor;
  if (floor !== null && floor > HARMLESS_FLOOR) {
    remarks.push({
      level: "warning",
      en: `The model drops boxes below a score of ${floor}: the curve ends there, and lower thresholds change nothing.`,
      zh: `模型丢弃得分低于 ${floor} 的框:曲线到此为止,更低的阈值不会改变结果。`,
    });
  }
  if (manifest.synthetic) remarks.push({ level: "info", en: "This model was trained on generated pictures.", zh: "此模型使用生成的图像训练。" });
  return remarks;
}
