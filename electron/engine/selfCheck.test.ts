/** The self-check behind the contract: the model on one image, in both colour orders, judged by ground truth or by expected boxes. */
import { findingText } from "../../shared/words/failureText.ts";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { folderOf } from "./fixtures/folderOf.testing.ts";
import { BRIGHTNESS, newFolder, startEngine, dataset, opened } from "./modelImport.testing.ts";

describe("the self-check", () => {
  test("finds the ground truth, in which order, and says how sure", async () => {
    const client = startEngine({ model: BRIGHTNESS, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    const steps: number[] = [];
    const checked = await client.selfCheckModel(
      {
        modelId: model.id,
        datasetId: set.id,
        imageIds: [set.images[0]?.id ?? ""],
        provider: "cpu",
        tuning: DEFAULT_TUNING,
      },
      { onProgress: ({ done }) => steps.push(done) },
    );
    if (!checked.ok) throw new Error(checked.failure.code);
    const report = checked.value;
    // A red image: red 1 as RGB; read as BGR its red is the blue, 0. The mean is 1/3 either way.
    expect(report).toMatchObject({ provider: "cpu", verdict: "good", images: [{ width: 100, height: 100 }] });
    const [image] = report.images;
    if (!image) throw new Error("no image");
    expect(image.asConfigured).toMatchObject({ color: "RGB", usable: true, count: 3, foundAt: [1] });
    expect(image.asConfigured.bestScore).toBeCloseTo(1, 6);
    expect(image.swapped).toMatchObject({ color: "BGR", usable: true, count: 2, foundAt: [null] });
    expect(image.swapped.bestScore).toBeCloseTo(2 / 3, 5);
    expect([...image.asConfigured.detections.boxes.slice(0, 4)]).toEqual([50, 60, 90, 80]);
    const levels = Object.fromEntries(report.findings.map(({ code, level }) => [code, level]));
    expect(levels).toEqual({
      "usable-output": "good",
      "class-names": "good",
      "ground-truth": "good",
      "colour-order": "good",
    });
    expect(steps).toEqual([0, 1]);
  });

  test("takes the boxes of a file in place of the ground truth, and says in one line what is wrong with one", async () => {
    const folder = folderOf({
      "rows.json": JSON.stringify({ rows: [[2, 1, 50, 60, 90, 80]] }),
      "broken.xml": "<annotation>",
    });
    const client = startEngine({
      model: BRIGHTNESS,
      set: dataset(),
      rows: path.join(folder, "rows.json"),
      broken: path.join(folder, "broken.xml"),
    });
    const { model, set } = await opened(client, { model: "model" });
    const check = (expected: string) =>
      client.selfCheckModel({
        modelId: model.id,
        datasetId: set.id,
        imageIds: [set.images[0]?.id ?? ""],
        provider: "cpu",
        tuning: DEFAULT_TUNING,
        expected,
      });
    const checked = await check("rows");
    // torchvision counts from 1, so 2 is red: found as RGB, and as BGR, where red is blue and blue is 0, not.
    expect(checked).toMatchObject({
      ok: true,
      value: {
        expected: { file: "rows.json", boxes: [{ className: "red", score: 1, x1: 50, y1: 60, x2: 90, y2: 80 }] },
        images: [
          {
            asConfigured: { foundAt: null, expected: { total: 1, found: 1, same: 1 } },
            swapped: { foundAt: null, expected: { total: 1, found: 0 } },
          },
        ],
      },
    });
    if (!checked.ok) return;
    expect(checked.value.findings.map(({ code }) => code).sort()).toEqual([
      "class-names",
      "colour-order",
      "expected-boxes",
      "usable-output",
    ]);
    expect(await check("broken")).toMatchObject({
      ok: false,
      failure: { code: "expected-unusable", file: "broken.xml" },
    });
    expect(JSON.stringify(await check("broken"))).not.toContain(folder);
    expect(await check("never")).toMatchObject({ ok: false, failure: { code: "unknown-grant" } });
  });

  test("suspects the colour order and the order of the classes", async () => {
    const folder = newFolder("model");
    copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(folder, "model.onnx"));
    const manifest = JSON.parse(readFileSync(path.join(BRIGHTNESS, "manifest.json"), "utf8")) as { preprocess: object };
    writeFileSync(
      path.join(folder, "manifest.json"),
      JSON.stringify({ ...manifest, preprocess: { ...manifest.preprocess, color: "BGR" }, name: "blue" }),
    );
    const shuffled = newFolder("model");
    copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(shuffled, "model.onnx"));
    writeFileSync(
      path.join(shuffled, "manifest.json"),
      JSON.stringify({ ...manifest, classes: ["red", "亮", "dark"] }),
    );
    const client = startEngine({ blue: folder, shuffled, set: dataset() });
    const check = async (grant: string) => {
      const { model, set } = await opened(client, { model: grant });
      const checked = await client.selfCheckModel({
        modelId: model.id,
        datasetId: set.id,
        imageIds: [set.images[0]?.id ?? ""],
        provider: "cpu",
        tuning: DEFAULT_TUNING,
      });
      if (!checked.ok) throw new Error(checked.failure.code);
      return {
        verdict: checked.value.verdict,
        levels: Object.fromEntries(checked.value.findings.map(({ code, level }) => [code, level])),
      };
    };
    expect(await check("blue")).toMatchObject({
      verdict: "warning",
      levels: { "ground-truth": "inconclusive", "colour-order": "warning" },
    });
    expect(await check("shuffled")).toMatchObject({
      verdict: "warning",
      levels: { "ground-truth": "inconclusive", "class-order": "warning", "class-names": "good" },
    });
  });

  test("a class list that is too short is an output that cannot be used, said in both languages", async () => {
    const folder = newFolder("model");
    copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(folder, "model.onnx"));
    writeFileSync(path.join(folder, "labels.txt"), "亮\nred\n");
    const client = startEngine({ model: folder, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    const checked = await client.selfCheckModel({
      modelId: model.id,
      datasetId: set.id,
      imageIds: [set.images[1]?.id ?? ""],
      provider: "cpu",
      tuning: DEFAULT_TUNING,
    });
    if (!checked.ok) throw new Error(checked.failure.code);
    expect(checked.value.verdict).toBe("bad");
    expect(checked.value.findings[0]).toMatchObject({
      code: "unusable-output",
      sentences: [{ params: { why: { code: "class-id-beyond-list", params: { id: 3, classes: 2 } } } }],
    });
    expect(checked.value.images[0]?.asConfigured).toMatchObject({
      usable: false,
      count: 0,
      bestScore: null,
      foundAt: [null],
    });
    const names = checked.value.findings.find(({ code }) => code === "class-names");
    expect(names?.level).toBe("bad");
    expect(names && findingText(names, "en")).toContain("Only in the dataset (1): dark");
  });

  test("judges several images together, leaves out what cannot be read, and tells each", async () => {
    const folder = dataset();
    const client = startEngine({ model: BRIGHTNESS, set: folder });
    const { model, set } = await opened(client, { model: "model" });
    const imageIds = set.images.map(({ id }) => id);
    const steps: string[] = [];
    const check = async () => {
      const asked = {
        modelId: model.id,
        datasetId: set.id,
        imageIds,
        provider: "cpu" as const,
        tuning: DEFAULT_TUNING,
      };
      const checked = await client.selfCheckModel(asked, {
        onProgress: ({ done, total }) => steps.push(`${done}/${total}`),
      });
      if (!checked.ok) throw new Error(checked.failure.code);
      return checked.value;
    };
    const both = await check();
    expect(steps).toEqual(["0/3", "1/3", "2/3"]);
    expect(both.images.map(({ imageId }) => imageId)).toEqual(imageIds);
    // The red image's defect is found, the black one's answered with dark where 亮 is written: one of two tells nothing.
    expect(Object.fromEntries(both.findings.map(({ code, level }) => [code, level]))).toEqual({
      "usable-output": "good",
      "class-names": "good",
      "ground-truth": "inconclusive",
      "class-order": "warning",
      "colour-order": "good",
    });
    expect(both.verdict).toBe("warning");
    const truth = both.findings.find(({ code }) => code === "ground-truth");
    expect(truth && findingText(truth, "en")).toBe(
      "1 of 2 defects of the ground truth in 2 images are found: IoU above 0.5, same class, score of at least 0.3. That is too little to tell: check more images, or ones with plain defects.",
    );
    writeFileSync(path.join(folder, "b.png"), "no image");
    const one = await check();
    expect(one.images.map(({ imageId }) => imageId)).toEqual(imageIds.slice(0, 1));
    const left = one.findings.find(({ code }) => code === "unreadable-images");
    expect(left && findingText(left, "zh")).toBe("2 张图片中有 1 张无法读取，未计入：b.png。");
  });

  test("ends between two images when it is cancelled", async () => {
    const client = startEngine({ model: BRIGHTNESS, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    const stop = new AbortController();
    const steps: number[] = [];
    const checked = client.selfCheckModel(
      {
        modelId: model.id,
        datasetId: set.id,
        imageIds: Array.from({ length: 10 }, (_, i) => set.images[i % 2]?.id ?? ""),
        provider: "cpu",
        tuning: DEFAULT_TUNING,
      },
      {
        signal: stop.signal,
        onProgress: ({ done }) => {
          steps.push(done);
          if (done === 2) stop.abort();
        },
      },
    );
    await expect(checked).rejects.toMatchObject({ code: "cancelled" });
    expect(Math.max(...steps)).toBeLessThan(5);
  });

  test("needs what is open, and an image that can be read", async () => {
    const folder = dataset();
    const client = startEngine({ model: BRIGHTNESS, set: folder });
    const { model, set } = await opened(client, { model: "model" });
    const imageId = set.images[0]?.id ?? "";
    const asked = {
      modelId: model.id,
      datasetId: set.id,
      imageIds: [imageId],
      provider: "cpu" as const,
      tuning: DEFAULT_TUNING,
    };
    expect(await client.selfCheckModel({ ...asked, modelId: "x" })).toMatchObject({
      ok: false,
      failure: { code: "model-not-open" },
    });
    expect(await client.selfCheckModel({ ...asked, datasetId: "x" })).toMatchObject({
      ok: false,
      failure: { code: "dataset-not-open" },
    });
    expect(await client.selfCheckModel({ ...asked, imageIds: ["x"] })).toMatchObject({
      ok: false,
      failure: { code: "unknown-image" },
    });
    writeFileSync(path.join(folder, "a.png"), "no image");
    expect(await client.selfCheckModel(asked)).toMatchObject({
      ok: false,
      failure: { code: "not-an-image", file: "a.png" },
    });
  });
});
