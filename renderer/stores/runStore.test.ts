/** A run as it arrives: collected, paused, stopped, continued, interrupted. */
import { describe, expect, it } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { createSmallWorld, SMALL_DATASET, SMALL_MODEL, until } from "../testing/fakeWorld.ts";

const input = {
  dataset: SMALL_DATASET,
  model: SMALL_MODEL,
  provider: "auto",
  tuning: DEFAULT_TUNING,
  scoreFloor: 0.01,
  fresh: false,
} as const;

async function openedWorld(patch: Parameters<typeof createSmallWorld>[0] = {}) {
  const world = createSmallWorld(patch);
  await world.stores.project.getState().openDataset({ grant: "dataset-grant", name: "small" });
  return { ...world, run: world.stores.run };
}

describe("arrivals", () => {
  it("puts each outcome at its image's place", async () => {
    const { run } = await openedWorld();
    await run.getState().start(input);
    const { outcomes, best, progress, status } = run.getState();
    expect(status).toBe("done");
    expect(outcomes.map((outcome) => outcome?.imageId)).toEqual(SMALL_DATASET.images.map(({ id }) => id));
    expect([...best]).toEqual([0.95, 0.5, 0.2, -1, -1, 0.6, NaN]);
    expect(progress).toMatchObject({ done: 7, failed: 1, total: 7 });
  });

  it("learns how the model runs once it runs, and keeps that at the end", async () => {
    const { run } = await openedWorld({ imageMilliseconds: 10 });
    const ended = run.getState().start({ ...input, tuning: { ...DEFAULT_TUNING, sessions: 2, threads: 4 } });
    await until(() => run.getState().status === "running");
    expect(run.getState().run?.execution).toBeUndefined();
    const execution = { sessions: 2, threads: 4, batchSize: 1, optimization: "all" };
    await until(() => run.getState().run?.execution !== undefined);
    expect(run.getState()).toMatchObject({ status: "running", run: { execution } });
    await ended;
    expect(run.getState()).toMatchObject({ status: "done", run: { execution } });
  });

  it("tells of many at once: never more often than the scheduler lets it", async () => {
    const waiting: (() => void)[] = [];
    const { bridge, stores } = createSmallWorld();
    const { createRunStore } = await import("./runStore.ts");
    const run = createRunStore(bridge, stores.notices, (flush) => waiting.push(flush));
    await stores.project.getState().openDataset({ grant: "dataset-grant", name: "small" });
    const before = run.getState().revision;
    await run.getState().start(input);
    // One for the start, one for everything that arrived before the end.
    expect(run.getState().revision - before).toBe(2);
    expect(waiting).toHaveLength(1);
  });
});

it("pauses and goes on", async () => {
  const { run } = await openedWorld({ imageMilliseconds: 10 });
  const ended = run.getState().start(input);
  await until(() => run.getState().outcomes.some(Boolean));
  await run.getState().setPaused(true);
  expect(run.getState().status).toBe("paused");
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(run.getState().status).not.toBe("done");
  await run.getState().setPaused(false);
  await ended;
  expect(run.getState().status).toBe("done");
});

it("stops without a notice, keeps what is done, and continues from there", async () => {
  const { run, stores } = await openedWorld({ imageMilliseconds: 10 });
  const ended = run.getState().start(input);
  await until(() => run.getState().outcomes.filter(Boolean).length >= 2);
  run.getState().stop();
  await ended;
  expect(run.getState().status).toBe("stopped");
  expect(stores.notices.getState().notices).toEqual([]);
  const kept = run.getState().outcomes.filter(Boolean).length;
  expect(kept).toBeGreaterThanOrEqual(2);
  const again = run.getState().start(input);
  expect(run.getState().outcomes.filter(Boolean).length).toBe(kept);
  await again;
  expect(run.getState().status).toBe("done");
});

it("wipes what is shown when it starts afresh", async () => {
  const { run } = await openedWorld();
  await run.getState().start(input);
  const again = run.getState().start({ ...input, fresh: true });
  expect(run.getState().outcomes.filter(Boolean)).toEqual([]);
  await again;
  expect(run.getState().status).toBe("done");
});

it("keeps no outcome at a place that another image has now: the list came in another order", async () => {
  const { run, stores } = await openedWorld({ imageMilliseconds: 10 });
  await run.getState().start(input);
  const turned = { ...SMALL_DATASET, images: [...SMALL_DATASET.images].reverse(), hash: "b".repeat(64) };
  const again = run.getState().start({ ...input, dataset: turned });
  expect(run.getState().outcomes.filter(Boolean)).toEqual([]);
  expect([...run.getState().best].every(Number.isNaN)).toBe(true);
  run.getState().stop();
  await again;
  expect(stores.notices.getState().notices).toEqual([]);
});

it("goes on with the run that is shown, not with one begun later", async () => {
  const { run } = await openedWorld();
  await run.getState().start(input);
  const { run: first, outcomes, best, progress } = run.getState();
  await run.getState().start({ ...input, fresh: true });
  expect(run.getState().run?.id).not.toBe(first?.id);
  if (!first || !progress) throw new Error("nothing ran");
  run.getState().show({ run: first, datasetId: SMALL_DATASET.id, outcomes, best, progress });
  expect(run.getState()).toMatchObject({ status: "done", run: { id: first.id } });
  const going = run.getState().start(input);
  expect(run.getState().outcomes.filter(Boolean)).toHaveLength(7);
  await going;
  expect(run.getState()).toMatchObject({ status: "done", run: { id: first.id } });
});

it("is interrupted, not stopped, when the engine ends; and goes on with the new one", async () => {
  const { run, bridge, stores } = await openedWorld({ imageMilliseconds: 10 });
  const ended = run.getState().start(input);
  await until(() => run.getState().outcomes.filter(Boolean).length >= 2);
  bridge.loseEngine("killed", true);
  await ended;
  expect(run.getState().status).toBe("interrupted");
  const shown = run.getState().outcomes.filter(Boolean).length;
  bridge.restartEngine();
  const resumed = run.getState().resumeAfterRestart({ dataset: SMALL_DATASET, model: SMALL_MODEL });
  expect(run.getState().outcomes.filter(Boolean).length).toBe(shown);
  await resumed;
  expect(run.getState().status).toBe("done");
  expect(stores.notices.getState().notices).toEqual([]);
});

it("stays stopped when the user had stopped it before the engine ended", async () => {
  const { run, bridge } = await openedWorld({ imageMilliseconds: 10 });
  const ended = run.getState().start(input);
  await until(() => run.getState().status === "running");
  run.getState().stop();
  await ended;
  bridge.loseEngine("killed", true);
  bridge.restartEngine();
  await run.getState().resumeAfterRestart({ dataset: SMALL_DATASET, model: SMALL_MODEL });
  expect(run.getState().status).toBe("stopped");
});

it("starts another run only when the engine is done with the one before", async () => {
  const { run, stores, bridge } = await openedWorld({ imageMilliseconds: 10 });
  const first = run.getState().start(input);
  await until(() => run.getState().outcomes.filter(Boolean).length >= 1);
  const second = run.getState().start({ ...input, scoreFloor: 0.05 });
  await Promise.all([first, second]);
  expect(run.getState().status).toBe("done");
  expect(run.getState().run?.scoreFloor).toBe(0.05);
  expect(bridge.inspections.map(({ from, to }) => [from, to])).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(stores.notices.getState().notices).toEqual([]);
});
