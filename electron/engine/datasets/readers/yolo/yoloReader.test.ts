/** YOLO datasets on disk: boxes computed by hand, and the mistakes of real folders. */
import { detailText } from "../../../../../shared/words/failureText.ts";
import { spawnSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf, GREY_PNG } from "../../../fixtures/folderOf.testing.ts";
import { excluded, names, open } from "../../openDataset.testing.ts";
import { openDataset } from "../../openDataset.ts";
import { parseYoloConfig } from "./yoloConfig.ts";
import { labelName } from "./yoloImages.ts";
import { parseYoloRows } from "./yoloRows.ts";

/** Every image is 100 x 90. */
const YAML = "path: .\ntrain: images/train\nval: images/val\nnames: [scratch, 擦花]\n";
const SET = {
  "data.yaml": YAML,
  "images/val/b.png": GREY_PNG,
  "images/val/a 1.png": GREY_PNG,
  "images/val/good.png": GREY_PNG,
  "images/train/t.png": GREY_PNG,
  "labels/val/b.txt": "1 0.5 0.5 0.2 0.4\n",
  "labels/val/a 1.txt": "0 0.1 0.1 0.2 0.2\r\n\r\n1 1 0.5 0.2 1\r\n",
  "labels/val/good.txt": "",
};
const boxes = (dataset: Awaited<ReturnType<typeof open>>, image: number) =>
  dataset.images[image]?.groundTruth.map(({ classIndex, x1, y1, x2, y2 }) =>
    [classIndex, x1, y1, x2, y2].map((value) => Math.round(value * 1e6) / 1e6),
  );

describe("a YOLO dataset", () => {
  test("boxes as edges in pixels of the image, empty label files as defect-free images", async () => {
    const dataset = await open(SET);
    expect(dataset).toMatchObject({ kind: "yolo", classes: ["scratch", "擦花"] });
    expect(dataset.images.map(({ name, role, size }) => [name, role, size?.width])).toEqual([
      ["images/val/a 1.png", "annotated", 100],
      ["images/val/b.png", "annotated", 100],
      ["images/val/good.png", "background", undefined],
    ]);
    // (0.1 ± 0.1) * 100 and (0.1 ± 0.1) * 90; (1 ± 0.1) * 100 ends at the image's 100, (0.5 ± 0.5) * 90.
    expect(boxes(dataset, 0)).toEqual([
      [0, 0, 0, 20, 18],
      [1, 90, 0, 100, 90],
    ]);
    // (0.5 ± 0.1) * 100, (0.5 ± 0.2) * 90.
    expect(boxes(dataset, 1)).toEqual([[1, 40, 27, 60, 63]]);
    expect(dataset.issues.map(({ code, file }) => [code, file])).toEqual([["clipped-box", "labels/val/a 1.txt"]]);
  });

  test("an outline counts by its bounding box, a pose by its box", async () => {
    const outline = await open({ ...SET, "labels/val/b.txt": "0 0.1 0.2 0.5 0.1 0.3 0.8\n" });
    expect(boxes(outline, 1)).toEqual([[0, 10, 9, 50, 72]]);
    const pose = await open({
      ...SET,
      "data.yaml": `${YAML}kpt_shape: [1, 3]\n`,
      "labels/val/b.txt": "0 0.5 0.5 0.2 0.4 0.9 0.9 2\n",
    });
    expect(boxes(pose, 1)).toEqual([[0, 40, 27, 60, 63]]);
  });

  test.each([
    ["names as a mapping", { "data.yaml": "val: images/val\nnames:\n  1: 擦花\n  0: scratch\n" }],
    ["a list of folders", { "data.yaml": "val: [images/val]\nnames: [scratch, 擦花]\n" }],
    [
      "a folder of another machine",
      { "data.yaml": "path: /content/sets/x\nval: images/val\nnames: [scratch, 擦花]\n" },
    ],
    [
      "an absolute place of another machine",
      { "data.yaml": "val: D:\\sets\\x\\images\\val\nnames: [scratch, 擦花]\n" },
    ],
    ["Roboflow's place above", { "data.yaml": "val: ../images/val\nnames: [scratch, 擦花]\n" }],
    [
      "a list",
      {
        "data.yaml": "val: val.txt\nnames: [scratch, 擦花]\n",
        "val.txt": "./images/val/a 1.png\nimages/val/b.png\n/somewhere/images/val/good.png\n",
      },
    ],
    [
      "GB18030",
      {
        "data.yaml": Buffer.concat([
          Buffer.from("val: images/val\nnames: [scratch, "),
          Buffer.from([0xb2, 0xc1, 0xbb, 0xa8]),
          Buffer.from("]\n"),
        ]),
      },
    ],
  ])("%s gives the same dataset", async (_case, changed) => {
    const plain = await open(SET);
    const { hash, classes } = await open({ ...SET, ...changed });
    expect({ hash, classes }).toEqual({ hash: plain.hash, classes: plain.classes });
  });

  test("a split that is named, a data.yaml that is opened itself", async () => {
    expect(names(await open({ ...SET, "labels/train/t.txt": "" }, { list: "train" }))).toEqual(["images/train/t.png"]);
    const opened = await openDataset(path.join(folderOf(SET), "data.yaml"));
    expect(opened.ok && opened.value.dataset.images.length).toBe(3);
  });

  test("an image without a label file is defect-free, with a remark; without any label file nothing is known", async () => {
    const { "labels/val/good.txt": _good, ...files } = SET;
    const dataset = await open(files);
    expect(dataset.images[2]).toMatchObject({ name: "images/val/good.png", role: "background" });
    expect(dataset.issues).toContainEqual(
      expect.objectContaining({ code: "missing-annotation", file: "labels/val/good.txt", excluded: false }),
    );
    const bare = await open(files, { list: "train" });
    expect(bare.images).toMatchObject([{ name: "images/train/t.png", role: "unlabelled" }]);
    expect(bare.issues).toEqual([]);
  });
});

