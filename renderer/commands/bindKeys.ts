/** Binds every command's keys to the window, except while the user types or moves inside a control. */
import { tinykeys } from "tinykeys";
import type { Stores } from "../stores/createStores.ts";
import type { Command } from "./command.ts";
import { keysInForce } from "./keysInForce.ts";
import { commandsIn, type CommandRegistry } from "./registry.ts";

/** Controls that use these keys themselves. */
const OWN_KEYS: readonly { readonly selector: string; readonly keys: readonly string[] }[] = [
  {
    selector: "button, a[href], summary, [role=switch], [role=checkbox], [role=radio], [role=menuitem]",
    keys: [" ", "Enter"],
  },
  {
    selector: "[role=slider], [role=separator], [role=radiogroup], [role=tablist], [role=menu], [role=listbox]",
    keys: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"],
  },
];

/** Binds the keys of the current mode, and rebinds when mode or keys change; returns a function to unbind. */
export function bindKeys(registry: CommandRegistry, stores: Stores, target: Window): () => void {
  const bind = () => {
    const { keys: chosen } = stores.settings.getState().settings;
    const keysOf = keysInForce(registry, chosen);
    // The user's own keys come first: where the keyboard's layout makes two of them one press, they win.
    const commands = [...commandsIn(registry, stores.window.getState().mode)].sort(
      (a, b) => Number(chosen[b.id] !== undefined) - Number(chosen[a.id] !== undefined),
    );
    const bindings = commands.flatMap((command) =>
      keysOf(command.id).map((key) => [key, (event: KeyboardEvent) => press(stores, command, event)] as const),
    );
    return tinykeys(target, Object.fromEntries(bindings));
  };
  let unbind = bind();
  const rebind = () => {
    unbind();
    unbind = bind();
  };
  const stops = [
    stores.window.subscribe(({ mode }, before) => mode !== before.mode && rebind()),
    stores.settings.subscribe(({ settings }, before) => settings.keys !== before.settings.keys && rebind()),
  ];
  return () => {
    stops.forEach((stop) => stop());
    unbind();
  };
}

function press(stores: Stores, command: Command, event: KeyboardEvent): void {
  // `[` matches by its character and by its position on the keyboard: the first match takes the event.
  if (event.defaultPrevented || event.isComposing) return;
  const target = event.target instanceof Element ? event.target : null;
  if (target && belongsToControl(event, target)) return;
  if (stores.window.getState().dialog !== null && !worksInDialog(command)) return;
  event.preventDefault();
  if (command.enabled(stores)) command.run(stores);
}

/** True when the key types text or operates the focused control. */
export function belongsToControl(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">, target: Element): boolean {
  const withModifier = event.ctrlKey || event.metaKey;
  if (
    target.closest(
      "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]",
    )
  ) {
    // Ctrl+Z and its like belong to the text field; Ctrl+K and the others do not.
    return !withModifier || ["z", "y", "a", "c", "v", "x"].includes(event.key.toLowerCase());
  }
  if (withModifier) return false;
  if (target.closest("input[type=range]")) return OWN_KEYS[1]?.keys.includes(event.key) ?? false;
  return OWN_KEYS.some(({ selector, keys }) => keys.includes(event.key) && target.closest(selector) !== null);
}

function worksInDialog(command: Command): boolean {
  // In a dialog Esc is the dialog's, and every other key would act behind it.
  return command.id === "toggleLanguage" || command.id === "toggleTheme" || command.id === "showPalette";
}
