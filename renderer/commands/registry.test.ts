/** The registry: every command has a name in both languages, no key runs two commands in a mode, and each does what its name says. */
import { describe, expect, it } from "vitest";
import { en } from "../../shared/words/en/window.ts";
import { zh } from "../../shared/words/zh/window.ts";
import { MODES } from "../modes/modes.ts";
import type { Stores } from "../stores/createStores.ts";
import { startSession } from "../stores/session.ts";
import type { ModeId } from "../stores/windowStore.ts";
import { createSmallWorld, SMALL_FOLDER, until } from "../testing/fakeWorld.ts";
import { belongsToControl } from "./bindKeys.ts";
import { always, GROUPS, type Command } from "./command.ts";
import { commandOf, runCommand } from "./commandList.ts";
import { keyCaps, shownKeys } from "./keyNames.ts";
import { commandsIn, createCommandRegistry, runById, scopesMeet } from "./registry.ts";

const registry = createCommandRegistry(MODES);

/** A made-up second mode: it also has the images, and uses the keys of Tune's own commands for others. */
const STATION = "station" as ModeId;
const worked: string[] = [];
function stationCommand(id: string, keys: readonly string[]): Command {
  return { id: id as Command["id"], group: "view", keys, enabled: always, run: () => worked.push(id) };
}
const station = {
  id: STATION,
  switchCommand: "switchToStation" as Command["id"],
  commands: [stationCommand("reasonOne", ["q"]), commandOf("nextImage")],
};
const two = createCommandRegistry([...MODES, station]);

/** Keys that run two commands in one mode. */
function clashes(of: typeof registry): string[] {
  const found: string[] = [];
  for (const mode of of.modes) {
    const keys = commandsIn(of, mode.id).flatMap((command) => command.keys.map((key) => key.toLowerCase()));
    found.push(...keys.filter((key, i) => keys.indexOf(key) !== i));
  }
  return found;
}

describe("registry", () => {
  it("has one command for every name, and a name in both languages for every command", () => {
    const switches = MODES.length < 2 ? MODES.map(({ switchCommand }) => switchCommand) : [];
    const ids = [...registry.commands.map(({ id }) => id), ...switches].sort();
    expect(ids).toEqual(Object.keys(en.commands).sort());
    expect(ids).toEqual(Object.keys(zh.commands).sort());
    expect(MODES.map(({ id }) => id).sort()).toEqual(Object.keys(en.mode).sort());
  });

  it("has no key twice in any mode", () => {
    expect(clashes(registry)).toEqual([]);
    const wrong = { ...station, commands: [...station.commands, stationCommand("other", ["ArrowRight"])] };
    expect(clashes(createCommandRegistry([...MODES, wrong]))).toEqual(["arrowright"]);
    const everywhere = { ...station, commands: [stationCommand("other", ["$mod+k"])] };
    expect(clashes(createCommandRegistry([...MODES, everywhere]))).toEqual(["$mod+k"]);
  });

  it("puts each command in a group that is shown", () => {
    for (const { group } of registry.commands) expect(GROUPS).toContain(group);
  });

  it("ignores a name that is no command", () => {
    expect(() => runById(registry, createSmallWorld().stores, "formatDisk")).not.toThrow();
  });

  it("never changes a figure by a letter alone", () => {
    for (const { id, group, keys } of registry.commands)
      if (group === "threshold")
        expect(
          keys.filter((key) => /^[a-z]$/i.test(key)),
          id,
        ).toEqual([]);
  });
});

describe("modes", () => {
  it("may use one key for two things, and share commands", () => {
    expect(clashes(two)).toEqual([]);
    expect(two.scopeOf("layoutSide")).toEqual(new Set(["tune"]));
    expect(two.scopeOf("nextImage")).toEqual(new Set(["tune", STATION]));
    expect(two.scopeOf("undo")).toBeNull();
    expect(two.commands.filter(({ id }) => id === "nextImage")).toHaveLength(1);
    expect(scopesMeet(two.scopeOf("layoutSide"), new Set([STATION]))).toBe(false);
    expect(scopesMeet(two.scopeOf("layoutSide"), two.scopeOf("undo"))).toBe(true);
  });

  it("have a switch with Ctrl and their number as soon as there are two", () => {
    expect(registry.find("switchToTune")).toBeNull();
    expect(two.find("switchToTune")?.keys).toEqual(["$mod+1"]);
    expect(two.find("switchToStation")?.keys).toEqual(["$mod+2"]);
  });

  it("run only what works in the one on screen, and keep the image while they change", () => {
    const { stores } = createSmallWorld();
    stores.view.getState().select("d2");
    runById(two, stores, "reasonOne");
    expect(worked).toEqual([]);
    runById(two, stores, "switchToStation");
    expect([stores.window.getState().mode, stores.view.getState().selectedImageId]).toEqual([STATION, "d2"]);
    runById(two, stores, "reasonOne");
    runById(two, stores, "layoutOverlay");
    expect(worked).toEqual(["reasonOne"]);
    expect(stores.view.getState().compareLayout).toBe("auto");
    runById(two, stores, "switchToTune");
    runById(two, stores, "layoutOverlay");
    expect(stores.view.getState().compareLayout).toBe("overlay");
  });
});

