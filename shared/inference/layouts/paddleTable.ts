/** The table of detections that Paddle's exports return: `[M, 6]` of class, score, box in image pixels, and with it a count of rows per image. */
import { ELEMENT, type GraphFacts } from "../graphFacts.ts";
import { reason } from "../../core/reason.ts";
import type { BatchSplit, RawOutput, Rows, RowsRead } from "./detectorLayout.ts";
import { floatOutputs, mismatch } from "./outputs.ts";

export function hasTable({ outputs }: GraphFacts): boolean {
  return outputs.some(
    ({ dims, elementType }) =>
      elementType === ELEMENT.float && (dims === null || (dims.length === 2 && (dims[1] === 6 || dims[1] === null))),
  );
}

/** The input names of Paddle's exports never change: exactly these, in any order. */
export function inputsAre(others: ReadonlySet<string>, ...names: readonly string[]): boolean {
  return others.size === names.length && names.every((name) => others.has(name));
}

/** A tensor of one value means that nothing was found (PaddleX 1.x). */
export function tableRows(outputs: readonly RawOutput[]): RowsRead {
  const table = floatOutputs(outputs).find(({ dims }) => dims.length === 2 && dims[1] === 6);
  if (!table) {
    const nothing = floatOutputs(outputs).some(({ data }) => data.length <= 1);
    return nothing ? { ok: true, rows: NO_ROWS } : mismatch(outputs, "[N, 6]");
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

const NO_ROWS: Rows = { count: 0, classId: () => -1, score: () => 0, corner: () => 0, frame: "image" };

/** The tables of a batch are concatenated, their lengths in the count output. */
export function splitTables(outputs: readonly RawOutput[], count: number): BatchSplit {
  const table = outputs.find(({ data, dims }) => data instanceof Float32Array && dims.length === 2 && dims[1] === 6);
  const counts = outputs.find(({ data, dims }) => !(data instanceof Float32Array) && dims.length === 1);
  const lengths = counts ? Array.from(counts.data, Number) : [];
  const sum = lengths.reduce((total, length) => total + length, 0);
  if (!table || lengths.length !== count || sum !== table.dims[0] || lengths.some((length) => length < 0)) {
    return {
      ok: false,
      reason: reason("rows-of-other-batch", { rows: table?.dims[0] ?? 0, given: count, counts: lengths.map(String) }),
    };
  }
  let at = 0;
  const images = lengths.map((length): readonly RawOutput[] => {
    const from = at;
    at += length;
    return [{ dims: [length, 6], data: table.data.slice(from * 6, at * 6) }];
  });
  return { ok: true, images };
}
