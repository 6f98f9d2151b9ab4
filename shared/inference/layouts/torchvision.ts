/** torchvision's detectors: one image without a batch axis, resized, normalised and suppressed inside the graph; boxes, labels and scores as separate outputs. */
import { ELEMENT } from "../graphFacts.ts";
import type { DetectorLayout, RawOutput, RowsRead } from "./detectorLayout.ts";
import { dividedBy255 } from "./normalizations.ts";
import { floatOutputs, mismatch } from "./outputs.ts";

export const torchvision: DetectorLayout<"torchvision", never> = {
  name: "torchvision",
  framework: "torchvision",
  roles: [],
  recognise({ facts: { outputs }, image, rank, others }) {
    if (others.size > 0 || rank !== 3) return null;
    const boxes = outputs.some(({ dims }) => dims?.length === 2 && (dims[1] === 4 || dims[1] === null));
    const labels = outputs.some(
      ({ elementType, dims }) => elementType === ELEMENT.int64 && (dims === null || dims.length === 1),
    );
    return boxes && labels ? { inputs: { image }, classCount: null } : null;
  },
  imageAxes: 3,
  sideInputs: () => [],
  customaryPreprocess: () => ({
    color: "RGB",
    resize: { kind: "none" },
    normalize: dividedBy255(),
    pad: { kind: "none" },
  }),
  preprocessesItself: true,
  // The default `box_score_thresh` in torchvision.models.detection.
  hiddenScoreFloor: 0.05,
  readRows,
  splitBatch: null,
  firstClassId: 1,
  nmsBy: "graph",
  customaryNms: null,
  nmsIsAssumed: false,
};

/** Boxes `[n, 4]`, labels int64 `[n]`, scores `[n]`, in any order. */
function readRows(outputs: readonly RawOutput[]): RowsRead {
  const boxes = floatOutputs(outputs).find(({ dims }) => dims.length === 2 && dims[1] === 4);
  const scores = floatOutputs(outputs).find(({ dims }) => dims.length === 1);
  const labels = outputs.find(({ data, dims }) => !(data instanceof Float32Array) && dims.length === 1);
  if (!boxes || !scores || !labels || labels.data.length !== scores.data.length)
    return mismatch(outputs, "[n, 4], [n], [n]");
  return {
    ok: true,
    rows: {
      count: scores.data.length,
      classId: (row) => Number(labels.data[row]),
      score: (row) => scores.data[row] as number,
      corner: (row, k) => boxes.data[row * 4 + k] as number,
      frame: "input",
    },
  };
}
