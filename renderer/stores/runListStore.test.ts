/** The list of runs: read, opened beside each other, set as baseline, renamed, deleted; figures counted by hand. */
import { expect, it } from "vitest";
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { createSmallWorld, SMALL_DATASET, SMALL_MODEL, smallOutcome } from "../testing/fakeWorld.ts";
import { figuresOfRun } from "./runFigures.ts";

const input = {
  dataset: SMALL_DATASET,
  model: SMALL_MODEL,
  provider: "auto",
  tuning: DEFAULT_TUNING,
  scoreFloor: 0.01,
  fresh: false,
} as const;

/** Two runs of the same model and dataset: in the second nothing is found in `d1`, and `n3` cannot be read in either. */
async function twoRuns() {
  let second = false;
  const nothing = (imageId: string): ImageOutcome => ({ ...smallOutcome("n1"), imageId });
  const world = createSmallWorld({
    outcome: (_dataset, id) => (second && id === "d1" ? nothing(id) : smallOutcome(id)),
  });
  const { project, run, runs } = world.stores;
  await project.getState().openDataset({ grant: "dataset-grant", name: "small" });
  await run.getState().start(input);
  const first = run.getState().run?.id ?? "";
  second = true;
  await run.getState().start({ ...input, fresh: true });
  await runs.getState().refresh();
  return { ...world, first, second: run.getState().run?.id ?? "", state: () => runs.getState() };
}

it("lists every run with its counts, and the figures of those of the open dataset", async () => {
  const { state, first, second } = await twoRuns();
  expect(state().status).toBe("ready");
  expect(state().entries.map(({ id, done, failed, state: how }) => [id, done, failed, how])).toEqual([
    [second, 6, 1, "complete"],
    [first, 6, 1, "complete"],
  ]);
  const at = (id: string, rule = singleThreshold(0.5)) => {
    const judged = state().judged.get(id);
    return judged ? figuresOfRun(judged, rule) : null;
  };
  // 0.95, 0.5 of four defect images; 0.6 of two backgrounds that could be read.
  expect(at(first)).toMatchObject({ defects: { caught: 2, total: 4 }, backgrounds: { overkill: 1, total: 2 } });
  expect(at(second)).toMatchObject({ defects: { caught: 1, total: 4 }, backgrounds: { overkill: 1, total: 2 } });
});

it("makes a stored run active with all its outcomes; the one that was active stays open, and closes", async () => {
  const { stores, state, first, second } = await twoRuns();
  await state().activate(first);
  expect(stores.run.getState()).toMatchObject({ status: "done", run: { id: first } });
  expect([...stores.run.getState().best]).toEqual([0.95, 0.5, 0.2, -1, -1, 0.6, NaN]);
  expect([...state().open.keys()]).toEqual([second]);
  await state().activate(second);
  expect([...stores.run.getState().best]).toEqual([-1, 0.5, 0.2, -1, -1, 0.6, NaN]);
  expect([...state().open.keys()]).toEqual([first]);
  state().close(first);
  expect(state().open.size).toBe(0);
  expect(state().opening).toBeNull();
});

it("holds a baseline until it is cleared, deleted, or another dataset is opened", async () => {
  const { state, first } = await twoRuns();
  await state().setBaseline(first);
  expect(state().baseline).toMatchObject({ run: { id: first } });
  await state().setBaseline(null);
  expect(state().baseline).toBeNull();
  await state().setBaseline(first);
  await state().remove(first);
  expect(state().baseline).toBeNull();
  expect(state().entries).toHaveLength(1);
  await state().setBaseline(state().entries[0]?.id ?? "");
  state().forget();
  expect(state()).toMatchObject({ baseline: null, judged: new Map(), open: new Map() });
});

it("judges list and baseline again when more than the band of the rule changes", async () => {
  const { stores, state, first } = await twoRuns();
  await state().setBaseline(first);
  const withoutScratch = { ...singleThreshold(0.5), perClass: { scratch: "ignore" as const } };
  stores.view.getState().change({ rule: withoutScratch });
  const { baseline } = state();
  expect(baseline && figuresOfRun(baseline, withoutScratch)).toBeNull();
  await state().judgeAgain();
  // With class pit alone: 0.5 of the four defect images, 0.6 of the two backgrounds; and at 0.3 also the weak box in the first image.
  const again = state().baseline;
  const atBand = (ng: number) => again && figuresOfRun(again, { ...withoutScratch, band: { review: ng, ng } });
  expect(atBand(0.5)).toMatchObject({ defects: { caught: 1, total: 4 }, backgrounds: { overkill: 1, total: 2 } });
  expect(atBand(0.3)).toMatchObject({ defects: { caught: 2, total: 4 } });
});

it("gives a name, and takes it back with an empty one", async () => {
  const { state, first } = await twoRuns();
  const nameOf = () => state().entries.find(({ id }) => id === first)?.name;
  await state().rename(first, "  night shift ");
  expect(nameOf()).toBe("night shift");
  await state().rename(first, " ");
  expect(nameOf()).toBeNull();
});

it("deleting the active run leaves nothing on screen", async () => {
  const { stores, state, first, second } = await twoRuns();
  await state().remove(second);
  expect(stores.run.getState()).toMatchObject({ status: "none", run: null });
  expect(state().entries.map(({ id }) => id)).toEqual([first]);
});

it("says what the engine refuses, and changes nothing", async () => {
  const { stores, state, second } = await twoRuns();
  await state().activate("nobody");
  expect(stores.notices.getState().notices).toMatchObject([{ code: "unknown-run" }]);
  expect(stores.run.getState().run?.id).toBe(second);
});

it("fails as a whole when the engine is gone, and can be read again", async () => {
  const { bridge, state } = await twoRuns();
  bridge.loseEngine("killed", true);
  await state().refresh();
  expect(state().status).toBe("failed");
  bridge.restartEngine();
  await state().refresh();
  expect(state()).toMatchObject({ status: "ready" });
  expect(state().entries).toHaveLength(2);
});
