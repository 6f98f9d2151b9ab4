/** Settings, recent projects and grants are written whole, survive damage and never expose a path. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { appContract, grantSchema, settingsSchema } from "../../shared/ipc/contract.ts";
import { createGrants } from "./grants.ts";
import { writeJsonFile } from "./jsonFile.ts";
import { openRecentProjects } from "./recentProjects.ts";
import { defaultSettings, openSettings } from "./settings.ts";

let folder: string;
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  folder = mkdtempSync(path.join(tmpdir(), "loupe-profile-"));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

describe("settings", () => {
  test("a change is there at the next start, what was not changed too", () => {
    const file = path.join(folder, "settings.json");
    openSettings(file, "en-GB").change({ theme: "light", scoreFloor: undefined });
    expect(openSettings(file, "zh-CN").current()).toEqual({ ...defaultSettings("en"), theme: "light" });
    expect(readdirSync(folder)).toEqual(["settings.json"]);
  });

  test("a file of an older Loupe keeps what it says, and has the defaults for what came later", () => {
    const file = path.join(folder, "settings.json");
    const older = {
      language: "zh",
      theme: "light",
      provider: "cpu",
      scoreFloor: 0.02,
      compareLayout: "overlay",
    };
    // The rule was kept among the settings once; it is the project's now.
    writeFileSync(file, JSON.stringify({ ...older, counting: "paddlex", threshold: 0.9 }));
    const settings = openSettings(file, "en");
    expect(settings.current()).toEqual({ ...defaultSettings("en"), ...older });
    settings.change({ libraryMode: "list", panels: { library: 300, threshold: 400, histogram: 150 } });
    settings.change({ theme: "dark" });
    expect(openSettings(file, "en").current()).toEqual({
      ...defaultSettings("en"),
      ...older,
      theme: "dark",
      tuning: { threads: null, sessions: null, batchSize: 1, optimization: "all" },
      limits: { memoryGigabytes: null, imageSeconds: null },
      libraryMode: "list",
      panels: { library: 300, threshold: 400, histogram: 150 },
      keys: {},
    });
    writeFileSync(file, JSON.stringify({ ...older, panels: { library: "wide" } }));
    expect(openSettings(file, "en").current()).toEqual(defaultSettings("en"));
    expect(readdirSync(folder).sort()).toEqual(["settings.json.damaged-1"]);
  });

  test("keys are kept by command, also those of another version; what is no key spoils the file", () => {
    const file = path.join(folder, "settings.json");
    const keys = { nextImage: ["n", "$mod+Shift+BracketRight"], undo: [], commandOfLater: ["F9"] };
    openSettings(file, "en").change({ keys });
    expect(openSettings(file, "en").current().keys).toEqual(keys);
    openSettings(file, "en").change({ theme: "light" });
    expect(openSettings(file, "en").current().keys).toEqual(keys);
    writeFileSync(file, JSON.stringify({ ...defaultSettings("en"), keys: { undo: ["(a+)+b"] } }));
    expect(openSettings(file, "en").current()).toEqual(defaultSettings("en"));
  });

  test("the first language is the system's", () => {
    expect(
      ["zh", "zh-CN", "zh-Hant-TW", "ZH_cn", "en-US", "tlh", ""].map((locale) => defaultSettings(locale).language),
    ).toEqual(["zh", "zh", "zh", "zh", "en", "en", "en"]);
    expect(settingsSchema.safeParse(defaultSettings("zh")).success).toBe(true);
  });

  test("a file of a version that had no tuning yet is read whole, with the default tuning", () => {
    const file = path.join(folder, "settings.json");
    const old = {
      language: "zh",
      theme: "light",
      provider: "cuda",
      scoreFloor: 0.05,
      compareLayout: "stacked",
      libraryMode: "list",
      panels: { library: 300, threshold: 400, histogram: 150 },
    };
    writeFileSync(file, JSON.stringify(old));
    const settings = openSettings(file, "en");
    expect(settings.current()).toEqual({
      ...defaultSettings("en"),
      ...old,
      tuning: { threads: null, sessions: null, batchSize: 1, optimization: "all" },
      limits: { memoryGigabytes: null, imageSeconds: null },
      keys: {},
    });
    expect(readdirSync(folder)).toEqual(["settings.json"]);
    settings.change({ tuning: { threads: 3, sessions: 1, batchSize: 8, optimization: "basic" } });
    // What a page sends of another setting leaves the tuning out, and must not bring it back to its default.
    settings.change(appContract.saveSettings.input.parse({ theme: "dark" }));
    expect(openSettings(file, "en").current()).toEqual({
      ...defaultSettings("en"),
      ...old,
      theme: "dark",
      tuning: { threads: 3, sessions: 1, batchSize: 8, optimization: "basic" },
      keys: {},
    });
  });

  test("any damage gives the defaults and keeps the old file", () => {
    const file = path.join(folder, "settings.json");
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
        writeFileSync(file, bytes);
        expect(openSettings(file, "en").current()).toEqual(defaultSettings("en"));
        expect(readFileSync(`${file}.damaged-1`)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 100 },
    );
  });

  test("a second damage does not overwrite the first backup", () => {
    const file = path.join(folder, "settings.json");
    for (const text of ["first", "second"]) {
      writeFileSync(file, text);
      openSettings(file, "en");
    }
    expect([readFileSync(`${file}.damaged-1`, "utf8"), readFileSync(`${file}.damaged-2`, "utf8")]).toEqual([
      "first",
      "second",
    ]);
  });

  test("a write that fails leaves the old file and nothing beside it", () => {
    const file = path.join(folder, "settings.json");
    writeJsonFile(file, { old: true });
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    expect(() => writeJsonFile(file, circular)).toThrow();
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ old: true });
    expect(readdirSync(folder)).toEqual(["settings.json"]);
  });
});

test("recent projects: newest first, each once, told without paths, gone ones marked", () => {
  const file = path.join(folder, "recent.json");
  let second = 0;
  const now = () => new Date(Date.UTC(2026, 0, 1, 0, 0, second++));
  const recent = openRecentProjects(file, now);
  recent.remember(path.join(folder, "gone"), "dataset");
  recent.remember(folder, "dataset");
  recent.remember(path.join(folder, "gone"), "model");
  recent.remember(folder, "dataset");
  const list = openRecentProjects(file, now).list();
  expect(list.map(({ name, kind, exists }) => ({ name, kind, exists }))).toEqual([
    { name: path.basename(folder), kind: "dataset", exists: true },
    { name: "gone", kind: "model", exists: false },
    { name: "gone", kind: "dataset", exists: false },
  ]);
  expect(JSON.stringify(list)).not.toContain(path.dirname(folder));
  const first = list[0];
  expect(recent.pathOf(first?.id ?? "")).toMatchObject({ path: folder, kind: "dataset" });
  recent.forget(first?.id ?? "");
  expect(openRecentProjects(file).list()).toHaveLength(2);
  expect(recent.pathOf("../../etc")).toBeNull();
});

test("recent projects are no more than twenty", () => {
  const recent = openRecentProjects(path.join(folder, "recent.json"));
  for (let i = 0; i < 25; i += 1) recent.remember(path.join(folder, String(i)), "dataset");
  expect(recent.list().map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, i) => String(24 - i)));
});

test("grants: one token a path, unguessable, and nothing else opens", () => {
  const grants = createGrants();
  const { grant, name, isNew } = grants.grant(path.join(folder, "数据 集"));
  expect({ name, isNew }).toEqual({ name: "数据 集", isNew: true });
  expect(grantSchema.safeParse(grant).success).toBe(true);
  expect(grant.length).toBeGreaterThanOrEqual(32);
  expect(grants.grant(path.join(folder, ".", "数据 集"))).toEqual({ grant, name: "数据 集", isNew: false });
  expect(grants.pathOf(grant)).toBe(path.join(folder, "数据 集"));
  for (const other of ["", "__proto__", grant.slice(1), `${grant}a`]) expect(grants.pathOf(other)).toBeNull();
  expect(grants.all()).toEqual([{ grant, path: path.join(folder, "数据 集") }]);
});
