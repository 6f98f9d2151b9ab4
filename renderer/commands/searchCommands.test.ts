/** The palette finds the intended command, and never offers a destructive one first. */
import { describe, expect, it } from "vitest";
import { MODES } from "../modes/modes.ts";
import { createCommandRegistry } from "./registry.ts";
import { preselected, searchCommands } from "./searchCommands.ts";

const { commands } = createCommandRegistry(MODES);
const always = () => true;
const first = (query: string, language: "en" | "zh" = "en") =>
  searchCommands(query, commands, language, always)[0]?.command.id ?? null;

describe("what people type, and what they mean", () => {
  it.each([
    ["settings", "openSettings"],
    ["undo", "undo"],
    ["redo", "redo"],
    ["about", "showAbout"],
    ["full screen", "toggleFullScreen"],
    ["fullscreen", "toggleFullScreen"],
    ["preferences", "openSettings"],
    ["export", "exportReports"],
    ["pdf", "exportReports"],
    ["dark", "toggleTheme"],
    ["shortcuts", "showShortcuts"],
    ["zoom in", "zoomIn"],
    ["sort name", "sortName"],
    ["missed", "filterEscaped"],
    ["false positive", "filterOverkill"],
    ["threshold down", "thresholdDown"],
    ["导出", "exportReports"],
    ["设置", "openSettings"],
    ["阈值", "thresholdDown"],
    ["全屏", "toggleFullScreen"],
    ["yu zhi jian", "thresholdDown"],
    ["yu zhi jia", "thresholdUp"],
    ["daochu", "exportReports"],
    ["shezhi", "openSettings"],
    ["cx", "undo"],
    ["QUANPING", "toggleFullScreen"],
  ])("%s: %s, whatever the window's language", (query, id) => {
    expect([first(query, "en"), first(query, "zh")]).toEqual([id, id]);
  });

  it.each(["yuzhi", "yz", "阈值", "threshold"])("%s: all that moves the threshold, before anything else", (query) => {
    const ids = searchCommands(query, commands, "zh", always).map(({ command }) => command.id);
    expect(ids.slice(0, 4).sort()).toEqual(["thresholdDown", "thresholdDownFar", "thresholdUp", "thresholdUpFar"]);
  });

  it("puts a prefix before a word, and a word before a part of one", () => {
    const ids = searchCommands("show", commands, "en", always).map(({ command }) => command.id);
    expect(ids.indexOf("showIssues")).toBeLessThan(ids.indexOf("toggleBoxes"));
    const order = searchCommands("image", commands, "en", always).map(({ command }) => command.id);
    expect(order.indexOf("nextImage")).toBeGreaterThanOrEqual(0);
    expect(searchCommands("mage", commands, "en", always).map(({ command }) => command.id)).toContain("nextImage");
  });

  it("finds nothing for nothing", () => {
    for (const query of ["", "  ", "…", "xyzzy", "(", "\\"]) expect(first(query), query).toBeNull();
  });

  it("says by which word, where the name does not show it", () => {
    const by = (query: string, language: "en" | "zh") => searchCommands(query, commands, language, always)[0]?.foundBy;
    expect(by("export", "en")).toBe("export");
    expect(by("daochu", "zh")).toBe("导出");
    expect(by("shezhi", "zh")).toBeNull();
    expect(by("settings", "en")).toBeNull();
    expect(by("settings", "zh")).toBe("Settings…");
  });
});

describe("what destroys", () => {
  const destroying = commands.filter(({ destroys }) => destroys === true).map(({ id }) => id);

  it("is marked", () => expect(destroying).toContain("restartInspection"));

  it("is never chosen by Enter alone, and first only where nothing else answers", () => {
    const queries = commands.flatMap(({ id }) => [id, id.slice(0, 3), id.slice(0, 5)]);
    for (const query of [...queries, "inspect", "inspect again", "again", "restart", "重新", "chongxin", "i", "r"]) {
      const hits = searchCommands(query, commands, "en", always);
      const at = hits.findIndex(({ command }) => command.destroys === true);
      if (at >= 0)
        expect(
          hits.slice(at).every(({ command }) => command.destroys === true),
          query,
        ).toBe(true);
      const chosen = preselected(hits, always);
      if (chosen !== null) expect(destroying, query).not.toContain(chosen);
    }
    expect(preselected(searchCommands("inspect again", commands, "en", always), always)).toBeNull();
  });
});

it("leaves nothing chosen where the best answer is not possible now: “undo” never runs another command", () => {
  const possible = ({ id }: { readonly id: string }) => id !== "undo";
  const hits = searchCommands("undo", commands, "en", possible);
  expect(hits[0]?.command.id).toBe("undo");
  expect(preselected(hits, possible)).toBeNull();
});
