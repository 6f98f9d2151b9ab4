/** `loupe evaluate` from outside: oracle cases written as a dataset and a results file, and a run with known scores. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf, GREY_PNG, vocXml } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, PROJECT, runCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

type Corners = readonly [number, number, number, number];

interface OracleCase {
  readonly classes: readonly string[];
  readonly images: readonly {
    readonly id: number;
    readonly file: string;
    readonly width: number;
    readonly height: number;
    readonly negative: boolean;
  }[];
  readonly groundTruth: readonly {
    readonly image: number;
    readonly cls: number;
    readonly box: Corners;
    readonly difficult: boolean;
  }[];
  readonly detections: readonly {
    readonly image: number;
    readonly cls: number;
    readonly box: Corners;
    readonly score: number;
  }[];
  readonly expected: { readonly annotated: unknown; readonly all: unknown; readonly sweep: unknown };
}

type Naming = (image: OracleCase["images"][number], folder: string) => string | number;

/** The case as files; the list keeps the case's order of positives, backgrounds are sorted by name. */
function datasetOf({ classes, images, groundTruth }: OracleCase): string {
  const files: Record<string, string | Uint8Array> = { "labels.txt": classes.join("\n") };
  const rows: string[] = [];
  for (const { id, file, width, height, negative } of images) {
    files[`${negative ? "val_wu_xia_ci" : "JPEGImages"}/${file}`] = GREY_PNG;
    if (negative) continue;
    const objects = groundTruth
      .filter(({ image }) => image === id)
      .map(({ cls, box, difficult }) => ({ name: classes[cls] ?? "", box, difficult: difficult ? "1" : "0" }));
    files[`Annotations/${file}.xml`] = vocXml(objects, [width, height]);
    rows.push(`JPEGImages/${file} Annotations/${file}.xml`);
  }
  files["val_list.txt"] = rows.join("\n");
  return folderOf(files);
}

function resultsOf(
  { images, classes, detections }: OracleCase,
  name: Naming,
  category: (cls: number) => string | number,
): string {
  const byId = new Map(images.map((image) => [image.id, image]));
  const entries = detections.map(({ image, cls, box: [x1, y1, x2, y2], score }) => {
    const meant = byId.get(image);
    if (!meant || classes[cls] === undefined) throw new Error("a detection of no image");
    return {
      image_id: name(meant, meant.negative ? "val_wu_xia_ci" : "JPEGImages"),
      category_id: category(cls),
      bbox: [x1, y1, x2 - x1, y2 - y1],
      score,
    };
  });
  const file = path.join(mkdtempSync(path.join(tmpdir(), "loupe-results-")), "detections.json");
  writeFileSync(file, JSON.stringify(entries));
  return file;
}

function worstDifference(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b);
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return Object.is(a, b) ? 0 : Infinity;
  // Only the figures that the oracle has are compared.
  return Math.max(
    0,
    ...Object.keys(b).map((key) =>
      worstDifference((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    ),
  );
}

function oraclesIn(folder: string): [string, string][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^metrics_.*\.json$/.test(name) && isVoc(path.join(folder, name)))
    .map((name) => [name, path.join(folder, name)]);
}

