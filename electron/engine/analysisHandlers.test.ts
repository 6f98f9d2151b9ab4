/** Analyses of a run through the contract: their denominators, what is refused, progress and cancelling. */
import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { boxLevelFigures } from "../../shared/metrics/evaluate.ts";
import { evaluationColumns } from "../../shared/metrics/evaluationColumns.ts";
import { runImages } from "../../shared/metrics/runImages.ts";
import { images, inspect, openBoth, project } from "./engineHandlers.testing.ts";

async function inspected() {
  const { engine, folder } = project();
  const { result, events, dataset } = await inspect(engine);
  if (!result.ok) throw new Error("not inspected");
  return { engine, folder, dataset, run: result.value.run, outcomes: images(events) };
}

test("the box-level figures of a run are those of its dataset and its outcomes, told part by part", async () => {
  const { engine, dataset, run, outcomes } = await inspected();
  const told: number[] = [];
  const found = await engine.client.boxLevel(
    { datasetId: dataset.id, runId: run.id, options: {} },
    { onProgress: ({ done }) => told.push(done) },
  );
  const byImage = new Map(outcomes.map((outcome) => [outcome.imageId, outcome]));
  const together = runImages(dataset, run.classes, (imageId) => byImage.get(imageId));
  expect(found).toEqual({
    ok: true,
    value: boxLevelFigures(evaluationColumns(together, dataset.classes.length)),
  });
  expect(found.ok && found.value.images).toEqual({ annotated: 6, background: 1, unlabelled: 0, excluded: 0 });
  expect(told).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(engine.bugs).toEqual([]);
});

test("of no run, of no dataset, of a dataset that changed since: refused", async () => {
  const { engine, folder, dataset, run } = await inspected();
  const asked = { datasetId: dataset.id, runId: run.id, options: { images: "all" as const } };
  expect(await engine.client.cocoMetrics(asked)).toMatchObject({ ok: true, value: { counts: { images: 7 } } });
  expect(await engine.client.cocoMetrics({ ...asked, runId: "0".repeat(32) })).toMatchObject({
    ok: false,
    failure: { code: "unknown-run" },
  });
  expect(await engine.client.cocoMetrics({ ...asked, datasetId: "none" })).toMatchObject({
    ok: false,
    failure: { code: "dataset-not-open" },
  });
  appendFileSync(path.join(folder, "labels.txt"), "scratch\n");
  const changed = await openBoth(engine);
  expect(await engine.client.cocoErrors({ ...asked, datasetId: changed.dataset.id })).toMatchObject({
    ok: false,
    failure: { code: "other-dataset" },
  });
});

test("a cancelled analysis is cancelled, and the next one is answered", async () => {
  const { engine, dataset, run } = await inspected();
  const asked = { datasetId: dataset.id, runId: run.id, options: { images: "all" as const } };
  const abort = new AbortController();
  const running = engine.client.cocoErrors(asked, { signal: abort.signal });
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: "cancelled" });
  expect(await engine.client.cocoErrors(asked)).toMatchObject({ ok: true });
  expect(engine.bugs).toEqual([]);
});
