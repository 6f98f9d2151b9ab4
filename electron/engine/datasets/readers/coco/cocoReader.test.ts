/** COCO datasets on disk: boxes computed by hand, and the mistakes of real files. */
import { reason } from "../../../../../shared/core/reason.ts";
import { detailText } from "../../../../../shared/words/failureText.ts";
import { spawnSync } from "node:child_process";
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { placeCocoResults } from "../../../detections/cocoResults.ts";
import { folderOf, GREY_PNG } from "../../../fixtures/folderOf.testing.ts";
import { createImageNames } from "../../imageNames.ts";
import { excluded, names, open, whole } from "../../openDataset.testing.ts";
import { openDataset } from "../../openDataset.ts";

/** Every image is 100 x 90. */
const COCO = {
  images: [
    { id: 30, file_name: "c.png", width: 100, height: 90 },
    { id: 10, file_name: "b.png", width: 100, height: 90 },
    { id: 20, file_name: "a.png", width: 100, height: 90 },
  ],
  categories: [
    { id: 7, name: "dent" },
    { id: 3, name: " scratch " },
    { id: 9, name: "never" },
  ],
  annotations: [
    { id: 1, image_id: 30, category_id: 7, bbox: [10, 20, 30, 40] },
    { id: 2, image_id: 30, category_id: 3, bbox: [0, 0, 100, 90], iscrowd: 1, segmentation: { counts: "" } },
    { id: 3, image_id: 10, category_id: 3, bbox: [90, 85, 20, 10] },
  ],
};
const IMAGES = { "images/a.png": GREY_PNG, "images/b.png": GREY_PNG, "images/c.png": GREY_PNG };
const coco = (changed: object = {}) => JSON.stringify({ ...COCO, ...changed });
const annotated = (annotation: object) => coco({ annotations: [annotation, COCO.annotations[2]] });

