/** Paddle's one-stage detectors (PP-YOLOE, YOLOv3 of PaddleX 1.x) with suppression in the graph. */
import type { DetectorLayout } from "./detectorLayout.ts";
import { imageNet } from "./normalizations.ts";
import { paddleSideInputs } from "./paddleInputs.ts";
import { hasTable, inputsAre, splitTables, tableRows } from "./paddleTable.ts";

export const paddleYolo: DetectorLayout<"paddle-yolo", "scaleFactor" | "imSize"> = {
  name: "paddle-yolo",
  framework: "paddle",
  roles: ["scaleFactor", "imSize"],
  recognise({ facts, image, others }) {
    if (!hasTable(facts)) return null;
    if (inputsAre(others, "im_size")) return { inputs: { image, imSize: "im_size" }, classCount: null };
    return inputsAre(others, "scale_factor")
      ? { inputs: { image, scaleFactor: "scale_factor" }, classCount: null }
      : null;
  },
  imageAxes: 4,
  sideInputs: paddleSideInputs,
  customaryPreprocess: (inputSize) => ({
    color: "RGB",
    resize: { kind: "stretch", ...(inputSize ?? { width: 640, height: 640 }), interpolation: "cubic" },
    normalize: imageNet(),
    pad: { kind: "none" },
  }),
  preprocessesItself: false,
  hiddenScoreFloor: null,
  readRows: tableRows,
  splitBatch: splitTables,
  firstClassId: 0,
  nmsBy: "graph",
  customaryNms: null,
  nmsIsAssumed: false,
};