async function evaluateJson(args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runCli(["evaluate", ...args, "--json"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const names: readonly [string, Naming, (cls: number, classes: readonly string[]) => string | number][] = [
  ["file names and class names", ({ file }, folder) => `${folder}/${file}`, (cls, classes) => classes[cls] ?? ""],
  ["ids", ({ id }) => id, (cls) => cls + 1],
  ["Windows slashes and ids from 0", ({ file }, folder) => `${folder}\\${file}`, (cls) => cls],
  ["names without folder", ({ file }) => file, (cls) => cls + 1],
];

/** A positive without any object cannot be written as VOC: Loupe excludes such an image. */
function isVoc(file: string): boolean {
  const { images, groundTruth } = JSON.parse(readFileSync(file, "utf8")) as OracleCase;
  const annotated = new Set(groundTruth.map(({ image }) => image));
  return images.every(({ id, negative }) => negative || annotated.has(id));
}

const inProject = oraclesIn(path.join(PROJECT, "shared/metrics/fixtures"));
const beside = oraclesIn(path.resolve(PROJECT, "../shared/oracles"));

describe.each(inProject)("oracle case %s of the project", (_name, file) => checkOracle(file));
describe.skipIf(beside.length === 0)("oracle cases beside the project (skipped where absent)", () => {
  describe.each(beside)("%s", (_name, file) => checkOracle(file));
});

function checkOracle(file: string): void {
  const oracle = JSON.parse(readFileSync(file, "utf8")) as OracleCase;
  const dataset = datasetOf(oracle);
  test.each(names)(
    "by %s",
    async (_name, naming, category) => {
      const results = resultsOf(oracle, naming, (cls) => category(cls, oracle.classes));
      const found = await evaluateJson(["--dataset", dataset, "--detections", results, "--counting", "paddlex"]);
      expect(
        worstDifference(
          { annotated: found["annotated"], all: found["all"] },
          { annotated: oracle.expected.annotated, all: oracle.expected.all },
        ),
      ).toBeLessThan(1e-6);
      expect(worstDifference(found["sweep"], oracle.expected.sweep)).toBeLessThan(1e-9);
      expect(found["detectionsFile"]).toMatchObject({ total: oracle.detections.length, problems: [] });
    },
    60_000,
  );
}

describe("what cannot be placed is counted and named", () => {
  const dataset = folderOf({
    "labels.txt": "亮\nred\n",
    "val_list.txt": "a/x.png a/x.xml\n",
    "a/x.png": GREY_PNG,
    "a/x.xml": vocXml([{ name: "亮", box: [10, 20, 30, 40] }]),
    "val_wu_xia_ci/x.png": GREY_PNG,
    "val_wu_xia_ci/y.png": GREY_PNG,
  });
  const box = { bbox: [10, 20, 20, 20], score: 0.9 };
  function write(entries: unknown): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "loupe-results-")), "r.json");
    writeFileSync(file, JSON.stringify(entries));
    return file;
  }

  test("unknown and ambiguous images, unknown classes, bad entries", async () => {
    const file = write([
      { image_id: "a/x.png", category_id: "亮", ...box },
      { image_id: "who.png", category_id: "亮", ...box },
      { image_id: "who.png", category_id: "亮", ...box },
      { image_id: "x.png", category_id: "亮", ...box },
      { image_id: "y.png", category_id: "scratch", ...box },
      { image_id: "y.png", category_id: "red", bbox: [1, 2, 3], score: 0.5 },
      { image_id: "y.png", category_id: "red", bbox: [1, 2, 3, 4], score: 1.5 },
    ]);
    const found = await evaluateJson(["--dataset", dataset, "--detections", file]);
    expect(found["detectionsFile"]).toMatchObject({
      total: 7,
      problems: [
        { kind: "bad-entry", what: "entry 6: bbox is not four numbers", count: 1 },
        { kind: "bad-entry", what: "entry 7: score is not a number from 0 to 1", count: 1 },
        { kind: "unknown-image", what: "who.png", count: 2 },
        { kind: "ambiguous-image", what: "x.png", count: 1 },
        { kind: "unknown-class", what: "scratch", count: 1 },
      ],
    });
    // The only box of the defect image finds its defect; the background's box has an unknown class and still makes it NG.
    expect(found).toMatchObject({
      images: { annotated: 1, background: 2, unlabelled: 0, excluded: 0 },
      annotated: { voc: { "11point": { mAP: 1 } } },
    });
    expect((found["sweep"] as unknown[])[90]).toMatchObject({ threshold: 0.9, recall: 1, falsePositiveRate: 0.5 });
    const { stdout } = await runCli(["evaluate", "--dataset", dataset, "--detections", file]);
    expect(stdout).toContain("unknown-image: who.png (2 times)");
  });

  test("an empty array is a detector that found nothing", async () => {
    const found = await evaluateJson(["--dataset", dataset, "--detections", write([])]);
    expect((found["sweep"] as unknown[])[0]).toMatchObject({ threshold: 0, recall: 0, falsePositiveRate: 0 });
  });
});