describe("a COCO dataset", () => {
  test("classes by id, boxes as edges, crowds that count neither way, images without boxes after the others", async () => {
    const dataset = await open({ ...IMAGES, "annotations.json": coco() });
    expect(dataset).toMatchObject({ kind: "coco", name: "数据 set", classes: ["scratch", "dent", "never"] });
    expect(dataset.images.map(({ name, role }) => [name, role])).toEqual([
      ["images/c.png", "annotated"],
      ["images/b.png", "annotated"],
      ["images/a.png", "background"],
    ]);
    // 10 + 30 = 40, 20 + 40 = 60: edges, without subtracting a pixel.
    expect(dataset.images[0]).toMatchObject({
      size: { width: 100, height: 90 },
      groundTruth: [
        { classIndex: 1, x1: 10, y1: 20, x2: 40, y2: 60, difficult: false },
        { classIndex: 0, x1: 0, y1: 0, x2: 100, y2: 90, difficult: true },
      ],
    });
    // 90 + 20 = 110 and 85 + 10 = 95 are beyond 100 x 90.
    expect(dataset.images[1]?.groundTruth).toEqual([
      { classIndex: 0, x1: 90, y1: 85, x2: 100, y2: 90, difficult: false },
    ]);
    expect(dataset.issues.map((issue) => ({ ...issue, detail: detailText(issue.detail, "en") }))).toEqual([
      { code: "clipped-box", file: "images/b.png", detail: "annotation 3 (scratch): 90 85 110 95", excluded: false },
    ]);
  });

  test.each([
    ["beside the images", "labels.json", "a.png", "a.png"],
    [
      "below annotations, images in a folder of the split",
      "annotations/instances_val2017.json",
      "a.png",
      "val2017/a.png",
    ],
    ["and that in images", "annotations/instances_val2017.json", "a.png", "images/val2017/a.png"],
    ["Roboflow", "valid/_annotations.coco.json", "a.png", "valid/a.png"],
    ["names from the root", "annotations/all.json", "shots/day 1/a.png", "shots/day 1/a.png"],
    ["names of Windows", "result.json", "images\\0\\a.png", "images/0/a.png"],
    ["names through ..", "annotations/all.json", "../pictures/a.png", "pictures/a.png"],
  ])("%s", async (_case, json, written, lies) => {
    const dataset = await open({
      [json]: coco({ images: [{ id: 30, file_name: written }], annotations: [COCO.annotations[0]] }),
      [lies]: GREY_PNG,
    });
    expect(names(dataset)).toEqual([lies]);
    expect(dataset.images[0]).toMatchObject({ role: "annotated", size: null });
  });

  test("the file itself can be opened, also below annotations", async () => {
    const root = folderOf({ ...IMAGES, "annotations/instances_val.json": coco() });
    const opened = await openDataset(path.join(root, "annotations/instances_val.json"));
    expect(opened.ok && names(opened.value.dataset)).toEqual(["images/c.png", "images/b.png", "images/a.png"]);
  });

  test("of several files that of validation, or the one that is named, or none", async () => {
    const one = (image: object) => coco({ images: [image], annotations: [] });
    const files = {
      ...IMAGES,
      "annotations/train.json": one({ id: 1, file_name: "a.png" }),
      "annotations/val.json": one({ id: 2, file_name: "b.png" }),
    };
    expect(names(await open(files))).toEqual(["images/b.png"]);
    expect(names(await open(files, { list: "annotations/train.json" }))).toEqual(["images/a.png"]);
    const { "annotations/val.json": validation, ...train } = files;
    const root = folderOf({ ...train, "annotations/test.json": validation });
    expect(await openDataset(root)).toMatchObject({
      ok: false,
      failure: { code: "several-lists", file: root },
    });
    expect(await openDataset(root, { list: "annotations/none.json" })).toMatchObject({
      ok: false,
      failure: { code: "not-found", file: path.join(root, "annotations/none.json") },
    });
  });

  test("a file without annotations says nothing of its images; a VOC list goes first; backgrounds can be named", async () => {
    const dataset = await open({ ...IMAGES, "test.json": coco({ annotations: [] }) });
    expect(dataset.images.map(({ role }) => role)).toEqual(["unlabelled", "unlabelled", "unlabelled"]);
    expect((await open({ ...whole(), "annotations.json": coco() })).kind).toBe("voc");
    const files = { ...IMAGES, "annotations.json": coco(), "good/z.png": GREY_PNG };
    const withGood = await open(files, { background: "good" });
    expect(withGood.images.at(-1)).toMatchObject({ name: "good/z.png", role: "background" });
  });

  test("results of a detector are placed by the file's own ids", async () => {
    const opened = await openDataset(folderOf({ ...IMAGES, "annotations.json": coco() }));
    if (!opened.ok) throw new Error(opened.failure.code);
    const { dataset, ids } = opened.value;
    const entry = (image_id: unknown, category_id: unknown) => ({
      image_id,
      category_id,
      bbox: [1, 2, 3, 4],
      score: 0.5,
    });
    const placed = placeCocoResults(
      JSON.stringify([entry(10, 7), entry("20", 3), entry("c.png", "never"), entry(1, 3), entry(30, 1)]),
      createImageNames(names(dataset)),
      dataset.images.length,
      dataset.classes,
      ids,
    );
    if (!placed.ok) throw new Error(JSON.stringify(placed.reason));
    expect(placed.value.detections.map(({ classIndices }) => [...classIndices])).toEqual([[2, -1], [1], [0]]);
    expect(placed.value.problems.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      "unknown-image 1",
      "unknown-class 1",
    ]);
  });
});

