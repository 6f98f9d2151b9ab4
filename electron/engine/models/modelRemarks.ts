/** Remarks that a user should read about a model before its first run. */
import { type Failure, failure } from "../../../shared/core/failure.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";

export interface ModelRemark extends Pick<Failure, "code" | "params"> {
  readonly level: "info" | "warning";
}

/** A floor above this hides boxes that a threshold could still select: runs keep scores down to 0.01. */
const HARMLESS_FLOOR = 0.011;

/** `recognised`: given when the model came without a manifest. */
export function remarksOf(manifest: ModelManifest, recognised?: RecognisedLayout): readonly ModelRemark[] {
  const remarks: ModelRemark[] = [];
  const add = (level: ModelRemark["level"], { code, params }: Failure) => remarks.push({ level, code, params });
  const { file, graphScoreFloor: floor, nms } = manifest;
  const layout = layoutOf(manifest.layout);
  if (floor !== null && floor > HARMLESS_FLOOR) add("warning", failure("remark-score-floor", file, { floor }));
  if (recognised && layout.hiddenScoreFloor !== null && floor === null)
    add("warning", failure("remark-torchvision-floor", file));
  if (recognised && layout.nmsIsAssumed && nms)
    add("warning", failure("remark-customary-nms", file, { iou: nms.iou, boxes: nms.maxDetections }));
  // A graph whose batch axis looks open but that mixes the boxes of all images deserves a remark even with a manifest.
  if ((layout.splitBatch === null && layout.imageAxes === 4) || recognised?.singleImage)
    add("info", failure("remark-one-image", file));
  if (recognised?.inputSize && manifest.preprocess.resize.kind === "short-side") {
    const { width, height } = recognised.inputSize;
    add("warning", failure("remark-fixed-input", file, { size: `${width} x ${height}` }));
  }
  if (manifest.synthetic) add("info", failure("remark-synthetic", file));
  return remarks;
}
