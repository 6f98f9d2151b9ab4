/** Makes a model's input tensor from an image: resize, normalise, reorder to planes and pad in one pass over the rows. */
import { planPreprocess, samplingRatio } from "../../../shared/inference/preprocessPlan.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import type { ImageTensor } from "./imageTensor.ts";
import { planesOfRow } from "./kernels/assembled.ts";
import { openKernel } from "./kernels/kernel.ts";
import { plainPlanesOfRow } from "./kernels/plainKernels.ts";
import { linearFloatRows } from "./resampleLinearFloat.ts";
import { resampleRows } from "./resample.ts";
import type { RgbPixels } from "./rgbRows.ts";

/**
 * Planes of 32-bit floats, `3 x padded.height x padded.width`, in the channel order of `preprocess.color`.
 * `allocate` gives that many floats, whatever they hold.
 */
export function toTensor(
  image: RgbPixels,
  preprocess: Preprocess,
  allocate = (length: number): Float32Array => new Float32Array(length),
): ImageTensor {
  const plan = planPreprocess(preprocess, image);
  const { padded, resized, offset } = plan;
  const plane = padded.width * padded.height;
  const data = allocate(plane * 3);
  const tables = normaliseTables(preprocess);
  const whole = resized.width === padded.width && resized.height === padded.height;
  if (!whole) fillPadding(data, plane, preprocess, tables);

  const [redPlane, bluePlane] = preprocess.color === "RGB" ? [0, 2] : [2, 0];
  const target = { width: resized.width, height: resized.height, ratio: samplingRatio(preprocess.resize, plan) };
  const interpolation = preprocess.resize.kind === "none" ? "nearest" : preprocess.resize.interpolation;
  if (preprocess.resizeOn === "float32" && interpolation === "linear") {
    linearFloatRows(image, target, (y, row) => {
      writeFloatPlanes(row, preprocess, data, plane, (y + offset.y) * padded.width + offset.x);
    });
    return { data, plan };
  }
  const normalised = planesOfRows(resized.width, tables);
  resampleRows(image, target, interpolation, (y, row) => {
    const start = (y + offset.y) * padded.width + offset.x;
    const [red, green, blue] = normalised(row);
    data.set(red, start + redPlane * plane);
    data.set(green, start + plane);
    data.set(blue, start + bluePlane * plane);
  });
  return { data, plan };
}

const kernel = openKernel(planesOfRow, "planesOfRow", plainPlanesOfRow);

/** Normalises rows of `width` pixels, one after the other, into red, green and blue; these arrays are reused for the next row. */
function planesOfRows(
  width: number,
  tables: Tables,
): (row: Uint8Array) => readonly [Float32Array, Float32Array, Float32Array] {
  const planeBytes = width * Float32Array.BYTES_PER_ELEMENT;
  const planesStart = 3 * TABLE_BYTES;
  const rowStart = planesStart + 3 * planeBytes;
  const rowEnd = rowStart + width * 3;
  const { buffer, run } = kernel.reserve(rowEnd);
  tables.forEach((table, i) => new Float32Array(buffer, i * TABLE_BYTES, table.length).set(table));
  const bytes = new Uint8Array(buffer);
  const planeStarts = [planesStart, planesStart + planeBytes, planesStart + 2 * planeBytes] as const;
  const plane = (start: number) => new Float32Array(buffer, start, width);
  const planes = [plane(planeStarts[0]), plane(planeStarts[1]), plane(planeStarts[2])] as const;
  return (row) => {
    bytes.set(row, rowStart);
    run(rowStart, rowEnd, 0, ...planeStarts);
    return planes;
  };
}

/** The same without a table: the values are not whole numbers. */
function writeFloatPlanes(
  row: Float32Array,
  { color, normalize: { divide, mean, std } }: Preprocess,
  data: Float32Array,
  plane: number,
  start: number,
): void {
  for (let channel = 0; channel < 3; channel++) {
    const to = color === "RGB" ? channel : 2 - channel;
    const m = mean[to] as number;
    const s = std[to] as number;
    for (let i = channel, o = start + to * plane; i < row.length; i += 3, o++)
      data[o] = ((row[i] as number) / divide - m) / s;
  }
}

/** The kernel takes one for each of the 256 values of a byte. */
const TABLE_BYTES = 256 * Float32Array.BYTES_PER_ELEMENT;

type Tables = readonly [Float32Array, Float32Array, Float32Array];

/** `(value / divide - mean) / std` for each of the 256 values: the tables of red, green and blue, whichever plane each goes to. */
function normaliseTables({ color, normalize: { divide, mean, std } }: Preprocess): Tables {
  const table = (plane: 0 | 1 | 2) =>
    Float32Array.from({ length: 256 }, (_, value) => (value / divide - mean[plane]) / std[plane]);
  return color === "RGB" ? [table(0), table(1), table(2)] : [table(2), table(1), table(0)];
}

/** A letterbox is grey before normalising; padding is zero after it. */
function fillPadding(data: Float32Array, plane: number, preprocess: Preprocess, tables: Tables): void {
  if (preprocess.resize.kind !== "letterbox") {
    data.fill(0);
    return;
  }
  const fill = Math.round(preprocess.resize.fill);
  const planes = preprocess.color === "RGB" ? tables : [tables[2], tables[1], tables[0]];
  planes.forEach((table, i) => data.fill(table[fill] ?? 0, i * plane, (i + 1) * plane));
}
