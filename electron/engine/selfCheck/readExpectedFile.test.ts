/** Files of expected boxes: every format by boxes computed by hand, and a one-line reason for each broken or hostile file. */
import { reasonText } from "../../../shared/words/failureText.ts";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf, vocXml } from "../fixtures/folderOf.testing.ts";
import type { ExpectedOf } from "./expectedBoxes.ts";
import { readExpectedFile, readExpectedText } from "./readExpectedFile.ts";

const OF: ExpectedOf = {
  image: "JPEGImages/图 1.jpg",
  size: { width: 200, height: 100 },
  classes: ["a", "b"],
  firstClassId: 0,
};
const boxes = (text: string, of: Partial<ExpectedOf> = {}) => {
  const reading = readExpectedText(text, { ...OF, ...of });
  if (!reading.ok) throw new Error(reading.reason.code);
  return reading.boxes.map(({ className, score, x1, y1, x2, y2 }) => [className, score, x1, y1, x2, y2]);
};
const coco = (more: object = {}) =>
  JSON.stringify({
    images: [
      { id: 7, file_name: "other.jpg" },
      { id: 9, file_name: "train/JPEGImages/图 1.jpg" },
    ],
    categories: [
      { id: 3, name: "b" },
      { id: 1, name: "a" },
    ],
    annotations: [
      { image_id: 7, category_id: 1, bbox: [0, 0, 5, 5] },
      { image_id: 9, category_id: 3, bbox: [10, 20, 30, 40] },
      { image_id: 9, category_id: 1, bbox: [0, 0, 200, 100], iscrowd: 1 },
    ],
    ...more,
  });

describe("formats, by hand", () => {
  test("Pascal VOC, as written; a difficult object counts neither way", () => {
    expect(
      boxes(
        vocXml([
          { name: "b", box: [1, 2, 30, 40] },
          { name: "a", box: [5, 5, 9, 9], difficult: "1" },
        ]),
      ),
    ).toEqual([["b", null, 1, 2, 30, 40]]);
    expect(boxes(vocXml([]))).toEqual([]);
  });
  test("YOLO, from the middle and the sides, with a score where one was saved", () => {
    // 0.5 * 200 = 100, 0.2 * 200 = 40 wide; 0.25 * 100 = 25, 0.5 * 100 = 50 high.
    expect(boxes("1 0.5 0.25 0.2 0.5\r\n\n0 0.5 0.5 1 1 0.75\n")).toEqual([
      ["b", null, 80, 0, 120, 50],
      ["a", 0.75, 0, 0, 200, 100],
    ]);
    expect(boxes("5 0.5 0.5 0.5 0.5")).toEqual([["class 5", null, 50, 25, 150, 75]]);
    expect(boxes("")).toEqual([]);
  });
  test("COCO's annotations of the image of that name, classes by name, crowds left out", () => {
    expect(boxes(coco())).toEqual([["b", null, 10, 20, 40, 60]]);
    expect(boxes(coco({ annotations: [] }))).toEqual([]);
  });
  test("COCO's results by name, by number, and of one image alone", () => {
    const entry = (image_id: string | number, category_id: string | number) => ({
      image_id,
      category_id,
      bbox: [1, 2, 3, 4],
      score: 0.5,
    });
    const results = (...entries: object[]) => JSON.stringify(entries);
    expect(boxes(results(entry("other.jpg", "a"), entry("图 1.jpg", "b")))).toEqual([["b", 0.5, 1, 2, 4, 6]]);
    expect(boxes(results(entry(139, 2), entry(140, 1)), { image: "val/000000000139.jpg" })).toEqual([
      ["b", 0.5, 1, 2, 4, 6],
    ]);
    expect(boxes(results(entry(1, 0), entry(1, 1))).map(([name]) => name)).toEqual(["a", "b"]);
    expect(boxes(results(entry(1, 1), entry(1, 2))).map(([name]) => name)).toEqual(["a", "b"]);
    expect(boxes("[]")).toEqual([]);
  });
  test("a framework's rows, of one image or of many, without what it pads with", () => {
    const rows = [
      [1, 0.9, 1, 2, 3, 4],
      [0, 0, 0, 0, 1.5, 1.5],
      [-1, -1, -1, -1, -1, -1],
    ];
    expect(boxes(JSON.stringify({ columns: ["class", "score", "x1", "y1", "x2", "y2"], rows }))).toEqual([
      ["b", 0.9, 1, 2, 3, 4],
    ]);
    expect(
      boxes(
        JSON.stringify({
          images: [
            { file: "x.jpg", rows: [] },
            { file: "JPEGImages/图 1.jpg", rows },
          ],
        }),
      ),
    ).toEqual([["b", 0.9, 1, 2, 3, 4]]);
    // torchvision counts its classes from 1: 0 is the background.
    expect(boxes(JSON.stringify({ boxes: [[1, 2, 3, 4]], labels: [2], scores: [0.25] }), { firstClassId: 1 })).toEqual([
      ["b", 0.25, 1, 2, 3, 4],
    ]);
  });
});

