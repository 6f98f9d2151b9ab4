/** How much memory this machine has available, and the share that a process running a model may take. */
import { readFileSync } from "node:fs";
import { freemem, totalmem } from "node:os";
import type { RunLimits } from "../../../shared/core/runLimits.ts";

/** The rest is for the system, the window and whatever else runs. */
const FREE_SHARE = 1 / 2;
/** A usual detector needs as much, also where less is free. */
const MIN_SHARE_BYTES = 2e9;
const MIN_SHARE_OF_FREE = 3 / 4;

/** Bytes that a process may take in all, which holds `held` bytes now. */
export function memoryLimit(limits: RunLimits, held: number, free = freeMemory()): number {
  if (limits.memoryGigabytes !== null) return limits.memoryGigabytes * 1e9;
  return held + Math.max(free * FREE_SHARE, Math.min(MIN_SHARE_BYTES, free * MIN_SHARE_OF_FREE));
}

/** Bytes that can be had without anything being ended for them. Memory that the system lends to its caches counts as free. */
function freeMemory(): number {
  if (process.platform === "linux") return linuxFree() ?? freemem();
  // macOS calls little free: what it caches and compresses is given up when it is asked for.
  return process.platform === "darwin" ? Math.max(freemem(), totalmem() / 2) : freemem();
}

/** In a container no more than the container may still take. */
function linuxFree(): number | null {
  const available = /^MemAvailable:\s+(\d+) kB$/m.exec(textOf("/proc/meminfo"))?.[1];
  if (available === undefined) return null;
  const most = Number(textOf("/sys/fs/cgroup/memory.max").trim() || NaN);
  const used = Number(textOf("/sys/fs/cgroup/memory.current").trim() || NaN);
  const left = Number.isFinite(most - used) ? Math.max(0, most - used) : Infinity;
  return Math.min(Number(available) * 1024, left);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
