/** What a dataset excludes or clips, each item with its reason. */
import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf, GREY_PNG, vocXml } from "../fixtures/folderOf.testing.ts";
import { openDataset } from "./openDataset.ts";
import { whole, open, names, excluded } from "./openDataset.testing.ts";

describe("what is left out is named with its reason", () => {
  const cases: readonly [string, string, Record<string, string | Uint8Array>, string][] = [
    ["image missing", "JPEGImages/no.png Annotations/b.xml", {}, "missing-image JPEGImages/no.png"],
    [
      "image empty",
      "JPEGImages/e.png Annotations/b.xml",
      { "JPEGImages/e.png": "" },
      "unreadable-image JPEGImages/e.png",
    ],
    [
      "image cut",
      "JPEGImages/c.png Annotations/b.xml",
      { "JPEGImages/c.png": GREY_PNG.subarray(0, 60) },
      "unreadable-image JPEGImages/c.png",
    ],
    [
      "JPEG cut",
      "JPEGImages/c.jpg Annotations/b.xml",
      { "JPEGImages/c.jpg": Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xda, 0, 2, 1, 2, 3]) },
      "unreadable-image JPEGImages/c.jpg",
    ],
    [
      "no image",
      "JPEGImages/h.jpg Annotations/b.xml",
      { "JPEGImages/h.jpg": "<html></html>" },
      "not-an-image JPEGImages/h.jpg",
    ],
    [
      "a folder",
      "JPEGImages/d.jpg Annotations/b.xml",
      { "JPEGImages/d.jpg/x": "" },
      "unreadable-image JPEGImages/d.jpg",
    ],
    [
      "XML missing",
      "JPEGImages/n.png Annotations/n.xml",
      { "JPEGImages/n.png": GREY_PNG },
      "missing-annotation Annotations/n.xml",
    ],
    [
      "XML broken",
      "JPEGImages/n.png Annotations/n.xml",
      { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": "<annotation>" },
      "unreadable-annotation Annotations/n.xml",
    ],
    [
      "no object",
      "JPEGImages/n.png Annotations/n.xml",
      { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": vocXml([]) },
      "no-object Annotations/n.xml",
    ],
    [
      "unknown class",
      "JPEGImages/n.png Annotations/n.xml",
      {
        "JPEGImages/n.png": GREY_PNG,
        "Annotations/n.xml": vocXml([
          { name: "漏底", box: [1, 1, 2, 2] },
          { name: "其他", box: [1, 1, 2, 2] },
        ]),
      },
      "unknown-class Annotations/n.xml",
    ],
    [
      "box outside",
      "JPEGImages/n.png Annotations/n.xml",
      { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": vocXml([{ name: "漏底", box: [200, 200, 300, 300] }]) },
      "no-object Annotations/n.xml",
    ],
    ["row twice", "JPEGImages/b.png Annotations/b.xml", {}, "duplicate-row val_list.txt:3"],
    ["row twice, written otherwise", "./JPEGImages//b.png Annotations/b.xml", {}, "duplicate-row val_list.txt:3"],
    ["leaves the folder", "../b.png Annotations/b.xml", {}, "outside-dataset ../b.png"],
    ["leaves the folder by Windows slashes", "..\\..\\b.png Annotations/b.xml", {}, "outside-dataset ..\\..\\b.png"],
    ["absolute", "/etc/hostname.png Annotations/b.xml", {}, "outside-dataset /etc/hostname.png"],
    ["drive", "C:\\x.png Annotations/b.xml", {}, "outside-dataset C:\\x.png"],
    ["share", "\\\\evil\\s\\x.png Annotations/b.xml", {}, "outside-dataset \\\\evil\\s\\x.png"],
    ["XML leaves", "JPEGImages/n.png ../n.xml", { "JPEGImages/n.png": GREY_PNG }, "outside-dataset ../n.xml"],
    ["neither", "just words without meaning here", {}, "bad-row val_list.txt:3"],
    [
      "no annotation in the row",
      "JPEGImages/n.png",
      { "JPEGImages/n.png": GREY_PNG },
      "missing-annotation JPEGImages/n.png",
    ],
  ];
  test.each(cases)("%s", async (_name, row, more, expected) => {
    const files = whole();
    const dataset = await open({ ...files, ...more, "val_list.txt": `${String(files["val_list.txt"])}${row}\n` });
    expect(excluded(dataset)).toEqual([expected]);
    expect(names(dataset)).toEqual(names(await open(files)));
  });

  test("files among the backgrounds that are no images", async () => {
    const dataset = await open({
      ...whole(),
      "val_wu_xia_ci/Thumbs.db": "x",
      "val_wu_xia_ci/w.jpg": "<html>",
      "val_wu_xia_ci/v.png": "",
    });
    expect(excluded(dataset)).toEqual([
      "not-an-image val_wu_xia_ci/Thumbs.db",
      "unreadable-image val_wu_xia_ci/v.png",
      "not-an-image val_wu_xia_ci/w.jpg",
    ]);
  });

  test("links out of the dataset, to images and to folders", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "loupe-out-"));
    writeFileSync(path.join(elsewhere, "secret.png"), GREY_PNG);
    const files = whole();
    const root = folderOf({
      ...files,
      "val_list.txt": `${String(files["val_list.txt"])}JPEGImages/l.png Annotations/b.xml\nlinked/secret.png Annotations/b.xml\nJPEGImages/loop.png Annotations/b.xml\n`,
    });
    symlinkSync(path.join(elsewhere, "secret.png"), path.join(root, "JPEGImages/l.png"));
    symlinkSync(path.join(elsewhere, "secret.png"), path.join(root, "val_wu_xia_ci/l.png"));
    symlinkSync(elsewhere, path.join(root, "linked"));
    symlinkSync("loop.png", path.join(root, "JPEGImages/loop.png"));
    const opened = await openDataset(root);
    expect(opened.ok && excluded(opened.value.dataset)).toEqual([
      "outside-dataset JPEGImages/l.png",
      "outside-dataset linked/secret.png",
      "unreadable-image JPEGImages/loop.png",
      "outside-dataset val_wu_xia_ci/l.png",
    ]);
  });

  test("one image by two names counts once", async () => {
    const files = whole();
    const root = folderOf({
      ...files,
      "val_list.txt": `${String(files["val_list.txt"])}JPEGImages/twin.png Annotations/b.xml\n`,
    });
    symlinkSync("b.png", path.join(root, "JPEGImages/twin.png"));
    const opened = await openDataset(root);
    expect(opened.ok && excluded(opened.value.dataset)).toEqual(["duplicate-row val_list.txt:3"]);
  });
});

test("boxes are clipped to the image, inclusive, and the clipping is named", async () => {
  const dataset = await open({
    ...whole(),
    "Annotations/b.xml": vocXml([
      { name: "漏底", box: [-5, 10, 100, 90] },
      { name: "擦花", box: [3, 3, 3, 3] },
      { name: "擦花", box: [9, 9, 8, 8] },
    ]),
  });
  expect(dataset.images[0]?.groundTruth.map(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2])).toEqual([
    [0, 10, 99, 89],
    [3, 3, 3, 3],
  ]);
  expect(dataset.issues.map(({ code, excluded: out }) => [code, out])).toEqual([
    ["clipped-box", false],
    ["clipped-box", false],
  ]);
});
