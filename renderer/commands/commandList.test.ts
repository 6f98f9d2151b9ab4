/** The registry: every command named in both languages, no key twice, and each does what its name says. */
import { describe, expect, it } from "vitest";
import { en } from "../../shared/words/en/window.ts";
import { zh } from "../../shared/words/zh/window.ts";
import { createSmallWorld, until } from "../testing/fakeWorld.ts";
import { GROUPS } from "./command.ts";
import { commandOf, commands, runCommand } from "./commandList.ts";
import { startSession } from "../stores/session.ts";
import { keyCaps, shownKeys } from "./keyNames.ts";
import { belongsToControl } from "./bindKeys.ts";

describe("registry", () => {
  it("has one command for every name, and a name in both languages for every command", () => {
    const ids = commands.map(({ id }) => id).sort();
    expect(ids).toEqual(Object.keys(en.commands).sort());
    expect(ids).toEqual(Object.keys(zh.commands).sort());
  });

  it("has no key twice", () => {
    const keys = commands.flatMap((command) => command.keys.map((key) => key.toLowerCase()));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it("puts each command in a group that is shown", () => {
    for (const { group } of commands) expect(GROUPS).toContain(group);
  });

  it("ignores a name that is no command", () => {
    expect(() => runCommand(createSmallWorld().stores, "formatDisk")).not.toThrow();
  });
});

async function inspected() {
  const { stores } = createSmallWorld();
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

  it("moves the threshold by hundredths, and undoes a run of presses at once", async () => {
    const stores = await inspected();
    for (let i = 0; i < 3; i++) runCommand(stores, "thresholdUp");
    expect(stores.view.getState().threshold).toBe(0.53);
    runCommand(stores, "thresholdDownFar");
    expect(stores.view.getState().threshold).toBe(0.43);
    runCommand(stores, "undo");
    expect(stores.view.getState().threshold).toBe(0.5);
  });

  it("switches counting, boxes and language", async () => {
    const stores = await inspected();
    runCommand(stores, "toggleCounting");
    runCommand(stores, "toggleBoxes");
    runCommand(stores, "toggleLanguage");
    expect([
      stores.view.getState().counting,
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
