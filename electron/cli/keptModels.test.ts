/** Manifests kept by the window are found by the command line and vice versa; where they are on each system. */
import { reason } from "../../shared/core/reason.ts";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { completeModel } from "../engine/models/completeModel.ts";
import { modelFailure } from "../engine/models/modelFailures.ts";
import { createAppEngine } from "../utility/appEngine.ts";
import { profileFolder } from "./keptModels.ts";
import { BRIGHTNESS_MODEL, buildCli, PROJECT, runCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

const newFolder = (name: string) => mkdtempSync(path.join(tmpdir(), `loupe-${name}-`));
const CLASSES = ["亮", "red", "dark"];

function bareModel(): string {
  const folder = newFolder("model");
  copyFileSync(path.join(BRIGHTNESS_MODEL, "model.onnx"), path.join(folder, "model.onnx"));
  return folder;
}

describe("the folder", () => {
  const of = (platform: NodeJS.Platform, environment: Record<string, string> = {}) =>
    profileFolder({ platform, environment, home: "/home/me" });
  // Electron's documentation of `userData`: the app's name below the system's folder for settings; productName takes precedence over name.
  const described = JSON.parse(readFileSync(path.join(PROJECT, "package.json"), "utf8")) as {
    name: string;
    productName?: string;
  };
  const name = described.productName ?? described.name;

  test("is the window's on each system", () => {
    expect(of("linux")).toBe(`/home/me/.config/${name}`);
    expect(of("linux", { XDG_CONFIG_HOME: "/etc/mine" })).toBe(`/etc/mine/${name}`);
    expect(of("darwin")).toBe(`/home/me/Library/Application Support/${name}`);
    expect(of("win32", { APPDATA: path.join("/data", "Roaming") })).toBe(path.join("/data", "Roaming", name));
    expect(of("win32")).toBe(path.join("/home/me", "AppData", "Roaming", name));
  });
  test("is another one where the environment names it", () =>
    expect(of("linux", { LOUPE_PROFILE: "/srv/loupe", XDG_CONFIG_HOME: "/etc/mine" })).toBe("/srv/loupe"));
});

test("what the window kept for a model opens it here, and is told", async () => {
  const profile = newFolder("profile");
  const folder = bareModel();
  const write = async () => ({
    ok: false as const,
    failure: modelFailure.manifestNotWritten(folder, reason("disk-read-only")),
  });
  expect(
    await completeModel(
      folder,
      { classes: CLASSES },
      { keptFolder: path.join(profile, "models"), replace: false, write },
    ),
  ).toMatchObject({ ok: true, model: { origin: "kept" } });
  const [file = ""] = readdirSync(path.join(profile, "models"));

  expect((await runCli(["model", folder])).code).toBe(1);
  const shown = await runCli(["model", folder], { profile });
  expect([shown.code, shown.stdout]).toEqual([
    0,
    expect.stringContaining(`kept by Loupe: ${path.join(profile, "models", file)}`),
  ]);
  expect(JSON.parse((await runCli(["model", folder, "--json"], { profile })).stdout)).toMatchObject({
    origin: "kept",
    kept: path.join(profile, "models", file),
    manifest: { classes: CLASSES },
  });
  const images = folderOf({ "a.png": solidPng(8, 8, [1, 2, 3]) });
  const inspected = await runCli(
    ["inspect", images, "--model", folder, "--out", path.join(newFolder("run"), "run"), "--provider", "cpu"],
    { profile },
  );
  expect(inspected.code).toBe(0);
  expect(inspected.stderr).toContain(`preprocessing is taken from ${path.join(profile, "models", file)}`);
  const tensor = path.join(newFolder("tensor"), "t.f32");
  expect(
    (await runCli(["tensor", path.join(images, "a.png"), "--model", folder, "--out", tensor], { profile })).code,
  ).toBe(0);
}, 30_000);

test("answers that cannot be written beside the model are kept where the window finds them", async () => {
  const profile = newFolder("profile");
  const folder = bareModel();
  // Another tool's file in place of the manifest is left unchanged, as in a folder that is not writable.
  writeFileSync(path.join(folder, "manifest.json"), '{"name":"a web app"}');
  const graph = path.join(folder, "model.onnx");
  const written = await runCli(["model", graph, "--classes", CLASSES.join(",")], { profile });
  expect(written.code).toBe(0);
  expect(written.stderr).toMatch(
    /wrote the manifest of model to .*models.[0-9a-f]{64}\.json: none could be written beside the model/,
  );
  const again = await runCli(["model", graph, "--classes", "x,y,z"], { profile });
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("A manifest is already there")]);

  const engine = createAppEngine({
    resolveGrant: () => graph,
    runsFolder: path.join(profile, "runs"),
    operator: "me",
    versions: { loupe: "0", electron: "0" },
    probe: () => Promise.reject(new Error("not asked")),
    onOpened: () => undefined,
  });
  const context = { signal: new AbortController().signal, progress: async () => undefined };
  expect(await engine.openModel({ grant: "g" }, context as never)).toMatchObject({
    ok: true,
    value: { origin: "kept", manifest: { classes: CLASSES } },
  });
}, 30_000);