test("a run: figures told by hand, what is not in the run said", async () => {
  // Brightness 0.8, 0.6, 0.4 for defects and 0.7, 0.2 for backgrounds; grey, so that red = bright and dark = 1 - bright. Best scores: 0.8, 0.6, 0.6 and 0.7, 0.8.
  const grey = (share: number) => solidPng(100, 90, [255 * share, 255 * share, 255 * share]);
  const xml = vocXml([{ name: "亮", box: [10, 20, 30, 40] }]);
  const folder = folderOf({
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": ["p1", "p2", "p3", "late"]
      .map((name) => `JPEGImages/${name}.png Annotations/${name}.xml`)
      .join("\n"),
    ...Object.fromEntries(["p1", "p2", "p3", "late"].map((name) => [`Annotations/${name}.xml`, xml])),
    "JPEGImages/p1.png": grey(0.8),
    "JPEGImages/p2.png": grey(0.6),
    "JPEGImages/p3.png": grey(0.4),
    "val_wu_xia_ci/n1.png": grey(0.7),
    "val_wu_xia_ci/n2.png": grey(0.2),
  });
  const run = mkdtempSync(path.join(tmpdir(), "loupe-run-"));
  expect((await runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run])).code).toBe(0);
  writeFileSync(path.join(folder, "JPEGImages/late.png"), grey(0.9));
  const found = await evaluateJson(["--dataset", folder, "--run", run]);
  expect(found).toMatchObject({
    images: { annotated: 3, background: 2, unlabelled: 0, excluded: 1 },
    notMeasured: [{ image: "JPEGImages/late.png", reason: "not in the run" }],
    counting: "exact",
  });
  const sweep = found["sweep"] as { threshold: number; recall: number; falsePositiveRate: number }[];
  expect(sweep.length).toBe(100);
  const at = (threshold: number) => [
    sweep[Math.round(threshold * 100)]?.recall,
    sweep[Math.round(threshold * 100)]?.falsePositiveRate,
  ];
  expect(at(0.59)).toEqual([1, 1]);
  expect(at(0.61)).toEqual([1 / 3, 1]);
  expect(at(0.71)).toEqual([1 / 3, 0.5]);
  expect(at(0.81)).toEqual([0, 0]);
  const { stdout } = await runCli(["evaluate", "--dataset", folder, "--run", run, "--threshold", "0.61"]);
  expect(stdout).toMatch(/>0\.61 +33\.33 % \(1 of 3; .*66\.67 % \(2 of 3; .*100\.00 % \(2 of 2;/);
  expect(stdout).toContain("JPEGImages/late.png: not in the run");
});

test("a run of a folder inside the dataset serves it too", async () => {
  const xml = vocXml([{ name: "亮", box: [10, 20, 30, 40] }]);
  const folder = folderOf({
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": "JPEGImages/p.png Annotations/p.xml",
    "Annotations/p.xml": xml,
    "JPEGImages/p.png": solidPng(100, 90, [204, 204, 204]),
  });
  const run = mkdtempSync(path.join(tmpdir(), "loupe-run-"));
  await runCli(["inspect", path.join(folder, "JPEGImages"), "--model", BRIGHTNESS_MODEL, "--out", run]);
  expect(await evaluateJson(["--dataset", folder, "--run", run])).toMatchObject({
    images: { annotated: 1 },
    notMeasured: [],
    foreignClasses: [],
    otherSizes: [],
  });
});

test("classes that the dataset lacks, and images annotated at another size, are told", async () => {
  const xml = vocXml([{ name: "亮", box: [10, 20, 30, 40] }], [90, 100]);
  const folder = folderOf({
    "labels.txt": "亮\n",
    "val_list.txt": "p.png p.xml",
    "p.xml": xml,
    "p.png": solidPng(100, 90, [204, 204, 204]),
  });
  const run = mkdtempSync(path.join(tmpdir(), "loupe-run-"));
  await runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run]);
  expect(await evaluateJson(["--dataset", folder, "--run", run])).toMatchObject({
    foreignClasses: [
      { name: "red", detections: 1 },
      { name: "dark", detections: 1 },
    ],
    otherSizes: [{ image: "p.png", annotated: "90 x 100", inspected: "100 x 90" }],
  });
  expect((await runCli(["evaluate", "--dataset", folder, "--run", run])).stdout).toContain(
    "p.png: annotated at 90 x 100, inspected at 100 x 90",
  );
});
