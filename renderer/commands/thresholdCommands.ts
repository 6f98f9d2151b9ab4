/** Commands of the operating point: threshold and counting rule. */
import { SCORE_ROUNDING_NAMES, type ScoreRoundingName } from "../../shared/core/counting/scoreRounding.ts";
import { withScoreRounding, withThreshold } from "../../shared/core/decisionRule.ts";
import { moveThreshold } from "../../shared/core/threshold.ts";
import { createBurst } from "../stores/burst.ts";
import { always, type Command, type CommandId } from "./command.ts";

export const thresholdCommands: readonly Command[] = [
  thresholdCommand("thresholdDown", -1, ["[", "BracketLeft"]),
  thresholdCommand("thresholdUp", 1, ["]", "BracketRight"]),
  thresholdCommand("thresholdDownFar", -10, ["Shift+BracketLeft"]),
  thresholdCommand("thresholdUpFar", 10, ["Shift+BracketRight"]),
  {
    id: "toggleCounting",
    group: "threshold",
    // Never a bare letter: it changes every figure on screen.
    keys: ["Shift+c"],
    enabled: always,
    run: (stores) => {
      const { rule, change } = stores.view.getState();
      change({ rule: withScoreRounding(rule, nextRounding(rule.scoreRounding)) });
    },
  },
];

const pressGesture = createBurst("threshold-keys");

/** `steps` hundredths. Presses in quick succession are one undo step, like a drag. */
function thresholdCommand(id: CommandId, steps: number, keys: readonly string[]): Command {
  return {
    id,
    group: "threshold",
    keys,
    enabled: always,
    run: (stores) => {
      const { rule, change } = stores.view.getState();
      change({ rule: withThreshold(rule, moveThreshold(rule.band.ng, steps)) }, pressGesture());
    },
  };
}

function nextRounding(now: ScoreRoundingName): ScoreRoundingName {
  const next = (SCORE_ROUNDING_NAMES.indexOf(now) + 1) % SCORE_ROUNDING_NAMES.length;
  return SCORE_ROUNDING_NAMES[next] ?? now;
}