async function inspected(world: Parameters<typeof createSmallWorld>[0] = {}) {
  const { stores } = createSmallWorld(world);
  startSession(stores);
  runCommand(stores, "openDemo");
  await until(() => stores.run.getState().status === "done");
  return stores;
}

describe("running", () => {
  it("does nothing where it is not possible", () => {
    const { stores } = createSmallWorld();
    runCommand(stores, "exportReports");
    expect(stores.window.getState().dialog).toBeNull();
    expect(commandOf("undo").enabled(stores)).toBe(false);
  });

  it("walks along the filtered list and stays at its ends", async () => {
    const stores = await inspected();
    runCommand(stores, "filterEscaped");
    expect(stores.view.getState().selectedImageId).toBe("d3");
    runCommand(stores, "nextImage");
    runCommand(stores, "nextImage");
    expect(stores.view.getState().selectedImageId).toBe("d4");
    runCommand(stores, "firstImage");
    expect(stores.view.getState().selectedImageId).toBe("d3");
  });

  it("offers no filter that must be empty: without ground truth NG and OK, with it escaped, overkill and correct", async () => {
    const judged = await inspected();
    const folder = await inspected({ datasets: new Map([["dataset-grant", SMALL_FOLDER]]) });
    const possible = (stores: Stores) =>
      (["filterEscaped", "filterOverkill", "filterCorrect", "filterNg", "filterOk"] as const).filter((id) =>
        commandOf(id).enabled(stores),
      );
    expect(possible(judged)).toEqual(["filterEscaped", "filterOverkill", "filterCorrect"]);
    expect(possible(folder)).toEqual(["filterNg", "filterOk"]);
    runCommand(folder, "filterEscaped");
    expect(folder.view.getState().verdict).toBe("all");
    // At 0.5: 0.95, 0.50 and 0.60 of the six images that could be read.
    runCommand(folder, "filterNg");
    expect(folder.derived.listed(folder.derived.moment()).indices.length).toBe(3);
  });

  it("moves the threshold by hundredths, and undoes a run of presses at once", async () => {
    const stores = await inspected();
    for (let i = 0; i < 3; i++) runCommand(stores, "thresholdUp");
    expect(stores.view.getState().rule.band.ng).toBe(0.53);
    runCommand(stores, "thresholdDownFar");
    expect(stores.view.getState().rule.band.ng).toBe(0.43);
    runCommand(stores, "undo");
    expect(stores.view.getState().rule.band.ng).toBe(0.5);
  });

  it("switches counting, boxes and language", async () => {
    const stores = await inspected();
    runCommand(stores, "toggleCounting");
    runCommand(stores, "toggleBoxes");
    runCommand(stores, "toggleLanguage");
    expect([
      stores.view.getState().rule.scoreRounding,
      stores.view.getState().boxesShown,
      stores.settings.getState().settings.language,
    ]).toEqual(["paddlex", false, "zh"]);
  });
});

describe("keys as people see them", () => {
  it.each([
    ["$mod+k", false, ["Ctrl", "K"]],
    ["$mod+Shift+z", true, ["⌘", "⇧", "Z"]],
    ["ArrowLeft", false, ["←"]],
    ["Shift+?", false, ["?"]],
    ["Shift+BracketLeft", false, ["Shift", "["]],
    ["$mod+Alt+KeyJ", false, ["Ctrl", "Alt", "J"]],
    ["Shift+Digit7", false, ["Shift", "7"]],
    ["Numpad4", false, ["Num 4"]],
    ["$mod+,", false, ["Ctrl", ","]],
    ["Control+Alt+PageUp", true, ["⌃", "⌥", "PgUp"]],
  ] as const)("%s", (keys, mac, caps) => expect(keyCaps(keys, mac)).toEqual(caps));

  it("shows equal ones once", () => {
    expect(shownKeys(commandOf("zoomIn").keys, false)).toEqual(["+"]);
    expect(shownKeys(commandOf("thresholdDown").keys, false)).toEqual(["["]);
  });
});

describe("keys inside controls", () => {
  /** An element that matches the selectors containing `name`. */
  const inside = (name: string) =>
    ({
      closest: (selector: string) => (selector.split(/[\s,]+/).some((part) => part.startsWith(name)) ? {} : null),
    }) as unknown as Element;
  const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

  it.each([
    ["typing stays in the field", "j", false, "input", true],
    ["undo of the text stays in the field", "z", true, "textarea", true],
    ["the palette opens from a field", "k", true, "textarea", false],
    ["space presses the button", " ", false, "button", true],
    ["letters act while a button has the focus", "j", false, "button", false],
    ["arrows move the slider", "ArrowLeft", false, "[role=slider]", true],
    ["brackets act while the slider has the focus", "[", false, "[role=slider]", false],
  ])("%s", (_name, key, ctrl, element, expected) =>
    expect(belongsToControl(press(key, ctrl), inside(element))).toBe(expected),
  );
});
