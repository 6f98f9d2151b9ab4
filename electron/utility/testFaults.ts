/** Makes the engine fail on purpose, for the tests that show that the window survives it. */
import type { TestFault } from "../../shared/ipc/engineMessages.ts";
import type { CreateDetector } from "../engine/inference/ortDetector.ts";

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

/** Images of this width end the engine in the model, each time, as native code does that fails. */
export function withDeadlyImages(create: CreateDetector, width: number): CreateDetector {
  return async (...asked) => {
    const created = await create(...asked);
    if (!created.ok) return created;
    const { detector } = created;
    return {
      ok: true,
      detector: {
        ...detector,
        detect: (tensor, scoreFloor) =>
          tensor.plan.source.width === width ? process.abort() : detector.detect(tensor, scoreFloor),
      },
    };
  };
}
