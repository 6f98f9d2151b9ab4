/** What happens automatically, over the fake bridge. */
import { singleThreshold, withScoreRounding, withThreshold } from "../../shared/core/decisionRule.ts";
import { quoted } from "../../shared/core/reason.ts";
import { afterEach, describe, expect, it } from "vitest";
import { createSmallWorld, SMALL_DATASET, SMALL_MODEL, SMALL_START, until } from "../testing/fakeWorld.ts";
import { openDropped } from "./openDropped.ts";
import { openRecent, returnToMode, startSession } from "./session.ts";
import type { ModeId } from "./windowStore.ts";

let stop: () => void = () => undefined;
afterEach(() => stop());

function started(patch: Parameters<typeof createSmallWorld>[0] = {}) {
  const world = createSmallWorld(patch);
  stop = startSession(world.stores);
  return world;
}

const withDemo = { startUp: { ...SMALL_START, openDemo: true } };

it("opens the demo, inspects it and selects its first image", async () => {
  const { stores } = started(withDemo);
  await until(() => stores.run.getState().status === "done");
  expect(stores.view.getState().selectedImageId).toBe("d1");
  expect(stores.derived.listed(stores.derived.moment()).counts.caught).toBe(2);
  expect(stores.notices.getState().notices).toEqual([]);
});

it("says that the demo's files are missing", async () => {
  const { stores } = started({ startUp: { ...SMALL_START, demo: null, openDemo: true } });
  await until(() => stores.notices.getState().notices.length > 0);
  expect(stores.notices.getState().notices[0]).toMatchObject({ level: "error", code: "no-demo" });
});

describe("the engine ends", () => {
  it("in the middle of a run: banner, then everything goes on", async () => {
    const { stores, bridge } = started({ ...withDemo, imageMilliseconds: 10 });
    await until(() => stores.run.getState().outcomes.filter(Boolean).length >= 2);
    bridge.loseEngine("killed", true);
    expect(stores.engine.getState()).toMatchObject({ status: "lost", reason: quoted("killed") });
    expect(stores.project.getState().dataset).toEqual(SMALL_DATASET);
    bridge.restartEngine();
    await until(() => stores.run.getState().status === "done");
    expect(stores.engine.getState().status).toBe("ready");
    expect(stores.run.getState().outcomes.filter(Boolean)).toHaveLength(7);
  });

  it("while the demo opens: it is opened and inspected by the next one", async () => {
    const world = createSmallWorld(withDemo);
    world.bridge.loseEngine("killed", true);
    stop = startSession(world.stores);
    await until(() => world.stores.project.getState().opening === null);
    expect(world.stores.project.getState().dataset).toBeNull();
    world.bridge.restartEngine();
    await until(() => world.stores.run.getState().status === "done");
    expect(world.stores.project.getState().dataset?.id).toBe("small");
  });

  it("for good: says so", () => {
    const { stores, bridge } = started();
    bridge.loseEngine("does not start", false);
    expect(stores.engine.getState().status).toBe("gone");
  });
});

describe("class names", () => {
  const withClasses = (classes: string[]) => ({
    ...withDemo,
    models: new Map([["model-grant", { ...SMALL_MODEL, manifest: { ...SMALL_MODEL.manifest, classes } }]]),
  });

  it("warns of defects that the model cannot name", async () => {
    const { stores } = started(withClasses(["scratch"]));
    await until(() => stores.notices.getState().notices.length > 0);
    const [notice] = stores.notices.getState().notices;
    expect(notice).toMatchObject({ level: "warning", code: "class-mismatch", params: { names: ["pit"] } });
  });

  it("warns when they share none", async () => {
    const { stores } = started(withClasses(["person", "car"]));
    await until(() => stores.notices.getState().notices.length > 0);
    expect(stores.notices.getState().notices[0]?.code).toBe("class-mismatch-all");
  });
});

describe("what is dropped", () => {
  it("a folder without a model is a dataset", async () => {
    const { stores } = started({ dropped: [{ grant: "dataset-grant", name: "folder", kind: "folder" }] });
    await openDropped(stores, []);
    expect(stores.project.getState().dataset?.id).toBe("small");
    expect(stores.notices.getState().notices).toEqual([]);
  });

  it("model and dataset together are inspected together", async () => {
    const { stores } = started({
      dropped: [
        { grant: "dataset-grant", name: "folder", kind: "folder" },
        { grant: "model-grant", name: "model.onnx", kind: "model" },
      ],
    });
    await openDropped(stores, []);
    await until(() => stores.run.getState().status === "done");
  });

  it("files whose names the system lost are told of, and the rest is opened", async () => {
    const { stores } = started({ dropped: [{ grant: "dataset-grant", name: "folder", kind: "folder" }] });
    await openDropped(stores, [new File([], ""), new File([], "folder"), new File([], "")]);
    expect(stores.project.getState().dataset?.id).toBe("small");
    expect(stores.notices.getState().notices).toMatchObject([
      {
        level: "warning",
        code: "dropped-nameless",
        params: { count: 2, total: 3 },
      },
    ]);
  });

  it("nothing at all, as where every name is lost, is told of too", async () => {
    const { stores } = started({ dropped: [] });
    await openDropped(stores, []);
    expect(stores.notices.getState().notices).toMatchObject([{ code: "dropped-nameless" }]);
  });

  it("anything else is named", async () => {
    const { stores } = started({ dropped: [{ grant: "x", name: "notes.docx", kind: "other" }] });
    await openDropped(stores, []);
    expect(stores.notices.getState().notices[0]).toMatchObject({ level: "warning", file: "notes.docx" });
  });
});

