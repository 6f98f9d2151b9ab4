/** Keys as changed by the user: one press never means two commands that work in the same mode, and only differences are stored. */
import { describe, expect, it } from "vitest";
import { settingsSchema, DEFAULT_SETTINGS } from "../../shared/ipc/contract.ts";
import { placeOfKeyPress } from "../../shared/core/keyPress.ts";
import { MODES } from "../modes/modes.ts";
import type { ModeId } from "../stores/windowStore.ts";
import { always, type CommandId } from "./command.ts";
import { keysInForce, usersOf, withKeys, withOwnKeys, type ChosenKeys } from "./keysInForce.ts";
import { commandsIn, createCommandRegistry } from "./registry.ts";

const registry = createCommandRegistry(MODES);
const own = keysInForce(registry, {});

function clashes(chosen: ChosenKeys): string[] {
  const keysOf = keysInForce(registry, chosen);
  // A command may have the same press in two notations: `[` by its character and by its position.
  const places = commandsIn(registry, "tune").flatMap(({ id }) => [...new Set(keysOf(id).map(placeOfKeyPress))]);
  return places.filter((place, i) => places.indexOf(place) !== i);
}

describe("keys in force", () => {
  it("are each command's own while nothing was chosen, save two ways to write one press", () => {
    for (const { id, keys } of registry.commands) {
      expect(own(id)[0], id).toBe(keys[0]);
      expect(new Set(own(id).map(placeOfKeyPress)), id).toEqual(new Set(keys.map(placeOfKeyPress)));
    }
    expect(clashes({})).toEqual([]);
  });

  it("let the user's choice win over another command's own key", () => {
    const keysOf = keysInForce(registry, { thresholdUp: ["n"], zoomFit: ["d"] });
    expect(keysOf("thresholdUp")).toEqual(["n"]);
    expect(keysOf("zoomFit")).toEqual(["d"]);
    expect(keysOf("nextImage")).toEqual(["ArrowRight", "j", "ArrowDown"]);
  });

  it("hold one meaning a press whatever a file says", () => {
    const chosen = { undo: ["x", "Shift+Slash"], redo: ["KeyX"], zoomIn: ["X", "x"], noSuchCommand: ["x"] };
    expect(clashes(chosen)).toEqual([]);
    expect(keysInForce(registry, chosen)("undo")).toEqual(["x", "Shift+Slash"]);
    expect(keysInForce(registry, chosen)("redo")).toEqual([]);
    expect(keysInForce(registry, chosen)("showShortcuts")).toEqual(["F1"]);
    expect(keysInForce(registry, chosen)("noSuchCommand")).toEqual([]);
  });
});

describe("giving keys", () => {
  it("names who has them already, also by the key's place", () => {
    expect(usersOf(registry, own, "undo", "Shift+Slash").map(({ id }) => id)).toEqual(["showShortcuts"]);
    expect(usersOf(registry, own, "undo", "KeyF").map(({ id }) => id)).toEqual(["zoomFit"]);
    expect(usersOf(registry, own, "undo", "$mod+z")).toEqual([]);
    expect(usersOf(registry, own, "undo", "Alt+z")).toEqual([]);
  });

  it("names who has them on this keyboard, where another layout makes two presses one", () => {
    // A German keyboard: the key at the position of BracketLeft types ü.
    const press = { key: "ü", code: "BracketLeft", getModifierState: () => false } as unknown as KeyboardEvent;
    expect(usersOf(registry, own, "undo", "ü", press).map(({ id }) => id)).toEqual(["thresholdDown"]);
    expect(usersOf(registry, own, "undo", "ü").map(({ id }) => id)).toEqual([]);
  });

  it("takes them from whoever had them, and keeps only what differs", () => {
    const chosen = withKeys(registry, {}, "zoomFit", ["d"]);
    expect(chosen).toEqual({ zoomFit: ["d"], nextImage: ["ArrowRight", "j", "ArrowDown"] });
    const back = withKeys(registry, chosen, "nextImage", ["ArrowRight", "d", "j", "ArrowDown"]);
    expect(back).toEqual({ zoomFit: [] });
    expect(withOwnKeys(back, "zoomFit")).toEqual({});
    expect(settingsSchema.safeParse({ ...DEFAULT_SETTINGS, keys: chosen }).success).toBe(true);
  });

  it("leaves a command of another mode its keys, and the choices of another version theirs", () => {
    const station = {
      id: "station" as ModeId,
      switchCommand: "switchToStation" as CommandId,
      commands: [
        { id: "reasonOne" as CommandId, group: "view", keys: ["d"], enabled: always, run: () => undefined } as const,
      ],
    };
    const two = createCommandRegistry([...MODES, station]);
    expect(withKeys(two, { later: ["F9"] }, "reasonOne" as CommandId, ["f"])).toEqual({
      reasonOne: ["f"],
      later: ["F9"],
    });
    expect(keysInForce(two, { reasonOne: ["f"] })("zoomFit")).toEqual(["f"]);
    expect(withKeys(two, {}, "reasonOne" as CommandId, ["$mod+k"])).toEqual({
      reasonOne: ["$mod+k"],
      showPalette: ["$mod+Shift+p"],
    });
  });
});
