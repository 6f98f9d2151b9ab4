/** Times each stage of one picture's way alone, one after the other: reading and decoding, preprocessing, the bare session. */
import { decodePicture } from "../images/decodePicture.ts";
import { toTensor } from "../images/toTensor.ts";
import type { Preprocess } from "../../../shared/inference/modelManifest.ts";
import type { Detector } from "./detector.ts";

export interface StageTime {
  readonly runs: number;
  readonly medianMilliseconds: number;
  readonly bestMilliseconds: number;
}

export interface StageTimes {
  /** Width and height of the tensor. */
  readonly input: readonly [number, number];
  readonly decode: StageTime;
  readonly preprocess: StageTime;
  /** The runtime alone, fed one ready tensor again and again; null without a detector. */
  readonly session: StageTime | null;
}

export type StagesMeasured = { readonly ok: true; readonly times: StageTimes } | { readonly ok: false; readonly reason: string };

/** Compilers and allocators settle in the first few runs. */
const WARM_RUNS = 5;

/** Without a `detector` only decoding and preprocessing are timed. */
export async function benchmarkStages(path: string, preprocess: Preprocess, runs: number, detector: Detector | null = null): Promise<StagesMeasured> {
  const first = await decodePicture(path);
  if (!first.ok) return first;
  const { picture } = first;
  const decode = await timed(runs, async () => {
    const decoded = await decodePicture(path);
    return decoded.ok ? null : decoded.reason;
  });
  if (typeof decode === "string") return { ok: false, reason: decode };

  const { data, plan } = toTensor(picture, preprocess);
  const input = [plan.padded.width, plan.padded.height] as const;
  const preprocessing = await timed(runs, () => {
    toTensor(picture, preprocess, () => data);
    return Promise.resolve(null);
  });
  if (typeof preprocessing === "string") return { ok: false, reason: preprocessing };
  if (!detector) return { ok: true, times: { input, decode, preprocess: preprocessing, session: null } };

  const inferences: number[] = [];
  for (let i = 0; i < WARM_RUNS + runs; i++) {
    const detection = await detector.detect({ data, plan }, 0.01);
    if (!detection.ok) return { ok: false, reason: detection.reason };
    if (i >= WARM_RUNS) inferences.push(detection.inferenceMilliseconds);
  }
  return { ok: true, times: { input, decode, preprocess: preprocessing, session: summary(inferences) } };
}

/** `work` returns a reason when it failed. */
async function timed(runs: number, work: () => Promise<string | null>): Promise<StageTime | string> {
  const times: number[] = [];
  for (let i = 0; i < WARM_RUNS + runs; i++) {
    const started = performance.now();
    const problem = await work();
    if (problem !== null) return problem;
    if (i >= WARM_RUNS) times.push(performance.now() - started);
  }
  return summary(times);
}

function summary(times: readonly number[]): StageTime {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { runs: times.length, medianMilliseconds: median ?? NaN, bestMilliseconds: sorted[0] ?? NaN };
}
