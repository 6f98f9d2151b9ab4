/** The self-check of the shipped demo: ten images speak for the model, and a hard one alone does not speak against it. */
import path from "node:path";
import { describe, expect, it } from "vitest";
import { imagesToCheck } from "../../../shared/inference/checkedImages.ts";
import { openDataset } from "../datasets/openDataset.ts";
import { createDetector } from "../inference/ortDetector.ts";
import { openModel } from "../models/openModel.ts";
import { checkOnImages } from "./checkOnImages.ts";

const PROJECT = path.join(import.meta.dirname, "../../..");

async function check(names: readonly string[] | null) {
  const model = await openModel(path.join(PROJECT, "models/demo-frcnn-dcn"));
  const dataset = await openDataset(path.join(PROJECT, "resources/demo"));
  if (!model.ok || !dataset.ok) throw new Error("the demo does not open");
  const created = await createDetector(model.model, "cpu");
  if (!created.ok) throw new Error(created.failure.code);
  const { images, classes } = dataset.value.dataset;
  const chosen = names === null ? imagesToCheck(images) : images.filter(({ name }) => names.includes(name));
  const checked = await checkOnImages({
    model: model.model,
    detector: created.detector,
    images: chosen.map((image) => ({ image, path: dataset.value.files.get(image.id)?.path ?? "" })),
    datasetClasses: classes,
    expectedFile: null,
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
  });
  await created.detector.close();
  if (!checked.ok) throw new Error(checked.failure.code);
  return checked.value;
}

const levels = (report: Awaited<ReturnType<typeof check>>) =>
  Object.fromEntries(report.findings.map(({ code, level }) => [code, level]));

describe("the demo", () => {
  it("looks right on ten images that are spread over it", async () => {
    const report = await check(null);
    expect(report.images).toHaveLength(10);
    expect(levels(report)).toEqual({
      "usable-output": "good",
      "class-names": "good",
      "ground-truth": "good",
      "colour-order": "good",
    });
    expect(report.verdict).toBe("good");
  }, 60_000);

  it("is not distrusted for its first image, whose only defect its detector misses", async () => {
    const report = await check(["JPEGImages/profile_0001.jpg"]);
    expect(report.images[0]?.asConfigured.foundAt).toEqual([null]);
    expect(levels(report)).toMatchObject({ "ground-truth": "inconclusive", "colour-order": "good" });
    expect(report.verdict).toBe("inconclusive");
  }, 60_000);
});
