/** Why the engine ended, as a reason that whoever shows it puts into words. */
import { type Reason, reason } from "../../shared/core/reason.ts";
import type { EngineEnd } from "./engineProcess.ts";

export function engineEndReason(end: EngineEnd): Reason {
  switch (end.kind) {
    case "hung":
      return reason("engine-hung");
    case "over-limit":
      return end.why;
    case "crashed":
      return crashReason(end);
    case "device-lost": {
      const said = { provider: end.provider.toUpperCase(), error: end.reason };
      return end.times === 1 ? reason("engine-device-lost", said) : reason("engine-device-lost-again", said);
    }
    case "unfit":
      return end.reason === "sharp-uncured"
        ? reason("image-library-clashes")
        : reason("engine-unfit", { problem: end.reason });
  }
}

/** The code as the system gave it, which helps whoever supports the user; null where the reason says all. */
export function engineEndDetails(end: EngineEnd): Reason | null {
  if (end.kind !== "crashed") return null;
  const { code, detail } = end;
  return detail === "" ? reason("process-ended", { code }) : reason("process-ended-by", { code, detail });
}

/** The signals SIGKILL; SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE and SIGSEGV: alone, or with 128 added as shells do. */
const KILLED = 9;
const CRASHED: readonly number[] = [4, 5, 6, 7, 8, 11];
/** On Windows: access violation, stack overflow, illegal instruction, a failed check of the runtime. */
const CRASHED_ON_WINDOWS: readonly number[] = [0xc0000005, 0xc00000fd, 0xc000001d, 0xc0000409];
/** On Windows: no memory, no commit space. */
const NO_MEMORY_ON_WINDOWS: readonly number[] = [0xc0000017, 0xc000012d, 0xe0000008];

/** `detail`: Electron's own word for what happened; where it has none, the code tells. */
function crashReason({ code, detail }: Extract<EngineEnd, { kind: "crashed" }>): Reason {
  const status = code >>> 0;
  const signal = status > 128 && status < 160 ? status - 128 : status;
  if (detail === "oom" || detail === "memory-eviction" || NO_MEMORY_ON_WINDOWS.includes(status))
    return reason("engine-out-of-memory");
  if (detail === "launch-failed") return reason("engine-not-started");
  if (detail === "killed" || signal === KILLED) return reason("engine-killed");
  if (detail === "crashed" || CRASHED.includes(signal) || CRASHED_ON_WINDOWS.includes(status))
    return reason("engine-crashed");
  return reason("engine-ended");
}
