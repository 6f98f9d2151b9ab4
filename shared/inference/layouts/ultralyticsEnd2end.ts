/** Ultralytics' exports that include suppression (`end2end=True` or `nms=True`): one table of box, score, class in input pixels. */
import { ELEMENT } from "../graphFacts.ts";
import type { DetectorLayout, RawOutput, RowsRead } from "./detectorLayout.ts";
import { letterboxed } from "./letterbox.ts";
import { floatOutputs, mismatch, splitAxis } from "./outputs.ts";

export const ultralyticsEnd2end: DetectorLayout<"ultralytics-end2end", never> = {
  name: "ultralytics-end2end",
  framework: "ultralytics",
  roles: [],
  // By the shape, not by the flag in the metadata: an export with nms=True says end2end False.
  recognise({ facts: { outputs }, image, rank, others }) {
    const [table] = outputs;
    if (others.size > 0 || rank !== 4 || outputs.length !== 1 || table?.elementType !== ELEMENT.float) return null;
    return table.dims?.length === 3 && table.dims[2] === 6 ? { inputs: { image }, classCount: null } : null;
  },
  imageAxes: 4,
  sideInputs: () => [],
  customaryPreprocess: letterboxed,
  preprocessesItself: false,
  hiddenScoreFloor: null,
  readRows,
  splitBatch: splitAxis,
  firstClassId: 0,
  nmsBy: "graph",
  customaryNms: null,
  nmsIsAssumed: false,
};

/** `[1, N, 6]`: box, score, class; unused rows have a score of 0. */
function readRows(outputs: readonly RawOutput[]): RowsRead {
  const table = floatOutputs(outputs).find(({ dims }) => dims.length === 3 && dims[0] === 1 && dims[2] === 6);
  if (!table) return mismatch(outputs, "[1, N, 6]");
  const at = (row: number, column: number) => table.data[row * 6 + column] as number;
  return {
    ok: true,
    rows: {
      count: table.dims[1] ?? 0,
      classId: (row) => at(row, 5),
      score: (row) => at(row, 4),
      corner: at,
      frame: "input",
    },
  };
}
