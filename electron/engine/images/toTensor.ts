/** Makes a model's input tensor of a picture: resize, normalise, reorder to planes and pad in one pass over the rows. */
import { planPreprocess, samplingRatio } from "../../../shared/inference/preprocessPlan.ts";
import type { Preprocess } from "../../../shared/inference/modelManifest.ts";
import type { ImageTensor } from "../inference/detector.ts";
import { resampleRows, type RgbPixels } from "./resample.ts";

/**
 * Planes of 32-bit floats, `3 x padded.height x padded.width`, in the channel order of `preprocess.color`.
 * `reuse` is written into where it is large enough; the tensor then lives in it and is lost with the next call.
 */
export function toTensor(picture: RgbPixels, preprocess: Preprocess, reuse?: Float32Array): ImageTensor {
  const plan = planPreprocess(preprocess, picture);
  const { padded, resized, offset } = plan;
  const plane = padded.width * padded.height;
  const data = reuse && reuse.length >= plane * 3 ? reuse.subarray(0, plane * 3) : new Float32Array(plane * 3);
  const tables = normaliseTables(preprocess);
  const whole = resized.width === padded.width && resized.height === padded.height;
  if (!whole) fillPadding(data, plane, preprocess, tables);

  const [first, second, third] = tables;
  const [firstChannel, thirdChannel] = preprocess.color === "RGB" ? [0, 2] : [2, 0];
  const target = { width: resized.width, height: resized.height, ratio: samplingRatio(preprocess.resize, plan) };
  const interpolation = preprocess.resize.kind === "none" ? "nearest" : preprocess.resize.interpolation;
  resampleRows(picture, target, interpolation, (y, row) => {
    const start = (y + offset.y) * padded.width + offset.x;
    writePlane(row, firstChannel, first, data, start, resized.width);
    writePlane(row, 1, second, data, start + plane, resized.width);
    writePlane(row, thirdChannel, third, data, start + plane * 2, resized.width);
  });
  return { data, plan };
}

function writePlane(row: Uint8Array, channel: number, table: Float32Array, data: Float32Array, start: number, width: number): void {
  for (let x = 0, i = channel, o = start; x < width; x++, i += 3, o++) data[o] = table[row[i] as number] as number;
}

type Tables = readonly [Float32Array, Float32Array, Float32Array];

/** `(value / divide - mean) / std` for each of the 256 values, one table a plane. */
function normaliseTables(preprocess: Preprocess): Tables {
  const { divide, mean, std } = preprocess.normalize;
  const table = (plane: 0 | 1 | 2) => Float32Array.from({ length: 256 }, (_, value) => (value / divide - mean[plane]) / std[plane]);
  return [table(0), table(1), table(2)];
}

/** A letterbox is grey before normalising; padding is zero after it. */
function fillPadding(data: Float32Array, plane: number, preprocess: Preprocess, tables: Tables): void {
  if (preprocess.resize.kind !== "letterbox") {
    data.fill(0);
    return;
  }
  const fill = preprocess.resize.fill;
  tables.forEach((table, i) => data.fill(table[Math.round(fill)] ?? 0, i * plane, (i + 1) * plane));
}