it("opens the reports to choose again, whatever closed them, but shows what was written meanwhile", async () => {
  const { stores } = started(withDemo);
  const [window, reports] = [stores.window.getState(), stores.reports.getState];
  const write = () =>
    reports().write({ datasetId: "small", runId: "run-small", rule: singleThreshold(0.9), language: "en" });
  await reports().chooseFolder();
  for (const leave of [() => window.closeDialog(), () => window.openDialog("palette")]) {
    window.openDialog("reports");
    await write();
    expect(reports().result).not.toBeNull();
    leave();
    expect(reports().result).toBeNull();
  }
  window.openDialog("reports");
  const writing = write();
  window.closeDialog();
  await writing;
  window.openDialog("reports");
  expect(reports().result?.files).toHaveLength(4);
});

it("remembers whether the library is a grid or a list", async () => {
  const { stores, bridge } = started({
    startUp: { ...SMALL_START, settings: { ...SMALL_START.settings, libraryMode: "list" } },
  });
  expect(stores.window.getState().libraryMode).toBe("list");
  stores.window.getState().setLibraryMode("grid");
  await stores.settings.getState().flush();
  expect(bridge.saved).toEqual([{ libraryMode: "grid" }]);
});

it("tells main while an inspection is under way, and when it is over", async () => {
  const { stores, bridge } = started({ ...withDemo, imageMilliseconds: 5 });
  await until(() => bridge.busy.length === 1);
  expect(bridge.busy).toEqual([true]);
  await until(() => stores.run.getState().status === "done");
  await until(() => bridge.busy.length === 2);
  expect(bridge.busy).toEqual([true, false]);
});

it("names a recent project that has gone", async () => {
  const gone = {
    id: "r1",
    name: "line 3",
    kind: "dataset",
    lastOpened: "2026-01-01T00:00:00Z",
    exists: false,
  } as const;
  const { stores } = started({ recent: [gone] });
  await openRecent(stores, gone);
  expect(stores.notices.getState().notices[0]).toMatchObject({ level: "error", file: "line 3" });
});

it("opens what the command line named instead of the demo", async () => {
  const { stores } = started({
    startUp: { ...SMALL_START, openDemo: true, open: [{ grant: "dataset-grant", name: "named", kind: "folder" }] },
  });
  await until(() => stores.project.getState().dataset !== null);
  expect(stores.project.getState().model).toBeNull();
});

it("saves the rule with the project, a drag of the threshold once, when it rests; another project has its own", async () => {
  const { stores, bridge } = started(withDemo);
  const rule = () => stores.view.getState().rule;
  await until(() => stores.run.getState().status === "done");
  const key = { datasetHash: SMALL_DATASET.hash, modelSha256: SMALL_MODEL.manifest.sha256 };
  const stored = () => bridge.app.projectRule(key);
  expect(await stored()).toBeNull();
  for (const threshold of [0.6, 0.7, 0.8])
    stores.view.getState().change({ rule: withThreshold(rule(), threshold) }, "drag");
  stores.view.getState().change({ rule: withScoreRounding(rule(), "paddlex") });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await stored()).toEqual(singleThreshold(0.8, "paddlex"));

  // The same project in another window, and another project in this one.
  stores.view.getState().adoptRule(singleThreshold(0.1));
  const other = { ...key, modelSha256: "1".repeat(64) };
  expect(await bridge.app.projectRule(other)).toBeNull();
});

it("comes back in the mode that was on screen last, if this version has it", () => {
  const [tune, station] = [{ id: "tune" as ModeId }, { id: "station" as ModeId }];
  const first = started().stores;
  first.window.getState().setMode(station.id);
  const { settings } = first.settings.getState();
  expect(settings.mode).toBe("station");
  const again = (modes: readonly { id: ModeId }[]) => {
    const { stores } = createSmallWorld({ startUp: { ...SMALL_START, settings } });
    returnToMode(stores, modes);
    return stores.window.getState().mode;
  };
  expect([again([tune, station]), again([tune])]).toEqual(["station", "tune"]);
});
