/** Ultralytics' plain exports: centre, size and class scores of all anchors in input pixels, without suppression. */
import { ELEMENT } from "../graphFacts.ts";
import type { DetectorLayout, RawOutput, RowsRead } from "./detectorLayout.ts";
import { letterboxed } from "./letterbox.ts";
import { floatOutputs, mismatch, splitAxis } from "./outputs.ts";

export const ultralyticsRaw: DetectorLayout<"ultralytics-raw", never> = {
  name: "ultralytics-raw",
  framework: "ultralytics",
  roles: [],
  recognise({ facts: { outputs, metadata }, image, rank, others }) {
    const [table] = outputs;
    if (others.size > 0 || rank !== 4 || outputs.length !== 1 || table?.elementType !== ELEMENT.float) return null;
    if (table.dims?.length !== 3) return null;
    const [, rows = null, columns = null] = table.dims;
    if (rows !== null && rows > 4 && (columns === null || columns > rows))
      return { inputs: { image }, classCount: rows - 4 };
    return metadata.has("names") && rows === null ? { inputs: { image }, classCount: null } : null;
  },
  imageAxes: 4,
  sideInputs: () => [],
  customaryPreprocess: letterboxed,
  preprocessesItself: false,
  hiddenScoreFloor: null,
  readRows,
  splitBatch: splitAxis,
  firstClassId: 0,
  nmsBy: "loupe",
  // Defaults of Ultralytics' predict, but for its score floor of 0.25: the run has its own.
  customaryNms: { iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true },
  nmsIsAssumed: false,
};

/** `[1, 4 + classes, A]`: centre, size and one sigmoid score per class; the best class of each anchor counts, as in Ultralytics' predict. */
function readRows(outputs: readonly RawOutput[], classCount: number): RowsRead {
  const table = floatOutputs(outputs).find(
    ({ dims }) => dims.length === 3 && dims[0] === 1 && dims[1] === 4 + classCount,
  );
  if (!table) return mismatch(outputs, `[1, ${4 + classCount}, A]`);
  const { data } = table;
  const anchors = table.dims[2] ?? 0;
  const bestClass = new Int32Array(anchors);
  const bestScore = new Float32Array(anchors).fill(-1);
  for (let c = 0; c < classCount; c++) {
    for (let a = 0, i = (4 + c) * anchors; a < anchors; a++, i++) {
      const score = data[i] as number;
      // NaN is kept, so that the check of scores finds it.
      if (score > (bestScore[a] as number) || score !== score) {
        bestScore[a] = score;
        bestClass[a] = c;
      }
    }
  }
  const corner = (a: number, k: number) => {
    const axis = k % 2;
    const half = (data[(2 + axis) * anchors + a] as number) / 2;
    return (data[axis * anchors + a] as number) + (k < 2 ? -half : half);
  };
  return {
    ok: true,
    rows: {
      count: anchors,
      classId: (a) => bestClass[a] as number,
      score: (a) => bestScore[a] as number,
      corner,
      frame: "input",
    },
  };
}