describe("broken and hostile files", () => {
  test.each([
    ["half an XML", "<annotation><object>", /line 1/],
    ["an entity bomb", '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>', /DOCTYPE/],
    ["another XML", "<svg><rect/></svg>", /not a Pascal VOC annotation/],
    ["half a JSON", '{"rows": [[', /not JSON/],
    ["a JSON of something else", '{"hello": 1}', /neither COCO/],
    ["a deep JSON", `${"[".repeat(200_000)}${"]".repeat(200_000)}`, /entry 1|not JSON/],
    ["rows of text", '{"rows": [["a", 1, 2, 3, 4, 5]]}', /row 1/],
    ["a row with a number missing", '{"rows": [[0, 0.5, 2, 3, 4, 5], [0, 0.5, 2, 3, 4]]}', /row 2/],
    ["a score of 7", '{"rows": [[0, 7, 2, 3, 4, 5]]}', /row 1/],
    ["other columns", '{"columns": ["x1", "y1", "x2", "y2", "score", "class"], "rows": []}', /columns are x1,y1/],
    ["labels without boxes", '{"boxes": [[1, 2, 3, 4]], "labels": []}', /differ in number/],
    [
      "rows of other images",
      '{"images": [{"file": "b.jpg", "rows": []}]}',
      /no rows for JPEGImages\/图 1\.jpg.*b\.jpg/,
    ],
    [
      "COCO of other images",
      coco({ images: [{ id: 1, file_name: "x.jpg" }] }),
      /no image JPEGImages\/图 1\.jpg.*x\.jpg/,
    ],
    ["COCO with a class that is nowhere named", coco({ categories: [] }), /category 3 has no name/],
    [
      "COCO with a box inside out",
      '[{"image_id": "图 1.jpg", "category_id": 1, "bbox": [0, 0, -1, 1], "score": 1}]',
      /entry 1: bbox has a negative side/,
    ],
    [
      "results of several numbered images",
      '[{"image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}, {"image_id": 2, "category_id": 1, "bbox": [0, 0, 1, 1], "score": 1}]',
      /has 1, 2/,
    ],
    ["words", "here are my boxes", /line 1 is not "class cx cy w h"/],
    ["outlines", "0 0.1 0.1 0.2 0.2 0.3 0.3 0.4 0.4", /line 1 has 9 numbers.*outlines/],
    ["pixels where parts are due", "0 100 50 40 50", /not in fractions/],
    ["half a class", "0.5 0.5 0.5 0.1 0.1", /not a class number/],
    ["not a number", "0 nan 0.5 0.1 0.1", /line 1/],
    ["a box without end", "0 1e999 0.5 0.1 0.1", /not in fractions/],
    ["too many boxes", "0 0.5 0.5 0.1 0.1\n".repeat(10_001), /10001 boxes/],
  ])("%s", (_, text, said) => {
    const reading = readExpectedText(text, OF);
    expect(reading).toMatchObject({ ok: false });
    if (reading.ok) return;
    const clause = reasonText(reading.reason, "en");
    expect(clause).toMatch(said);
    expect(clause).not.toContain("\n");
    expect(clause.length).toBeLessThan(300);
  });

  test("the failure names the file as its user does, and no path", async () => {
    const folder = folderOf({
      "boxes.json": "{",
      "binary.txt": Uint8Array.of(0, 255, 254, 253),
      "voc.xml": Buffer.from(vocXml([{ name: "a", box: [1, 2, 3, 4] }])),
    });
    const read = (name: string) => readExpectedFile(path.join(folder, name), name, OF);
    expect(await read("boxes.json")).toMatchObject({
      ok: false,
      failure: { code: "expected-unusable", file: "boxes.json" },
    });
    expect(await read("none.json")).toMatchObject({
      ok: false,
      failure: { params: { reason: { code: "no-such-file" } } },
    });
    expect(await read("binary.txt")).toMatchObject({ ok: false });
    expect(await read("voc.xml")).toMatchObject({ ok: true, boxes: [{ className: "a" }] });
    expect(await readExpectedFile(folder, "a folder", OF)).toMatchObject({
      ok: false,
      failure: { params: { reason: { code: "not-a-regular-file" } } },
    });
    for (const name of ["boxes.json", "none.json", "binary.txt"])
      expect(JSON.stringify(await read(name))).not.toContain(folder);
  });

  test.skipIf(process.platform === "win32")("a pipe is not waited for", async () => {
    const folder = folderOf({});
    const pipe = path.join(folder, "pipe.txt");
    if (spawnSync("mkfifo", [pipe]).status !== 0) return;
    expect(await readExpectedFile(pipe, "pipe.txt", OF)).toMatchObject({
      ok: false,
      failure: { params: { reason: { code: "not-a-regular-file" } } },
    });
  });
});
