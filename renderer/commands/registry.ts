/** The registry of all commands and their modes: keys, tooltips, palette, menu and the list of shortcuts use it. */
import type { Stores } from "../stores/createStores.ts";
import type { ModeId } from "../stores/windowStore.ts";
import { always, type Command, type CommandId } from "./command.ts";
import { everywhereCommands } from "./commandList.ts";

/** The modes in which a command works; null where it works everywhere. */
export type Scope = ReadonlySet<ModeId> | null;

/** What the registry needs of a mode. */
export interface CommandMode {
  readonly id: ModeId;
  readonly switchCommand: CommandId;
  readonly commands: readonly Command[];
}

export interface CommandRegistry {
  readonly modes: readonly CommandMode[];
  /** Each once, even if several modes share it. */
  readonly commands: readonly Command[];
  readonly find: (id: string) => Command | null;
  readonly scopeOf: (id: CommandId) => Scope;
}

export function createCommandRegistry(modes: readonly CommandMode[]): CommandRegistry {
  const scopes = new Map<CommandId, Set<ModeId>>();
  const byId = new Map<string, Command>();
  for (const command of [...everywhereCommands, ...switchCommands(modes)]) byId.set(command.id, command);
  for (const mode of modes) {
    for (const command of mode.commands) {
      const scope = scopes.get(command.id);
      if (scope) scope.add(mode.id);
      else scopes.set(command.id, new Set([mode.id]));
      byId.set(command.id, command);
    }
  }
  return {
    modes,
    commands: [...byId.values()],
    find: (id) => byId.get(id) ?? null,
    scopeOf: (id) => scopes.get(id) ?? null,
  };
}

/** With a single mode there is nothing to switch. */
function switchCommands(modes: readonly CommandMode[]): readonly Command[] {
  if (modes.length < 2) return [];
  return modes.map(({ id, switchCommand }, i) => ({
    id: switchCommand,
    group: "view",
    keys: i < 9 ? [`$mod+${i + 1}`] : [],
    enabled: always,
    run: (stores) => stores.window.getState().setMode(id),
  }));
}

export function worksIn(scope: Scope, mode: ModeId): boolean {
  return scope === null || scope.has(mode);
}

/** True when both work in some mode, so that they cannot share a key. */
export function scopesMeet(a: Scope, b: Scope): boolean {
  if (a === null || b === null) return true;
  return [...a].some((mode) => b.has(mode));
}

/** The commands of the current mode, and those that work everywhere. */
export function commandsIn(registry: CommandRegistry, mode: ModeId): readonly Command[] {
  return registry.commands.filter(({ id }) => worksIn(registry.scopeOf(id), mode));
}

/** Runs a command that works in the current mode and is possible now; anything else is ignored, since menus send ids as text. */
export function runById(registry: CommandRegistry, stores: Stores, id: string): void {
  const command = registry.find(id);
  if (!command || !worksIn(registry.scopeOf(command.id), stores.window.getState().mode)) return;
  if (command.enabled(stores)) command.run(stores);
}
