/** Reads a detector's raw output tensors as rows of class, score and box, whatever their layout; outputs are told apart by shape and type, never by name. */
import type { ModelManifest } from "./modelManifest.ts";

/** An output tensor as the runtime gives it. Names differ by converter and are not looked at. */
export interface RawOutput {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

export type OutputContract = Pick<ModelManifest, "layout" | "classes" | "nms" | "firstClassId">;

/** What a layout's rows are read into before classes, scores and boxes are checked. */
export interface Rows {
  readonly count: number;
  readonly classId: (row: number) => number;
  readonly score: (row: number) => number;
  /** Corner `k` of `x1 y1 x2 y2`. */
  readonly corner: (row: number, k: number) => number;
  readonly frame: "image" | "input";
}

export type RowsRead = { readonly ok: true; readonly rows: Rows } | { readonly ok: false; readonly reason: string };

/** `floor`: rows below it may be left out where there are many. */
export function readRows(outputs: readonly RawOutput[], contract: OutputContract, floor: number): RowsRead {
  switch (contract.layout) {
    case "paddle-rcnn":
    case "paddle-yolo":
    case "paddle-detr":
      return paddleRows(outputs);
    case "paddle-raw":
      return paddleRawRows(outputs, floor);
    case "torchvision":
      return torchvisionRows(outputs);
    case "ultralytics-raw":
      return ultralyticsRawRows(outputs, contract.classes.length);
    case "ultralytics-end2end":
      return ultralyticsRows(outputs);
  }
}

/** `[M, 6]` of class, score, box in image pixels; a count beside it. A tensor of one value means that nothing was found (PaddleX 1.x). */
function paddleRows(outputs: readonly RawOutput[]): RowsRead {
  const table = floats(outputs).find(({ dims }) => dims.length === 2 && dims[1] === 6);
  if (!table) {
    const nothing = floats(outputs).some(({ data }) => data.length <= 1);
    return nothing ? { ok: true, rows: NO_ROWS } : mismatch(outputs, "a table of 6 columns");
  }
  const { data } = table;
  const at = (row: number, column: number) => data[row * 6 + column] as number;
  return {
    ok: true,
    rows: {
      count: table.dims[0] ?? 0,
      classId: (row) => at(row, 0),
      score: (row) => at(row, 1),
      corner: (row, k) => at(row, 2 + k),
      frame: "image",
    },
  };
}

/** Boxes `[1, A, 4]` in image pixels and scores `[1, C, A]`: one row per anchor and class, the class the slow index. */
function paddleRawRows(outputs: readonly RawOutput[], floor: number): RowsRead {
  const tables = floats(outputs).filter(({ dims }) => dims.length === 3);
  for (const boxes of tables) {
    const scores = tables.find((other) => other !== boxes && other.dims[2] === boxes.dims[1]);
    if (boxes.dims[2] !== 4 || !scores) continue;
    if (boxes.dims[0] !== 1) return mismatch(outputs, "one image at a time");
    const anchors = boxes.dims[1] ?? 0;
    // Most of the anchors times classes lie below the floor: only the others become rows. NaN stays in, to be found later.
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
  return mismatch(outputs, "boxes [1, A, 4] and scores [1, C, A]");
}

/** Boxes `[n, 4]`, labels int64 `[n]`, scores `[n]`, in any order. */
function torchvisionRows(outputs: readonly RawOutput[]): RowsRead {
  const boxes = floats(outputs).find(({ dims }) => dims.length === 2 && dims[1] === 4);
  const scores = floats(outputs).find(({ dims }) => dims.length === 1);
  const labels = outputs.find(({ data, dims }) => !(data instanceof Float32Array) && dims.length === 1);
  if (!boxes || !scores || !labels || labels.data.length !== scores.data.length)
    return mismatch(outputs, "boxes [n, 4], labels [n] and scores [n]");
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

/** `[1, 4 + classes, A]`: centre, size and one sigmoid score a class; the best class of each anchor counts, as in Ultralytics' predict. */
function ultralyticsRawRows(outputs: readonly RawOutput[], classCount: number): RowsRead {
  const table = floats(outputs).find(({ dims }) => dims.length === 3 && dims[0] === 1 && dims[1] === 4 + classCount);
  if (!table) return mismatch(outputs, `[1, ${4 + classCount}, A] for ${classCount} classes`);
  const { data } = table;
  const anchors = table.dims[2] ?? 0;
  const bestClass = new Int32Array(anchors);
  const bestScore = new Float32Array(anchors).fill(-1);
  for (let c = 0; c < classCount; c++) {
    for (let a = 0, i = (4 + c) * anchors; a < anchors; a++, i++) {
      const score = data[i] as number;
      // A NaN is kept, so that the check of scores finds it.
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

/** `[1, N, 6]`: box, score, class; rows that were not filled have a score of 0. */
function ultralyticsRows(outputs: readonly RawOutput[]): RowsRead {
  const table = floats(outputs).find(({ dims }) => dims.length === 3 && dims[0] === 1 && dims[2] === 6);
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

const NO_ROWS: Rows = { count: 0, classId: () => -1, score: () => 0, corner: () => 0, frame: "image" };

function floats(
  outputs: readonly RawOutput[],
): readonly { readonly dims: readonly number[]; readonly data: Float32Array }[] {
  return outputs.flatMap(({ dims, data }) => (data instanceof Float32Array ? [{ dims, data }] : []));
}

function mismatch(outputs: readonly RawOutput[], wanted: string): { readonly ok: false; readonly reason: string } {
  const found = outputs.map(({ dims }) => `[${dims.join(", ")}]`).join(", ");
  return { ok: false, reason: `the model's outputs are ${found || "missing"}, but its layout wants ${wanted}` };
}
