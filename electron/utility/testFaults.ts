/** Ways for an engine to fail on purpose, for the tests that show that the window survives them. */
import type { TestFault } from "../../shared/ipc/engineMessages.ts";

export function commitFault(fault: TestFault): void {
  switch (fault) {
    case "throw":
      setTimeout(() => {
        throw new Error("a fault that a test asked for");
      });
      return;
    case "exit":
      process.exit(0);
      return;
    case "hang":
      for (;;);
    case "exhaust-memory": {
      const held: number[][] = [];
      for (;;) held.push(new Array<number>(1_000_000).fill(held.length));
    }
  }
}
