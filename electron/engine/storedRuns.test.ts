/** The app's stored runs, through the contract and with a real model: listed, opened, renamed, deleted, and never over another dataset. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { expect, test } from "vitest";
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import type { RunEvent } from "../../shared/ipc/contract.ts";
import { solidPng } from "./fixtures/solidPng.testing.ts";
import { openRunStore } from "./runs/runStore.ts";
import { images, inspect, openBoth, project, startEngine } from "./engineHandlers.testing.ts";

async function inspected(count = 3) {
  const world = project(count);
  const { result, events, dataset } = await inspect(world.engine);
  if (!result.ok) throw new Error(result.failure.code);
  return { ...world, dataset, events, run: result.value.run };
}

test("starting over begins another run and leaves the former as it was; which goes on is told, or it is the last", async () => {
  const { engine, run, runsFolder } = await inspected();
  const fresh = await inspect(engine, { fresh: true });
  expect(fresh.events[0]).toMatchObject({ kind: "started", alreadyDone: 0, run: { id: `${run.id}-2` } });
  expect(readdirSync(runsFolder).sort()).toEqual([run.id, `${run.id}-2`]);
  expect((await inspect(engine)).events[0]).toMatchObject({ alreadyDone: 4, run: { id: `${run.id}-2` } });
  expect((await inspect(engine, { runId: run.id })).events[0]).toMatchObject({ alreadyDone: 4, run: { id: run.id } });
  // A run id of another dataset or model is ignored.
  expect((await inspect(engine, { runId: "0".repeat(32) })).events[0]).toMatchObject({ run: { id: `${run.id}-2` } });
  const { runs } = await engine.client.listRuns({});
  expect(runs.map(({ id, run: info, done, state }) => ({ id, same: info.id === id, done, state }))).toEqual([
    { id: `${run.id}-2`, same: true, done: 4, state: "complete" },
    { id: run.id, same: true, done: 4, state: "complete" },
  ]);
});

test("an opened run tells what its inspection told, in an engine that has no model open", async () => {
  const { grants, runsFolder, events, run, dataset } = await inspected();
  const { client } = startEngine(grants, runsFolder);
  await client.openDataset({ grant: "set" });
  const told: RunEvent[] = [];
  const result = await client.openRun(
    { datasetId: dataset.id, runId: run.id },
    { onProgress: (event) => void told.push(event) },
  );
  expect(result).toEqual({
    ok: true,
    value: { run, name: null, done: 4, failed: 0, complete: true, changed: 0 },
  });
  expect(images(told)).toEqual(images(events));
  const columns = await client.runColumns({ datasetId: dataset.id, runId: run.id, rule: singleThreshold(0.5) });
  const best = dataset.images.map(({ id }) => {
    const outcome = images(events).find(({ imageId }) => imageId === id);
    return outcome?.status === "done" ? Math.max(...outcome.detections.scores) : NaN;
  });
  const ng = Float64Array.from(best);
  expect(columns).toEqual({ ok: true, value: { ng, review: ng, caught: ng } });
});

test("a run of another dataset is refused: opened, in figures and in reports", async () => {
  const { engine, folder, run, grants, runsFolder } = await inspected();
  writeFileSync(path.join(folder, "val_wu_xia_ci/more.png"), solidPng(40, 30, [9, 9, 9]));
  const { client } = startEngine(grants, runsFolder);
  const { dataset } = await openBoth({ client, bugs: engine.bugs });
  const asked = { datasetId: dataset.id, runId: run.id };
  const refusal = { ok: false, failure: { code: "other-dataset", file: run.datasetName } };
  expect(await client.openRun(asked)).toMatchObject(refusal);
  expect(await client.runColumns({ ...asked, rule: singleThreshold(0.5) })).toMatchObject(refusal);
  expect(
    await client.exportReports({
      ...asked,
      folder: "reports",
      kinds: ["csv-images"],
      rule: singleThreshold(0.5),
      language: "en",
    }),
  ).toMatchObject(refusal);
});

test("a name stays with its run, also where it is continued; an empty one is none", async () => {
  const { engine, run } = await inspected();
  expect(await engine.client.renameRun({ runId: run.id, name: " 夜班 3 号线 " })).toEqual({ ok: true, value: {} });
  await inspect(engine);
  expect((await engine.client.listRuns({})).runs[0]?.name).toBe("夜班 3 号线");
  await engine.client.renameRun({ runId: run.id, name: null });
  expect((await engine.client.listRuns({})).runs[0]?.name).toBeNull();
  await expect(engine.client.renameRun({ runId: run.id, name: "  " })).rejects.toThrow();
  expect(await engine.client.renameRun({ runId: "../../etc", name: "x" })).toMatchObject({
    ok: false,
    failure: { code: "unknown-run" },
  });
});

test("the run under way is listed with what it has, can be renamed, and is not deleted; others are", async () => {
  const { engine, runsFolder } = project(30);
  const asked: Promise<void>[] = [];
  const look = async (runId: string) => {
    expect((await engine.client.listRuns({})).runs).toMatchObject([{ id: runId, state: "under-way" }]);
    expect(await engine.client.renameRun({ runId, name: "now" })).toEqual({ ok: true, value: {} });
    expect(await engine.client.deleteRun({ runId })).toMatchObject({ ok: false, failure: { code: "run-under-way" } });
  };
  const { result } = await inspect(engine, {
    onEvent: (event) => event.kind === "started" && asked.push(look(event.run.id)),
  });
  expect(asked).toHaveLength(1);
  await Promise.all(asked);
  if (!result.ok) throw new Error(result.failure.code);
  const { id } = result.value.run;
  expect((await engine.client.listRuns({})).runs).toMatchObject([{ id, name: "now", done: 31, state: "complete" }]);
  expect(await engine.client.deleteRun({ runId: id })).toEqual({ ok: true, value: {} });
  expect(readdirSync(runsFolder)).toEqual([]);
  expect(await engine.client.deleteRun({ runId: id })).toMatchObject({ ok: false, failure: { code: "unknown-run" } });
  expect(engine.bugs).toEqual([]);
});

test("a run whose engine died is listed with what it had, and goes on", async () => {
  const { engine, run, runsFolder } = await inspected();
  const folder = path.join(runsFolder, run.id);
  const opening = openRunStore(folder);
  if (!opening.ok) throw new Error(opening.failure.code);
  opening.store.begin("x");
  const left = new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]));
  opening.store.close();
  for (const [name, bytes] of left) writeFileSync(path.join(folder, name), bytes);
  expect([...left.keys()]).toContain("run.sqlite-wal");
  const { runs, unusable } = await engine.client.listRuns({});
  expect(unusable).toEqual([]);
  expect(runs).toMatchObject([{ id: run.id, done: 4 }]);
  expect((await inspect(engine)).events[0]).toMatchObject({ kind: "started", alreadyDone: 4 });
});

test("what cannot be used is listed with its reason, is left as it is, and can be deleted", async () => {
  const { engine, run, runsFolder } = await inspected();
  const other = (letter: string) => path.join(runsFolder, letter.repeat(32));
  for (const [letter, content] of [["a", "not a database ".repeat(400)]] as const) {
    mkdirSync(other(letter));
    writeFileSync(path.join(other(letter), "run.sqlite"), content);
  }
  const make = (letter: string, sql: string) => {
    mkdirSync(other(letter));
    const db = new DatabaseSync(path.join(other(letter), "run.sqlite"));
    db.exec(sql);
    db.close();
  };
  make("b", "CREATE TABLE theirs (x)");
  make("c", "CREATE TABLE t (x); PRAGMA application_id = 1280267600; PRAGMA user_version = 99");
  mkdirSync(path.join(runsFolder, "notes"));
  const { runs, unusable } = await engine.client.listRuns({});
  expect(runs.map(({ id }) => id)).toEqual([run.id]);
  expect(Object.fromEntries(unusable.map(({ id, failure }) => [id[0], failure.code]))).toEqual({
    a: "damaged-run",
    b: "not-a-run",
    c: "newer-run",
  });
  expect(await engine.client.deleteRun({ runId: "a".repeat(32) })).toEqual({ ok: true, value: {} });
  expect(existsSync(other("a"))).toBe(false);
  expect(existsSync(path.join(runsFolder, "notes"))).toBe(true);
});
