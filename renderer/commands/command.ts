/** The type of a command: one action of the user, with its name in the texts, its keys, and when it is possible. */
import type { en } from "../../shared/words/en/window.ts";
import type { Stores } from "../stores/createStores.ts";

/** Its text is `commands.<id>` in every language. */
export type CommandId = keyof typeof en.commands;
export type CommandGroup = keyof typeof en.group;

export interface Command {
  readonly id: CommandId;
  readonly group: CommandGroup;
  /** In tinykeys' notation, `$mod` being Ctrl or ⌘; the first is shown, the others work as well. */
  readonly keys: readonly string[];
  /** True when it removes results or files; the palette never offers it first. */
  readonly destroys?: boolean;
  readonly enabled: (stores: Stores) => boolean;
  readonly run: (stores: Stores) => void;
}

/** For a command that is always possible. */
export function always(): boolean {
  return true;
}

/** The order of groups in the palette and among the shortcuts. */
export const GROUPS: readonly CommandGroup[] = [
  "project",
  "inspection",
  "images",
  "compare",
  "threshold",
  "view",
  "help",
];
