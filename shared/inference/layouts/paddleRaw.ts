/** Paddle's one-stage detectors exported without suppression (`exclude_nms=True`): boxes and scores of all anchors, in image pixels. */
import { ELEMENT, type GraphFacts } from "../graphFacts.ts";
import type { DetectorLayout, RawOutput, RowsRead } from "./detectorLayout.ts";
import { imageNet } from "./normalizations.ts";
import { floatOutputs, mismatch, splitAxis } from "./outputs.ts";
import { paddleSideInputs } from "./paddleInputs.ts";
import { inputsAre } from "./paddleTable.ts";

export const paddleRaw: DetectorLayout<"paddle-raw", "imShape" | "scaleFactor"> = {
  name: "paddle-raw",
  framework: "paddle",
  roles: ["imShape", "scaleFactor"],
  recognise({ facts, image, others }) {
    const raw = rawPair(facts);
    if (!raw) return null;
    if (inputsAre(others, "scale_factor"))
      return { inputs: { image, scaleFactor: "scale_factor" }, classCount: raw.classCount };
    return inputsAre(others, "im_shape", "scale_factor")
      ? { inputs: { image, imShape: "im_shape", scaleFactor: "scale_factor" }, classCount: raw.classCount }
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
  readRows: (outputs, _classCount, floor) => rawRows(outputs, floor),
  splitBatch: splitAxis,
  firstClassId: 0,
  nmsBy: "loupe",
  // From PaddleDetection's PP-YOLOE configuration.
  customaryNms: { iou: 0.7, scoreFloor: 0.01, maxDetections: 300, perClass: true },
  nmsIsAssumed: true,
};

function rawPair({ outputs }: GraphFacts): { readonly classCount: number | null } | null {
  const threes = outputs.filter(({ dims, elementType }) => elementType === ELEMENT.float && dims?.length === 3);
  const boxes = threes.find(({ dims }) => dims?.[2] === 4) ?? null;
  const scores = threes.find((output) => output !== boxes) ?? null;
  return boxes && scores ? { classCount: scores.dims?.[1] ?? null } : null;
}

const WANTED = "[1, A, 4], [1, C, A]";

/** Boxes `[1, A, 4]` in image pixels and scores `[1, C, A]`: one row per anchor and class, class-major. */
function rawRows(outputs: readonly RawOutput[], floor: number): RowsRead {
  const tables = floatOutputs(outputs).filter(({ dims }) => dims.length === 3);
  for (const boxes of tables) {
    const scores = tables.find((other) => other !== boxes && other.dims[2] === boxes.dims[1]);
    if (boxes.dims[2] !== 4 || !scores) continue;
    if (boxes.dims[0] !== 1) return mismatch(outputs, WANTED);
    const anchors = boxes.dims[1] ?? 0;
    // Most anchor-class pairs lie below the floor; only the others become rows. NaN is kept, so that the later check finds it.
    const rows: number[] = [];
    for (let i = 0; i < scores.data.length; i++) if (!((scores.data[i] as number) < floor)) rows.push(i);
    return {
      ok: true,
      rows: {
        count: rows.length,
        classId: (row) => Math.floor((rows[row] as number) / anchors),
        score: (row) => scores.data[rows[row] as number] as number,
        corner: (row, k) => boxes.data[((rows[row] as number) % anchors) * 4 + k] as number,
        frame: "image",
      },
    };
  }
  return mismatch(outputs, WANTED);
}