describe("what a folder gets wrong is named, and the rest goes on", () => {
  test.each([
    ["words", "a b c d e", "unreadable-annotation labels/val/b.txt:1"],
    ["a number missing", "0 0.5 0.5 0.2 0.4\n0 0.5 0.5 0.2", "unreadable-annotation labels/val/b.txt:2"],
    ["pixels", "0 50 45 20 36", "unreadable-annotation labels/val/b.txt:1"],
    ["a negative side", "0 0.5 0.5 -0.2 0.4", "unreadable-annotation labels/val/b.txt:1"],
    ["half a class", "0.5 0.5 0.5 0.2 0.4", "unreadable-annotation labels/val/b.txt:1"],
    ["a prediction with its score", "0 0.5 0.5 0.2 0.4 0.9", "unreadable-annotation labels/val/b.txt:1"],
    ["half a point", "0 0.5 0.5 0.2 0.4 0.9 0.9 0.9", "unreadable-annotation labels/val/b.txt:1"],
    ["not a number", "0 nan 0.5 0.2 0.4", "unreadable-annotation labels/val/b.txt:1"],
    ["a class beyond the names", "2 0.5 0.5 0.2 0.4", "unknown-class labels/val/b.txt"],
    ["a box outside alone", "0 1.5 0.5 0.2 0.4", "no-object labels/val/b.txt"],
    ["no text", Uint8Array.from([0xff, 0x00, 0xff, 0xff, 0x81]), "unreadable-annotation labels/val/b.txt"],
  ])("%s", async (_case, text, expected) => {
    const dataset = await open({ ...SET, "labels/val/b.txt": text });
    expect(excluded(dataset)).toEqual([expected]);
    expect(names(dataset)).toEqual(["images/val/a 1.png", "images/val/good.png"]);
  });

  test("bad rows are counted, a box that is written twice counts once", async () => {
    const bad = await open({ ...SET, "labels/val/b.txt": "x\n0 0.5 0.5 0.2 0.4\ny\nz\n" });
    const { detail = [] } = bad.issues.find((issue) => issue.excluded) ?? {};
    expect(detailText(detail, "en")).toContain("3 of 4 rows cannot be read, the first: not");
    expect(detailText(detail, "zh")).toContain("4 行中有 3 行无法读取，第一处：不是");
    const twice = await open({ ...SET, "labels/val/b.txt": "0 0.5 0.5 0.2 0.4\n0 0.50 0.5 0.2 0.4\n" });
    expect(boxes(twice, 1)?.length).toBe(1);
    expect(twice.issues).toContainEqual(
      expect.objectContaining({ code: "duplicate-row", file: "labels/val/b.txt:2", excluded: false }),
    );
  });

  test("a split that lies nowhere fails, and a file that is no data.yaml makes no dataset", async () => {
    const root = folderOf({ ...SET, "data.yaml": "val: none\nnames: [a]\n" });
    expect(await openDataset(root)).toMatchObject({
      ok: false,
      failure: { code: "unreadable", file: path.join(root, "data.yaml") },
    });
    for (const text of ["a: [", "names: [a]", "val: images/val\nnames: a", "- 1", "&a [*a]"])
      expect((await open({ ...SET, "data.yaml": text })).kind).toBe("folder");
  });

  test("links and names that lead out of the folder, and pipes", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "loupe-out-"));
    writeFileSync(path.join(elsewhere, "secret.png"), GREY_PNG);
    writeFileSync(path.join(elsewhere, "secret.txt"), "0 0.5 0.5 0.2 0.4");
    const { "labels/val/b.txt": _b, "labels/val/good.txt": _good, ...files } = SET;
    const root = folderOf(files);
    symlinkSync(path.join(elsewhere, "secret.png"), path.join(root, "images/val/s.png"));
    symlinkSync(path.join(elsewhere, "secret.txt"), path.join(root, "labels/val/b.txt"));
    if (process.platform !== "win32")
      spawnSync("mkfifo", [path.join(root, "labels/val/good.txt"), path.join(root, "a.yaml")]);
    const opened = await openDataset(root);
    expect(opened.ok && excluded(opened.value.dataset)).toEqual([
      "outside-dataset images/val/s.png",
      "outside-dataset labels/val/b.txt",
      "unreadable-annotation labels/val/good.txt",
    ]);
    symlinkSync(elsewhere, path.join(root, "images/out"));
    writeFileSync(path.join(root, "data.yaml"), "val: images/out\nnames: [a]\n");
    expect(await openDataset(root)).toMatchObject({ ok: false, failure: { code: "unreadable" } });
  });
});

