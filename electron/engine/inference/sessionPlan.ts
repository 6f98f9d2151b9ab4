/** Plans how many sessions run a model in parallel, and with how many threads each. */
import { readdirSync, readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import path from "node:path";
import type { Provider } from "../../../shared/core/run.ts";
import type { Execution, SessionTuning } from "../../../shared/core/sessionTuning.ts";

export interface Machine {
  /** Physical cores: two threads of one core share the units that a model keeps busy. */
  readonly cores: number;
  readonly memoryBytes: number;
}

/** More copies of a model than this gain little and cost memory. */
const MAX_SESSIONS = 4;
/** Memory of a session besides its weights: the buffers of one run of a typical model. */
const SESSION_BYTES = 256 * 2 ** 20;
/** Weights are in memory twice while a session packs them for the processor. */
const WEIGHT_COPIES = 2;
const MEMORY_SHARE = 1 / 8;

/**
 * On the cpu the threads are divided among sessions that each work on their own image; a GPU has one session.
 * `modelBytes`: of the graph and its weights. `batchSize` is the maximum allowed; whether the graph takes it is known
 * once it is loaded.
 */
export function planSessions(
  tuning: SessionTuning,
  provider: Provider,
  modelBytes: number,
  machine: Machine,
): Execution {
  const { batchSize, optimization } = tuning;
  if (provider !== "cpu") return { sessions: 1, threads: tuning.threads, batchSize, optimization };
  const threads = tuning.threads ?? machine.cores;
  const fitting = Math.max(
    1,
    Math.floor((machine.memoryBytes * MEMORY_SHARE) / (SESSION_BYTES + modelBytes * WEIGHT_COPIES)),
  );
  const sessions = Math.min(threads, tuning.sessions ?? Math.min(MAX_SESSIONS, fitting));
  return { sessions, threads: Math.floor(threads / sessions), batchSize, optimization };
}

/** This machine; where the system does not report its physical cores, x64 processors are assumed to have two threads per core. */
export function thisMachine(): Machine {
  const logical = cpus().length;
  const cores =
    process.platform === "linux"
      ? (linuxCores() ?? logical)
      : process.arch === "x64" && logical >= 4
        ? logical / 2
        : logical;
  return { cores: Math.max(1, Math.min(logical, Math.floor(cores))), memoryBytes: totalmem() };
}

const CPU_FOLDER = "/sys/devices/system/cpu";

/** Each core lists its threads in the same form, so that the number of distinct lists is the number of cores. */
function linuxCores(): number | null {
  try {
    const cpus = readdirSync(CPU_FOLDER).filter((name) => /^cpu\d+$/.test(name));
    return (
      new Set(
        cpus.map((name) => readFileSync(path.join(CPU_FOLDER, name, "topology/thread_siblings_list"), "utf8").trim()),
      ).size || null
    );
  } catch {
    return null;
  }
}
