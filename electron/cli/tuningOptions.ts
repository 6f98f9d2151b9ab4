/** The options `--threads`, `--sessions`, `--batch` and `--optimization`: how a model is run, for every command that runs one over many images. */
import {
  DEFAULT_TUNING,
  graphOptimizationSchema,
  MAX_TUNING,
  type SessionTuning,
} from "../../shared/core/sessionTuning.ts";
import type { OptionSpec, ParsedArguments } from "./commandLine.ts";

export const tuningOptions: Readonly<Record<string, OptionSpec>> = {
  threads: { value: "N", help: "cpu threads over all sessions; default: one per core" },
  sessions: {
    value: "N",
    help: "parallel copies of the model on the cpu; default: as many as suit the machine and the model",
  },
  batch: { value: "N", help: "images per run of the model, where it allows more than one; default: 1" },
  optimization: {
    value: "LEVEL",
    help: "graph optimisation by ONNX Runtime: all, extended, basic or off; default: all",
  },
};

export type TuningReading =
  | { readonly ok: true; readonly value: SessionTuning }
  | { readonly ok: false; readonly reason: string };

/** None of them changes the detections, so a run may continue with other values. */
export function readTuning(args: ParsedArguments): TuningReading {
  const threads = readCount("threads", MAX_TUNING.threads, args);
  if (!threads.ok) return threads;
  const sessions = readCount("sessions", MAX_TUNING.sessions, args);
  if (!sessions.ok) return sessions;
  const batch = readCount("batch", MAX_TUNING.batchSize, args);
  if (!batch.ok) return batch;
  const level = args.text("optimization") ?? DEFAULT_TUNING.optimization;
  const optimization = graphOptimizationSchema.safeParse(level === "off" ? "disabled" : level);
  if (!optimization.success)
    return { ok: false, reason: `--optimization '${level}' is none of all, extended, basic, off` };
  return {
    ok: true,
    value: {
      threads: threads.value,
      sessions: sessions.value,
      batchSize: batch.value ?? DEFAULT_TUNING.batchSize,
      optimization: optimization.data,
    },
  };
}

type CountReading =
  | { readonly ok: true; readonly value: number | null }
  | { readonly ok: false; readonly reason: string };

/** Null when it is not given. */
function readCount(option: string, most: number, args: ParsedArguments): CountReading {
  const text = args.text(option);
  if (text === undefined) return { ok: true, value: null };
  const count = Number(text);
  const valid = /^\d+$/.test(text.trim()) && count >= 1 && count <= most;
  return valid
    ? { ok: true, value: count }
    : { ok: false, reason: `--${option} must be a whole number from 1 to ${most}, not '${text}'` };
}
