/** Paddle's two-stage detectors (Faster R-CNN): any image size, one image at a time, suppressed in the graph. */
import type { DetectorLayout } from "./detectorLayout.ts";
import { imageNet } from "./normalizations.ts";
import { paddleSideInputs } from "./paddleInputs.ts";
import { hasTable, inputsAre, tableRows } from "./paddleTable.ts";

export const paddleRcnn: DetectorLayout<"paddle-rcnn", "imShape" | "scaleFactor" | "imInfo"> = {
  name: "paddle-rcnn",
  framework: "paddle",
  roles: ["imShape", "scaleFactor", "imInfo"],
  recognise({ facts, image, others, inputSize }) {
    if (!hasTable(facts)) return null;
    // With a fixed size these are the inputs of a DETR.
    if (inputsAre(others, "im_shape", "scale_factor") && inputSize === null)
      return { inputs: { image, imShape: "im_shape", scaleFactor: "scale_factor" }, classCount: null };
    return inputsAre(others, "im_info", "im_shape")
      ? { inputs: { image, imInfo: "im_info", imShape: "im_shape" }, classCount: null }
      : null;
  },
  imageAxes: 4,
  sideInputs: paddleSideInputs,
  customaryPreprocess: () => ({
    color: "RGB",
    resize: { kind: "short-side", short: 800, max: 1333, interpolation: "linear" },
    normalize: imageNet(),
    pad: { kind: "stride", stride: 32 },
  }),
  preprocessesItself: false,
  hiddenScoreFloor: null,
  readRows: tableRows,
  // Its batch axis is open, but the graph mixes the boxes of all images.
  splitBatch: null,
  firstClassId: 0,
  nmsBy: "graph",
  customaryNms: null,
  nmsIsAssumed: false,
};
