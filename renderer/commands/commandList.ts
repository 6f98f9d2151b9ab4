/** Every command of Loupe, once: palette, keys, tooltips, menus and the list of shortcuts read from here. */
import type { Stores } from "../stores/createStores.ts";
import type { Command, CommandId } from "./command.ts";
import { imageCommands } from "./imageCommands.ts";
import { projectCommands } from "./projectCommands.ts";
import { viewCommands } from "./viewCommands.ts";

export const commands: readonly Command[] = [...projectCommands, ...imageCommands, ...viewCommands];

const byId = new Map<string, Command>(commands.map((command) => [command.id, command]));

export function commandOf(id: CommandId): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
}

/** Runs a command if it is possible now; an id that is none is ignored, since menus send theirs as text. */
export function runCommand(stores: Stores, id: string): void {
  const command = byId.get(id);
  if (command?.enabled(stores)) command.run(stores);
}
