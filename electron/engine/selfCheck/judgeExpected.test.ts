/** Found boxes against expected ones: made-up answers counted by hand, then whole exports against the rows of their own frameworks. */
import { findingText } from "../../../shared/words/failureText.ts";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import { detectionsFromRows, type Detections } from "../../../shared/core/detections.ts";
import { firstClassIdOf } from "../../../shared/inference/modelManifest.ts";
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { decodeImage } from "../images/decodeImage.ts";
import { openModel, type OpenedModel } from "../models/openModel.ts";
import { createDetector } from "../inference/ortDetector.ts";
import { judgeModel, runBothOrders } from "./selfCheckModel.ts";
import { compareExpected } from "./compareExpected.ts";
import { judgeExpected } from "./judgeExpected.ts";
import { readExpectedFile } from "./readExpectedFile.ts";

const found = (...rows: readonly (readonly [number, number, number])[]): Detections =>
  detectionsFromRows(rows.map(([x, score, classIndex]) => ({ box: imageBox(x, 10, x + 20, 30), score, classIndex })));
const box = (x: number, score: number | null, className = "a"): ExpectedBox => ({
  className,
  score,
  x1: x,
  y1: 10,
  x2: x + 20,
  y2: 30,
});
const CLASSES = ["a", "b"];
const judge = (expected: readonly ExpectedBox[], asConfigured: Detections, swapped: Detections | null = null) =>
  judgeExpected({ expected, classes: CLASSES, color: "RGB", asConfigured, swapped });
const levels = (...check: Parameters<typeof judge>) =>
  Object.fromEntries(judge(...check).map(({ code, level }) => [code, level]));
const text = (...check: Parameters<typeof judge>) => {
  const [first] = judge(...check);
  return first ? findingText(first, "en") : "";
};

describe("rows of a framework", () => {
  it("are found with the difference in corner and score", () => {
    expect(
      compareExpected(found([10.25, 0.6, 0], [60, 0.5, 1]), [box(10, 0.6), box(60, 0.503, "b")], CLASSES),
    ).toMatchObject({ total: 2, found: 2, same: 2, largestPixels: 0.25, surplus: 0 });
    expect(text([box(10, 0.6), box(60, 0.503, "b")], found([10.25, 0.6, 0], [60, 0.5, 1]))).toBe(
      "2 of 2 expected boxes are found (IoU above 0.5, same class). Largest difference: 0.25 px in a corner, 0.0030 in a score.",
    );
    expect(levels([box(10, 0.6)], found([10.25, 0.6, 0]))).toEqual({ "expected-boxes": "good" });
  });
  it("that come back shifted, or with another score, are a warning; missing ones are bad", () => {
    expect(levels([box(10, 0.6)], found([13, 0.6, 0]))).toEqual({ "expected-boxes": "warning" });
    expect(levels([box(10, 0.6)], found([10, 0.55, 0]))).toEqual({ "expected-boxes": "warning" });
    expect(levels([box(10, 0.6), box(60, 0.6)], found([10, 0.6, 0]))).toEqual({ "expected-boxes": "bad" });
    // 19 of 20: one row at the edge of the list is no reason to distrust the rest.
    const rows = Array.from({ length: 20 }, (_, i) => i * 100);
    expect(
      levels(
        rows.map((x) => box(x, 0.6)),
        found(...rows.slice(1).map((x) => [x, 0.6, 0] as const)),
      ),
    ).toEqual({ "expected-boxes": "warning" });
  });
  it("of one place are told apart by their scores, each found once", () => {
    const twins = [box(10, 0.9), box(10, 0.3)];
    expect(compareExpected(found([10.01, 0.3, 0], [10, 0.9, 0]), twins, CLASSES)).toMatchObject({ found: 2, same: 2 });
    expect(compareExpected(found([10, 0.9, 0]), twins, CLASSES)).toMatchObject({ found: 1, same: 1 });
  });
  it("under another name are told so, and names that the model lacks", () => {
    expect(levels([box(10, 0.6, "b")], found([10, 0.6, 0]))).toEqual({
      "expected-boxes": "bad",
      "class-order": "warning",
    });
    expect(levels([box(10, 0.6, "漏底"), box(60, 0.6)], found([60, 0.6, 0]))).toEqual({
      "expected-boxes": "bad",
      "class-names": "bad",
    });
  });
  it("below the check's floor are left out, boxes that the file lacks are counted", () => {
    expect(text([box(10, 0.6), box(60, 0.012)], found([10, 0.6, 0], [110, 0.8, 0]))).toContain(
      "1 of 1 expected boxes are found",
    );
    expect(text([box(10, 0.6), box(60, 0.012)], found([10, 0.6, 0], [110, 0.8, 0]))).toContain(
      "1 more boxes with a score above the file's lowest are not in the file. Left out: 1 with a score below 0.02.",
    );
  });
  it("tell the colour order by what comes back the same", () => {
    expect(levels([box(10, 0.6)], found([10, 0.3, 0]), found([10, 0.6, 0]))).toMatchObject({
      "colour-order": "warning",
    });
    expect(levels([box(10, 0.6)], found([10, 0.6, 0]), found([10, 0.7, 0]))).toMatchObject({ "colour-order": "good" });
  });
});

