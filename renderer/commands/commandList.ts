/** The commands that work everywhere, and those run by name from views that appear in several modes. */
import type { Stores } from "../stores/createStores.ts";
import type { Command, CommandId } from "./command.ts";
import { compareCommands } from "./compareCommands.ts";
import { imageCommands } from "./imageCommands.ts";
import { panelCommands } from "./panelCommands.ts";
import { projectCommands } from "./projectCommands.ts";
import { runCommands } from "./runCommands.ts";
import { thresholdCommands } from "./thresholdCommands.ts";
import { viewCommands } from "./viewCommands.ts";

export const everywhereCommands: readonly Command[] = [...projectCommands, ...runCommands, ...viewCommands];

const byId = new Map<string, Command>(
  [...everywhereCommands, ...imageCommands, ...compareCommands, ...thresholdCommands, ...panelCommands].map(
    (command) => [command.id, command],
  ),
);

export function commandOf(id: CommandId): Command {
  const command = byId.get(id);
  if (!command) throw new Error(`no command ${id}`);
  return command;
}

/** Runs a command of a view on screen, if it is possible now. Keys, palette and menu ask the registry, which knows the modes. */
export function runCommand(stores: Stores, id: CommandId): void {
  const command = byId.get(id);
  if (command?.enabled(stores)) command.run(stores);
}