test("rows of labels", () => {
  expect(parseYoloRows("1 0.5 0.5 0.5 0.25 0.75")).toEqual([
    {
      line: 1,
      ok: true,
      classId: 1,
      left: 0.25,
      top: 0.375,
      right: 0.75,
      bottom: 0.625,
      score: 0.75,
      outline: false,
      columns: 6,
    },
  ]);
  const points = `0${" 0.5 0.25".repeat(200_000)}`;
  expect(parseYoloRows(points)).toMatchObject([{ left: 0.5, top: 0.25, right: 0.5, bottom: 0.25, outline: true }]);
});

test("labels lie where Ultralytics looks for them", () => {
  expect(
    ["images/val/a.b.jpg", "val/images/a.jpg", "images/x/images/a.jpg", "shots/a.jpg", "images.jpg"].map(labelName),
  ).toEqual(["labels/val/a.b.txt", "val/labels/a.txt", "images/x/labels/a.txt", "shots/a.txt", "images.txt"]);
});

test("data.yaml: classes by number alone, and aliases that multiply", () => {
  expect(parseYoloConfig("val: x\nnc: 2")).toMatchObject({ ok: true, config: { classes: ["class_0", "class_1"] } });
  const bomb = Array.from(
    { length: 9 },
    (_, i) =>
      `a${i}: &a${i} [${Array(9)
        .fill(i === 0 ? "x" : `*a${i - 1}`)
        .join(",")}]`,
  );
  expect(parseYoloConfig(`${bomb.join("\n")}\nval: x\nnames: *a8`)).toMatchObject({ ok: false });
  expect(parseYoloConfig("val: x\nnames: {0: a, 2: b}")).toMatchObject({ ok: false });
});
