/** The keys of each command: its defaults or those set by the user; and how they are changed. */
import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import type { Settings } from "../../shared/ipc/contract.ts";
import { placeOfKeyPress } from "../../shared/core/keyPress.ts";
import type { Command, CommandId } from "./command.ts";
import { scopesMeet, type CommandRegistry, type Scope } from "./registry.ts";

/** By command, only where they differ from the defaults. */
export type ChosenKeys = Settings["keys"];

/** Called with a command's id; an unknown id has no keys. */
export type KeysOf = (id: string) => readonly string[];

/** The registry's default keys never change, so that a result holds until the user's choice changes. */
const known = new WeakMap<CommandRegistry, { readonly chosen: ChosenKeys; readonly keysOf: KeysOf }>();

/**
 * The keys in force: one press never means two things in the same mode. The user's choice comes first; a command whose
 * default key is taken goes without it.
 */
export function keysInForce(registry: CommandRegistry, chosen: ChosenKeys): KeysOf {
  const before = known.get(registry);
  if (before?.chosen === chosen) return before.keysOf;
  const taken = new Map<string, Scope[]>();
  const result = new Map<string, readonly string[]>();
  const isChosen = (command: Command) => chosen[command.id] !== undefined;
  const order = [...registry.commands.filter(isChosen), ...registry.commands.filter((command) => !isChosen(command))];
  for (const command of order) {
    const scope = registry.scopeOf(command.id);
    const wanted = chosen[command.id] ?? command.keys;
    const free = wanted.filter((keys) => !taken.get(placeOfKeyPress(keys))?.some((other) => scopesMeet(scope, other)));
    for (const keys of free) {
      const place = placeOfKeyPress(keys);
      taken.set(place, [...(taken.get(place) ?? []), scope]);
    }
    result.set(command.id, free);
  }
  const keysOf: KeysOf = (id) => result.get(id) ?? [];
  known.set(registry, { chosen, keysOf });
  return keysOf;
}

/** Other commands that these keys already run in the modes of `id`; with `event`, also those that only this keyboard's layout makes equal. */
export function usersOf(
  registry: CommandRegistry,
  keysOf: KeysOf,
  id: CommandId,
  keys: string,
  event?: KeyboardEvent,
): readonly Command[] {
  const scope = registry.scopeOf(id);
  return registry.commands.filter(
    (other) =>
      other.id !== id &&
      scopesMeet(scope, registry.scopeOf(other.id)) &&
      keysOf(other.id).some((used) => samePress(used, keys, event)),
  );
}

/** Gives `id` these keys; commands of the same modes lose them. */
export function withKeys(
  registry: CommandRegistry,
  chosen: ChosenKeys,
  id: CommandId,
  keys: readonly string[],
  event?: KeyboardEvent,
): ChosenKeys {
  const keysOf = keysInForce(registry, chosen);
  const next = new Map(Object.entries(chosen));
  const users = new Set(keys.flatMap((one) => usersOf(registry, keysOf, id, one, event)));
  for (const other of users) {
    const left = keysOf(other.id).filter((used) => !keys.some((one) => samePress(used, one, event)));
    next.set(other.id, [...left]);
  }
  next.set(id, [...keys]);
  return onlyChanged(registry, next);
}

/** Gives `id` its default keys back; keys that another command was given stay there. */
export function withOwnKeys(chosen: ChosenKeys, id: CommandId): ChosenKeys {
  return Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== id));
}

function samePress(a: string, b: string, event?: KeyboardEvent): boolean {
  if (placeOfKeyPress(a) === placeOfKeyPress(b)) return true;
  const [press] = parseKeybinding(a);
  return event !== undefined && press !== undefined && matchKeyBindingPress(event, press);
}

/** Keys equal to a command's defaults are not stored: a later version may have better defaults. */
function onlyChanged(registry: CommandRegistry, chosen: ReadonlyMap<string, readonly string[]>): ChosenKeys {
  const changed = [...chosen].filter(([id, keys]) => {
    const own = registry.find(id)?.keys;
    // A command of another version keeps its keys until that version is used again.
    return own === undefined || own.join(" ") !== keys.join(" ");
  });
  return Object.fromEntries(changed.map(([id, keys]) => [id, [...keys]]));
}
