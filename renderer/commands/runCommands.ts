/** Commands about stored runs. */
import { always, type Command } from "./command.ts";

export const runCommands: readonly Command[] = [
  {
    id: "showRuns",
    group: "inspection",
    keys: ["$mod+r"],
    enabled: always,
    run: (stores) => stores.window.getState().openDialog("runs"),
  },
];