describe("what a file gets wrong is named, and the rest goes on", () => {
  const rest = ["images/b.png", "images/a.png"];
  test.each([
    [
      "a class that is nowhere named",
      { image_id: 30, category_id: 8, bbox: [1, 1, 2, 2] },
      "unknown-class images/c.png",
    ],
    ["a box of text", { image_id: 30, category_id: 3, bbox: ["1", 1, 2, 2] }, "unreadable-annotation images/c.png"],
    ["a negative side", { image_id: 30, category_id: 3, bbox: [1, 1, -2, 2] }, "unreadable-annotation images/c.png"],
    ["no box", { image_id: 30, category_id: 3 }, "unreadable-annotation images/c.png"],
    ["a box without area alone", { image_id: 30, category_id: 3, bbox: [1, 1, 0, 2] }, "no-object images/c.png"],
    ["a box beyond the image alone", { image_id: 30, category_id: 3, bbox: [100, 1, 5, 2] }, "no-object images/c.png"],
  ])("%s", async (_case, annotation, expected) => {
    const dataset = await open({ ...IMAGES, "annotations.json": annotated(annotation) });
    expect(excluded(dataset)).toEqual([expected]);
    expect(names(dataset)).toEqual(rest);
  });

  test("annotations of no image, entries that are none, images that are not there", async () => {
    const dataset = await open({
      ...IMAGES,
      "annotations.json": coco({
        images: [
          ...COCO.images,
          { id: 5, file_name: "gone.png" },
          { file_name: "x.png" },
          null,
          { id: 6, file_name: "a.png" },
        ],
        annotations: [...COCO.annotations, { image_id: 99, category_id: 3, bbox: [1, 1, 2, 2] }, 7],
        categories: [...COCO.categories, { id: 4 }],
      }),
    });
    expect(
      dataset.issues.filter((issue) => issue.excluded).map(({ code, detail }) => [code, detailText(detail, "en")]),
    ).toEqual([
      ["bad-row", "category 4: it has no id or no name"],
      ["bad-row", "image 5: it has no id or no file_name"],
      ["bad-row", "image 6: it has no id or no file_name"],
      ["bad-row", "annotation 4: the file lists no image 99"],
      ["bad-row", "annotation 5: image_id is neither a name nor a number"],
      ["missing-image", "annotations.json, image 5"],
      ["duplicate-row", "images/a.png: the same image as an earlier row"],
    ]);
    expect(names(dataset)).toEqual(["images/c.png", ...rest]);
  });

  test("a thousand bad entries are counted", async () => {
    const strange = Array.from({ length: 1000 }, () => ({ image_id: 99 }));
    const dataset = await open({
      ...IMAGES,
      "annotations.json": coco({ annotations: [...COCO.annotations, ...strange] }),
    });
    const bad = dataset.issues.filter(({ code }) => code === "bad-row");
    expect(bad.length).toBe(21);
    expect(bad.at(-1)?.detail).toEqual([reason("more-entries", { count: 980 })]);
  });

  test.each([
    ["half a file", coco().slice(0, -20)],
    ["an entry that ends the parser", `{"images": [${"[".repeat(50)}, "annotations": [], "categories": []}`],
  ])("%s", async (_case, text) => {
    const root = folderOf({ ...IMAGES, "annotations.json": text });
    expect(await openDataset(root)).toMatchObject({
      ok: false,
      failure: {
        code: "unreadable",
        file: path.join(root, "annotations.json"),
        params: { reason: { code: "not-json" } },
      },
    });
  });

  test("another program's JSON beside images makes no dataset", async () => {
    expect((await open({ ...IMAGES, "detections.json": "[]", "x.json": '{"images": [1]}' })).kind).toBe("folder");
  });

  test("links and names that lead out of the folder, and pipes", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "loupe-out-"));
    writeFileSync(path.join(elsewhere, "secret.png"), GREY_PNG);
    const outside = (file_name: string, id: number) => ({ id, file_name });
    const files = [
      outside("linked.png", 1),
      outside("../../secret.png", 2),
      outside("/etc/passwd", 3),
      outside("p.png", 4),
    ];
    const root = folderOf({ ...IMAGES, "annotations.json": coco({ images: [...COCO.images, ...files] }) });
    symlinkSync(path.join(elsewhere, "secret.png"), path.join(root, "images/linked.png"));
    if (process.platform !== "win32") spawnSync("mkfifo", [path.join(root, "images/p.png"), path.join(root, "b.json")]);
    const opened = await openDataset(root);
    expect(opened.ok && excluded(opened.value.dataset)).toEqual([
      "outside-dataset images/linked.png",
      "outside-dataset images/../../secret.png",
      "outside-dataset /etc/passwd",
      "unreadable-image images/p.png",
    ]);
  });
});
