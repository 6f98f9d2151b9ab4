/** Ends a process that cannot end by itself: SIGTERM does not reach one that is stopped, nor one in native code. */
import type { UtilityProcess } from "electron";

export function endProcess(child: UtilityProcess): void {
  const { pid } = child;
  if (pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    child.kill(); // it ended a moment ago, or the system has no such signal
  }
}
