/** Which keys a command has now: its own, or those that the user gave it; and how that is changed. */
import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import type { Settings } from "../../shared/ipc/contract.ts";
import { placeOfKeyPress } from "../../shared/core/keyPress.ts";
import type { Command, CommandId } from "./command.ts";
import { scopesMeet, type CommandRegistry, type Scope } from "./registry.ts";

/** By command, only where they differ from its own. */
export type ChosenKeys = Settings["keys"];

/** Asked with a command's id; an id that is none has no keys. */
export type KeysOf = (id: string) => readonly string[];

/** The registry's own keys never change, so that one answer holds until the choice does. */
const known = new WeakMap<CommandRegistry, { readonly chosen: ChosenKeys; readonly keysOf: KeysOf }>();

/**
 * The keys in force: one press never means two things where both work. What the user chose comes first; a command
 * whose own key is taken goes without it.
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

/** Other commands that these keys mean already where `id` works; `event`, when the keys were pressed, tells also what only this keyboard makes equal. */
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

/** Gives `id` these keys; whoever had one of them where both work loses it. */
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

/** Gives `id` its own keys back; what another command was given of them stays there until it is asked for. */
export function withOwnKeys(chosen: ChosenKeys, id: CommandId): ChosenKeys {
  return Object.fromEntries(Object.entries(chosen).filter(([other]) => other !== id));
}

function samePress(a: string, b: string, event?: KeyboardEvent): boolean {
  if (placeOfKeyPress(a) === placeOfKeyPress(b)) return true;
  const [press] = parseKeybinding(a);
  return event !== undefined && press !== undefined && matchKeyBindingPress(event, press);
}

/** What says the same as a command's own keys is not kept: a later version may give it better ones. */
function onlyChanged(registry: CommandRegistry, chosen: ReadonlyMap<string, readonly string[]>): ChosenKeys {
  const changed = [...chosen].filter(([id, keys]) => {
    const own = registry.find(id)?.keys;
    // A command of another version keeps its keys until that version is back.
    return own === undefined || own.join(" ") !== keys.join(" ");
  });
  return Object.fromEntries(changed.map(([id, keys]) => [id, [...keys]]));
}
