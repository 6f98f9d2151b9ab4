/** The menu names only commands that the page has, in both languages, each once. */
import type { MenuItemConstructorOptions } from "electron";
import { describe, expect, test, vi } from "vitest";
import type { CommandId } from "../../renderer/commands/command.ts";
import { commandOf } from "../../renderer/commands/commandList.ts";
import type { Settings } from "../../shared/ipc/contract.ts";
import { en } from "../../shared/words/en/window.ts";
import { acceleratorOf } from "./accelerator.ts";
import { menuTemplate } from "./appMenu.ts";

vi.mock("electron", () => ({ Menu: {} }));

function entries(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])]);
}

function menu(
  language: "en" | "zh",
  run: (command: string) => void = () => undefined,
  keys: Settings["keys"] = {},
): MenuItemConstructorOptions[] {
  return entries(menuTemplate({ language, keys, mac: false, developerTools: false, run }));
}

describe("the menu", () => {
  test("every entry is a command of the page and is told to it", () => {
    const told: string[] = [];
    const commands = menu("en", (command) => told.push(command)).filter(({ id }) => id !== undefined);
    expect(commands.length).toBeGreaterThan(20);
    for (const { id, click } of commands) {
      expect(Object.keys(en.commands)).toContain(id);
      (click as unknown as () => void)();
    }
    expect(told).toEqual(commands.map(({ id }) => id));
    expect(new Set(told).size).toBe(told.length);
  });

  test("has a text in both languages, and none is left in the other", () => {
    const english = menu("en").filter(({ type }) => type !== "separator");
    const chinese = menu("zh").filter(({ type }) => type !== "separator");
    expect(chinese.length).toBe(english.length);
    for (const [i, { label }] of english.entries()) {
      expect(label).toBeTruthy();
      expect(chinese[i]?.label).toBeTruthy();
      expect(chinese[i]?.label, label).not.toBe(label);
    }
  });

  test("shows keys and leaves them to the page", () => {
    for (const { accelerator, registerAccelerator, label } of menu("en"))
      if (accelerator !== undefined) expect(registerAccelerator, label).toBe(false);
  });

  test("shows keys that the page answers", () => {
    const shown = menu("en").filter(({ accelerator }) => accelerator !== undefined);
    expect(shown.length).toBeGreaterThan(10);
    for (const { id, accelerator } of shown)
      expect(commandOf(id as CommandId).keys.map(acceleratorOf), id).toContain(accelerator);
  });

  test("shows the keys that the user chose, and none where they were taken away", () => {
    const keys = {
      openDataset: ["$mod+Alt+BracketLeft", "x"],
      undo: [],
      togglePause: ["Ω", "F9"],
      nextImage: ["KeyN"],
    };
    const of = (id: string) => menu("en", undefined, keys).find((entry) => entry.id === id)?.accelerator;
    expect([of("openDataset"), of("undo"), of("togglePause"), of("nextImage"), of("openModel")]).toEqual([
      "CmdOrCtrl+Alt+[",
      undefined,
      "F9",
      "N",
      "CmdOrCtrl+Shift+O",
    ]);
  });
});
