/** What a user should hear about a model before its first run. */
import type { BilingualText } from "../../../shared/inference/describePlan.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";

export interface ModelRemark extends BilingualText {
  readonly level: "info" | "warning";
}

/** A floor above this hides boxes that the threshold could still ask for: runs keep scores down to 0.01. */
const HARMLESS_FLOOR = 0.011;

/** `recognised`: given when the model came without a manifest. */
export function remarksOf(manifest: ModelManifest, recognised?: RecognisedLayout): readonly ModelRemark[] {
  const remarks: ModelRemark[] = [];
  const { graphScoreFloor: floor, nms } = manifest;
  const layout = layoutOf(manifest.layout);
  if (floor !== null && floor > HARMLESS_FLOOR) {
    remarks.push({
      level: "warning",
      en: `The graph drops boxes below a score of ${floor}: the curve ends there, and lower thresholds change nothing. Export with a lower score threshold to see more.`,
      zh: `计算图丢弃得分低于 ${floor} 的框：曲线到此为止，更低的阈值不会改变结果。以更低的得分阈值重新导出可看到更多。`,
    });
  }
  if (recognised && layout.hiddenScoreFloor !== null && floor === null) {
    remarks.push({
      level: "warning",
      en: "torchvision drops boxes below its own box_score_thresh, 0.05 by default: the curve may end there.",
      zh: "torchvision 会丢弃低于其 box_score_thresh（默认 0.05）的框：曲线可能到此为止。",
    });
  }
  if (recognised && layout.nmsIsAssumed && nms) {
    remarks.push({
      level: "warning",
      en: `The model leaves suppression to the application and its files do not say how. PaddleDetection's custom is used: overlap ${nms.iou}, ${nms.maxDetections} boxes. Write a manifest to change it.`,
      zh: `模型将抑制交给应用，但其文件没有给出参数。采用 PaddleDetection 的惯例：重叠 ${nms.iou}、最多 ${nms.maxDetections} 个框。可在清单中修改。`,
    });
  }
  // A batch axis that looks open, in a graph that mixes the boxes of all images, is worth a word with a manifest, too.
  if ((layout.splitBatch === null && layout.imageAxes === 4) || recognised?.singleImage) {
    remarks.push({
      level: "info",
      en: "The model takes one image at a time (batch 1).",
      zh: "模型每次处理一张图片（批大小 1）。",
    });
  }
  if (recognised?.inputSize && manifest.preprocess.resize.kind === "short-side") {
    const { width, height } = recognised.inputSize;
    remarks.push({
      level: "warning",
      en: `The graph fixes its input to ${width} x ${height}, but the resize keeps the image's shape: images of another shape will be refused.`,
      zh: `计算图的输入固定为 ${width} x ${height}，而缩放保持图片比例：其他比例的图片将被拒绝。`,
    });
  }
  if (manifest.synthetic)
    remarks.push({
      level: "info",
      en: "This model was trained on generated images.",
      zh: "此模型使用生成的图片训练。",
    });
  return remarks;
}
