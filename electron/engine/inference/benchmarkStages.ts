/** Times each stage of an image's way alone, one after the other: reading and decoding, preprocessing, the bare session. */
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { decodeImage } from "../images/decodeImage.ts";
import type { DecodedImage } from "../images/decodedImage.ts";
import { toTensor } from "../images/toTensor.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import type { Detector } from "./detector.ts";
import type { ImageTensor } from "../images/imageTensor.ts";

export interface StageTime {
  readonly runs: number;
  readonly medianMilliseconds: number;
  readonly bestMilliseconds: number;
}

export interface StageTimes {
  /** Width and height of the first image's tensor. */
  readonly input: readonly [number, number];
  readonly decode: StageTime;
  readonly preprocess: StageTime;
  /** The runtime alone, fed with prepared tensors; null without a detector. */
  readonly session: StageTime | null;
}

export type StagesMeasured =
  | { readonly ok: true; readonly times: StageTimes }
  | { readonly ok: false; readonly reason: Reason };

/** Compilers and allocators settle in the first few runs. */
const WARM_RUNS = 5;

/** Held in memory at once, decoded and as tensors. One image would not do: what a model finds in it determines how long it takes. */
const MAX_IMAGES = 8;

/** Times `runs` runs of each stage, cycling through the first of the images at `paths`. Without a `detector` only decoding and preprocessing are timed. */
export async function benchmarkStages(
  paths: readonly string[],
  preprocess: Preprocess,
  runs: number,
  detector: Detector | null = null,
): Promise<StagesMeasured> {
  const images: DecodedImage[] = [];
  for (const path of paths.slice(0, MAX_IMAGES)) {
    const decoded = await decodeImage(path);
    if (!decoded.ok) return decoded;
    images.push(decoded.pixels);
  }
  const decode = await timed(runs, async (i) => {
    const decoded = await decodeImage(paths[i % images.length] ?? "");
    return decoded.ok ? null : decoded.reason;
  });
  if (!decode.ok) return decode;

  const tensors = images.map((image) => toTensor(image, preprocess));
  const [first] = tensors;
  if (!first) return { ok: false, reason: reason("no-image") };
  const input = [first.plan.padded.width, first.plan.padded.height] as const;
  const preprocessing = await timed(runs, (i) => {
    const at = i % images.length;
    toTensor(images[at] as DecodedImage, preprocess, () => (tensors[at] as ImageTensor).data);
    return Promise.resolve(null);
  });
  if (!preprocessing.ok) return preprocessing;
  const times = { input, decode: decode.time, preprocess: preprocessing.time };
  if (!detector) return { ok: true, times: { ...times, session: null } };

  const inferences: number[] = [];
  for (let i = 0; i < WARM_RUNS + runs; i++) {
    const detection = await detector.detect(tensors[i % tensors.length] as ImageTensor, 0.01);
    if (!detection.ok) return { ok: false, reason: detection.reason };
    if (i >= WARM_RUNS) inferences.push(detection.inferenceMilliseconds);
  }
  return { ok: true, times: { ...times, session: summary(inferences) } };
}

/** `work` returns a reason when it failed. */
async function timed(
  runs: number,
  work: (run: number) => Promise<Reason | null>,
): Promise<{ readonly ok: true; readonly time: StageTime } | { readonly ok: false; readonly reason: Reason }> {
  const times: number[] = [];
  for (let i = 0; i < WARM_RUNS + runs; i++) {
    const started = performance.now();
    const problem = await work(i);
    if (problem !== null) return { ok: false, reason: problem };
    if (i >= WARM_RUNS) times.push(performance.now() - started);
  }
  return { ok: true, time: summary(times) };
}

function summary(times: readonly number[]): StageTime {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { runs: times.length, medianMilliseconds: median ?? NaN, bestMilliseconds: sorted[0] ?? NaN };
}
