/** Commands of the operating point: threshold and counting rule. */
import { createBurst } from "../stores/burst.ts";
import { always, type Command, type CommandId } from "./command.ts";

export const thresholdCommands: readonly Command[] = [
  thresholdCommand("thresholdDown", -0.01, ["[", "BracketLeft"]),
  thresholdCommand("thresholdUp", 0.01, ["]", "BracketRight"]),
  thresholdCommand("thresholdDownFar", -0.1, ["Shift+BracketLeft"]),
  thresholdCommand("thresholdUpFar", 0.1, ["Shift+BracketRight"]),
  {
    id: "toggleCounting",
    group: "threshold",
    // Never a bare letter: it changes every figure on screen.
    keys: ["Shift+c"],
    enabled: always,
    run: (stores) => {
      const { counting, change } = stores.view.getState();
      change({ counting: counting === "exact" ? "paddlex" : "exact" });
    },
  },
];

const pressGesture = createBurst("threshold-keys");

/** Presses that follow one another are one step of undo, like a drag. */
function thresholdCommand(id: CommandId, step: number, keys: readonly string[]): Command {
  return {
    id,
    group: "threshold",
    keys,
    enabled: always,
    run: (stores) => {
      const { threshold, change } = stores.view.getState();
      change({ threshold: threshold + step }, pressGesture());
    },
  };
}
