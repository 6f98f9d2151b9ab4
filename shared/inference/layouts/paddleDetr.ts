/** Paddle's DETR family (RT-DETR): the inputs of a Faster R-CNN with a fixed image size; always as many rows as queries. */
import type { DetectorLayout } from "./detectorLayout.ts";
import { dividedBy255 } from "./normalizations.ts";
import { paddleSideInputs } from "./paddleInputs.ts";
import { hasTable, inputsAre, splitTables, tableRows } from "./paddleTable.ts";

export const paddleDetr: DetectorLayout<"paddle-detr", "imShape" | "scaleFactor"> = {
  name: "paddle-detr",
  framework: "paddle",
  roles: ["imShape", "scaleFactor"],
  recognise: ({ facts, image, others, inputSize }) =>
    inputsAre(others, "im_shape", "scale_factor") && hasTable(facts) && inputSize !== null
      ? { inputs: { image, imShape: "im_shape", scaleFactor: "scale_factor" }, classCount: null }
      : null,
  imageAxes: 4,
  sideInputs: paddleSideInputs,
  customaryPreprocess: (inputSize) => ({
    color: "RGB",
    resize: { kind: "stretch", ...(inputSize ?? { width: 640, height: 640 }), interpolation: "cubic" },
    normalize: dividedBy255(),
    pad: { kind: "none" },
  }),
  preprocessesItself: false,
  hiddenScoreFloor: null,
  readRows: tableRows,
  splitBatch: splitTables,
  firstClassId: 0,
  nmsBy: "nobody",
  customaryNms: null,
  nmsIsAssumed: false,
};