describe("boxes of an annotation", () => {
  it("are found by a plain score, and only a rough difference is asked", () => {
    expect(levels([box(10, null)], found([14, 0.4, 0]))).toEqual({ "expected-boxes": "good" });
    expect(text([box(10, null)], found([14, 0.4, 0]))).toBe(
      "1 of 1 expected boxes are found (IoU above 0.5, same class, score of at least 0.3). Largest difference: 4.00 px in a corner.",
    );
    expect(levels([box(10, null)], found([10, 0.2, 0]))).toEqual({ "expected-boxes": "bad" });
    expect(levels([box(10, null), box(60, null)], found([10, 0.9, 0]))).toEqual({ "expected-boxes": "warning" });
  });
  it("that a surer answer finds in the other colour order are a hint", () => {
    expect(levels([box(10, null)], found([10, 0.4, 0]), found([10, 0.9, 0]))).toMatchObject({
      "colour-order": "warning",
    });
    expect(levels([box(10, null)], found([10, 0.8, 0]), found([10, 0.9, 0]))).toMatchObject({ "colour-order": "good" });
  });
  it("may be none", () => {
    expect(levels([], found([10, 0.2, 0]))).toEqual({ "expected-boxes": "good" });
    expect(levels([], found([10, 0.9, 0]))).toEqual({ "expected-boxes": "warning" });
  });
});

/** What a self-check of a model says of an image and a file, `changed` in its colour order or not. */
async function check(model: OpenedModel, image: string, named: string, file: string, changed = false) {
  const decoded = await decodeImage(image);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.reason));
  const { manifest } = model;
  const read = await readExpectedFile(file, "reference.json", {
    image: named,
    size: decoded.pixels,
    classes: manifest.classes,
    firstClassId: firstClassIdOf(manifest),
  });
  if (!read.ok) throw new Error(read.failure.code);
  const color = changed ? (manifest.preprocess.color === "RGB" ? "BGR" : "RGB") : manifest.preprocess.color;
  const created = await createDetector(model, "cpu");
  if (!created.ok) throw new Error(created.failure.code);
  const checked = { ...model, manifest: { ...manifest, preprocess: { ...manifest.preprocess, color } } };
  try {
    const run = await runBothOrders(checked, created.detector, decoded.pixels);
    const { asConfigured } = run;
    const findings = judgeModel({
      model: checked,
      images: [{ ...run, groundTruth: [] }],
      expected: read.boxes,
      datasetClasses: null,
    });
    if (!asConfigured.ok) throw new Error(asConfigured.reason.code);
    return {
      compared: compareExpected(asConfigured.detections, read.boxes, manifest.classes),
      levels: Object.fromEntries(findings.map(({ code, level }) => [code, level])),
    };
  } finally {
    await created.detector.close();
  }
}

const PROJECT = join(import.meta.dirname, "../../..");
const DEMO = join(PROJECT, "models/demo-frcnn-dcn");
const FIXTURES = join(PROJECT, "../shared/fixtures");
/** The one export that carries no class names: its reference says 11 labels with the background. */
const NAMELESS = { torchvision_frcnn: { classes: Array.from({ length: 10 }, (_, i) => `class ${i + 1}`) } };

describe("the demo's detector", () => {
  const reference = JSON.parse(readFileSync(join(DEMO, "reference.json"), "utf8")) as {
    images: { file: string; rows: number[][] }[];
  };
  const [{ file, rows } = { file: "", rows: [] }] = reference.images;
  const open = async () => {
    const opened = await openModel(DEMO);
    if (!opened.ok) throw new Error(opened.failure.code);
    return opened.model;
  };

  it("gives its framework's rows again", async () => {
    const { compared, levels: said } = await check(
      await open(),
      join(PROJECT, "resources/demo", file),
      file,
      join(DEMO, "reference.json"),
    );
    const kept = rows.filter((row) => (row[1] as number) >= 0.02).length;
    expect(compared).toMatchObject({ total: kept, found: kept, same: kept, surplus: 0 });
    expect(compared.largestPixels).toBeLessThan(1e-3);
    expect(compared.largestScore).toBeLessThan(1e-3);
    expect(said).toMatchObject({ "expected-boxes": "good", "colour-order": "good" });
  }, 60_000);

  it("with red and blue swapped does not, and that is noticed", async () => {
    const { compared, levels: said } = await check(
      await open(),
      join(PROJECT, "resources/demo", file),
      file,
      join(DEMO, "reference.json"),
      true,
    );
    expect(compared.same).toBeLessThan(compared.total);
    expect(said).toMatchObject({ "colour-order": "warning" });
    expect(said["expected-boxes"]).not.toBe("good");
  }, 60_000);
});

describe.skipIf(!existsSync(FIXTURES))("exports of the frameworks", () => {
  it.each([
    "paddle_frcnn",
    "paddle_frcnn_dcn_deformconv19",
    "paddle_frcnn_empty",
    "paddle_ppyoloe",
    "paddle_rtdetr",
    "torchvision_frcnn",
  ])(
    "%s gives the rows again, and a changed colour order is noticed",
    async (name) => {
      const opened = await openModel(join(FIXTURES, name), NAMELESS[name as keyof typeof NAMELESS] ?? {});
      if (!opened.ok) throw new Error(opened.failure.code);
      const image = join(FIXTURES, "test_640x480.png");
      const [straight, changed] = [false, true].map((over) =>
        check(opened.model, image, "test_640x480.png", join(FIXTURES, name, "reference.json"), over),
      );
      const { compared, levels: said } = (await straight) as Awaited<ReturnType<typeof check>>;
      expect(compared).toMatchObject({ found: compared.total, same: compared.total, surplus: 0 });
      expect(compared.largestPixels ?? 0).toBeLessThan(0.03);
      expect(compared.largestScore ?? 0).toBeLessThan(1e-4);
      expect(said["expected-boxes"]).toBe("good");
      const other = (await changed) as Awaited<ReturnType<typeof check>>;
      if (name !== "paddle_frcnn_empty") {
        expect(other.levels).toMatchObject({ "colour-order": "warning" });
        expect(other.levels["expected-boxes"]).not.toBe("good");
      }
    },
    60_000,
  );
});
