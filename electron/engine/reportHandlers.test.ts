/** Images, thumbnails and reports through the contract: which image they belong to, what is refused, and what is written. */
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { project, openBoth, inspect, images } from "./engineHandlers.testing.ts";

test("images and thumbnails carry the id that was asked for; a path is no id", async () => {
  const { engine, folder } = project();
  const { dataset } = await openBoth(engine);
  const shown = await Promise.all(
    dataset.images.map(({ id }) => engine.client.image({ datasetId: dataset.id, imageId: id })),
  );
  shown.forEach((one, i) =>
    expect(one).toMatchObject({
      ok: true,
      value: { imageId: dataset.images[i]?.id, width: 40, height: 30, mediaType: "image/png" },
    }),
  );
  const thumbnails = await Promise.all(
    dataset.images.map(({ id }) => engine.client.thumbnail({ datasetId: dataset.id, imageId: id, side: 32 })),
  );
  thumbnails.forEach((thumbnail, i) =>
    expect(thumbnail).toMatchObject({ ok: true, value: { imageId: dataset.images[i]?.id, width: 40, height: 30 } }),
  );
  const [first] = shown;
  if (first?.ok) expect(first.value.bytes.byteLength).toBe(first.value.bytes.buffer.byteLength);
  for (const imageId of ["JPEGImages/p0.png", "../../etc/passwd", path.join(folder, "labels.txt"), "p0.png\0"]) {
    expect(await engine.client.image({ datasetId: dataset.id, imageId })).toMatchObject({
      ok: false,
      failure: { code: "unknown-image" },
    });
  }
  expect(await engine.client.image({ datasetId: "other", imageId: "x" })).toMatchObject({
    ok: false,
    failure: { code: "dataset-not-open" },
  });
});

test("an image that went away is a failure that names it", async () => {
  const { engine, folder } = project();
  const { dataset } = await openBoth(engine);
  rmSync(path.join(folder, "JPEGImages/p2.png"));
  const image = await engine.client.image({ datasetId: dataset.id, imageId: dataset.images[2]?.id ?? "" });
  expect(image).toMatchObject({
    ok: false,
    failure: {
      code: "missing-image",
      file: "JPEGImages/p2.png",
    },
  });
  const { result, events } = await inspect(engine);
  // Reopened, the dataset has one image less; the run of the six is complete.
  expect(result).toMatchObject({ ok: true, value: { done: 6, failed: 0, complete: true } });
  expect(images(events).length).toBe(6);
});

test("a broken image is one failure and the rest goes on", async () => {
  const { engine, folder } = project();
  const file = path.join(folder, "JPEGImages/p3.png");
  writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 50), Buffer.from("IEND")]));
  const { result, events, dataset } = await inspect(engine);
  expect(result).toMatchObject({ ok: true, value: { done: 6, failed: 1, complete: true } });
  expect(images(events).find(({ imageId }) => imageId === dataset.images[3]?.id)).toMatchObject({
    status: "failed",
    imageId: dataset.images[3]?.id,
    code: "unreadable-image",
  });
});

describe("reports", () => {
  test("of a run, into a folder, with progress", async () => {
    const { engine, reports } = project(2);
    const { dataset, result } = await inspect(engine);
    if (!result.ok) throw new Error("not inspected");
    const steps: number[] = [];
    const written = await engine.client.exportReports(
      {
        datasetId: dataset.id,
        runId: result.value.run.id,
        folder: "reports",
        kinds: ["tp-fp-list", "csv-images"],
        rule: singleThreshold(0.5),
        language: "en",
      },
      { onProgress: ({ done }) => steps.push(done) },
    );
    expect(written).toMatchObject({
      ok: true,
      value: { files: ["tp_fp_list.txt", "tp_fp_list.note.txt", "images.csv"], skipped: [] },
    });
    expect(steps).toEqual([0, 1, 2, 3]);
    expect(existsSync(path.join(reports, "tp_fp_list.txt"))).toBe(true);
  });

  test("of no run, of a run by a path, into a folder that is not there", async () => {
    const { engine } = project(2);
    const { dataset, result } = await inspect(engine);
    if (!result.ok) throw new Error("not inspected");
    const asked = {
      datasetId: dataset.id,
      runId: result.value.run.id,
      folder: "reports",
      kinds: ["tp-fp-list" as const],
      rule: singleThreshold(0.5),
      language: "en" as const,
    };
    expect(await engine.client.exportReports({ ...asked, runId: "0".repeat(32) })).toMatchObject({
      ok: false,
      failure: { code: "unknown-run" },
    });
    expect(await engine.client.exportReports({ ...asked, runId: "../../etc" })).toMatchObject({
      ok: false,
      failure: { code: "unknown-run" },
    });
    expect(await engine.client.exportReports({ ...asked, folder: "gone" })).toMatchObject({
      ok: false,
      failure: { code: "no-report-folder" },
    });
    expect(await engine.client.exportReports({ ...asked, folder: "nobody" })).toMatchObject({
      ok: false,
      failure: { code: "unknown-grant" },
    });
  });
});
