/** CVAT for images 1.1: which images and boxes a file means, by hand, and what becomes of what it cannot mean. */
import { describe, expect, test } from "vitest";
import { folderOf, GREY_PNG } from "../../../fixtures/folderOf.testing.ts";
import { excluded, names, open } from "../../openDataset.testing.ts";
import { openDataset } from "../../openDataset.ts";
import { parseCvatFile } from "./cvatFile.ts";

const META = `<meta><task><name>line 3</name><labels>
  <label><name>scratch</name><attributes/></label><label><name>擦花</name></label></labels></task></meta>`;
const BOX = `<box label="擦花" source="manual" occluded="0" xtl="10.5" ytl="20" xbr="30" ybr="40.25" z_order="0"/>`;

function cvat(images: string, meta = META): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n${meta}${images}</annotations>`;
}

function image(name: string, inside = "", more = ""): string {
  return `<image id="0" name="${name}" width="100" height="90" ${more}>${inside}</image>`;
}

const boxesOf = (inside: string) => {
  const parsed = parseCvatFile(cvat(image("a.png", inside)));
  if (!parsed.ok) throw new Error(parsed.reason.code);
  return parsed.images[0]?.boxes.map(({ box }) => [box.x1, box.y1, box.x2, box.y2].map((x) => Number(x.toFixed(6))));
};

test("a task's export: labels in its order, edges as written, an image without a shape is defect-free", async () => {
  const dataset = await open({
    "annotations.xml": cvat(image("b.png", BOX) + image("a.png")),
    "images/a.png": GREY_PNG,
    "images/b.png": GREY_PNG,
  });
  expect(dataset).toMatchObject({ kind: "cvat", classes: ["scratch", "擦花"], issues: [] });
  expect(dataset.images).toMatchObject([
    {
      name: "images/b.png",
      role: "annotated",
      groundTruth: [{ classIndex: 1, x1: 10.5, y1: 20, x2: 30, y2: 40.25, difficult: false }],
      size: { width: 100, height: 90 },
    },
    { name: "images/a.png", role: "background", groundTruth: [] },
  ]);
});

describe("shapes and the rectangles around them, by hand", () => {
  test.each([
    ["a polygon", `<polygon label="scratch" points="5.0,7.5;25,10;15,30"/>`, [5, 7.5, 25, 30]],
    ["a mask", `<mask label="scratch" rle="1" left="4" top="6" width="10" height="20"/>`, [4, 6, 14, 26]],
    ["an ellipse", `<ellipse label="scratch" cx="50" cy="40" rx="10" ry="5"/>`, [40, 35, 60, 45]],
    // 20 x 10 about (20, 15), turned by a right angle: 10 x 20.
    ["a turned box", `<box label="scratch" xtl="10" ytl="10" xbr="30" ybr="20" rotation="90"/>`, [15, 5, 25, 25]],
    // A square of side 2 about (5, 5), turned by 45 degrees: half its diagonal, the square root of 2, each way.
    [
      "a square on its corner",
      `<box label="scratch" xtl="4" ytl="4" xbr="6" ybr="6" rotation="45"/>`,
      [3.585786, 3.585786, 6.414214, 6.414214],
    ],
  ])("%s", (_, shape, expected) => {
    expect(boxesOf(shape)).toEqual([expected]);
  });
});

test("difficult by its attribute; points and lines are reported, tags are not", async () => {
  const difficult = `<box label="scratch" xtl="1" ytl="1" xbr="9" ybr="9"><attribute name="Difficult">true</attribute></box>`;
  const dataset = await open({
    "annotations.xml": cvat(
      image("a.png", `${difficult}${BOX}<points label="scratch" points="1,2"/><tag label="scratch"/>`),
    ),
    "a.png": GREY_PNG,
  });
  expect(dataset.images[0]?.groundTruth.map(({ difficult: is }) => is)).toEqual([true, false]);
  expect(dataset.issues).toMatchObject([{ code: "no-object", file: "a.png", excluded: false }]);
});

test("a project's export: each image from its own part, never of another", async () => {
  const dataset = await open({
    "annotations.xml": cvat(
      image("a.png", BOX, `subset="train"`) + image("a.png", "", `subset="val"`) + image("b.png", BOX, `subset="val"`),
    ),
    "images/train/a.png": GREY_PNG,
    "images/val/a.png": GREY_PNG,
  });
  expect(names(dataset)).toEqual(["images/train/a.png", "images/val/a.png"]);
  expect(excluded(dataset)).toEqual(["missing-image b.png"]);
});

test("a file without any shape lists images alone; one without labels takes those of its shapes", async () => {
  const bare = await open({ "annotations.xml": cvat(image("a.png")), "a.png": GREY_PNG });
  expect(bare.images).toMatchObject([{ role: "unlabelled" }]);
  const own = await open({ "annotations.xml": cvat(image("a.png", BOX), "<meta/>"), "a.png": GREY_PNG });
  expect(own.classes).toEqual(["擦花"]);
});

describe("what is excluded is named", () => {
  test.each([
    [`<box label="dent" xtl="1" ytl="1" xbr="9" ybr="9"/>`, "unknown-class a.png"],
    [`<box label="scratch" xtl="1" ytl="one" xbr="9" ybr="9"/>`, "unreadable-annotation a.png"],
    [`<box xtl="1" ytl="1" xbr="9" ybr="9"/>`, "unreadable-annotation a.png"],
    [`<polygon label="scratch" points="1,2;3,4;5"/>`, "unreadable-annotation a.png"],
    [`<box label="scratch" xtl="200" ytl="1" xbr="300" ybr="9"/>`, "no-object a.png"],
    [`<points label="scratch" points="1,2"/>`, "no-object a.png"],
  ])("%s", async (shape, expected) => {
    const dataset = await open({
      "annotations.xml": cvat(image("a.png", shape) + image("b.png", BOX)),
      "a.png": GREY_PNG,
      "b.png": GREY_PNG,
    });
    expect(excluded(dataset)).toEqual([expected]);
    expect(names(dataset)).toEqual(["b.png"]);
  });

  test("an image outside the folder", async () => {
    const dataset = await open({
      "annotations.xml": cvat(image("../../up.png", BOX) + image("b.png", BOX)),
      "b.png": GREY_PNG,
    });
    expect(excluded(dataset)).toEqual(["outside-dataset ../../up.png"]);
  });
});

describe("a file that is none is one failure", () => {
  test.each([
    ["broken off", cvat(image("a.png", BOX)).slice(0, -30), "at-line"],
    ["of a video", cvat(`<track id="0" label="scratch"/>`), "at-line"],
    ["with a document type", cvat("").replace("<annotations>", "<!DOCTYPE a><annotations>"), "at-line"],
  ])("%s", async (_, xml, code) => {
    const opened = await openDataset(folderOf({ "annotations.xml": xml, "a.png": GREY_PNG }));
    expect(opened).toMatchObject({ ok: false, failure: { code: "unreadable", params: { reason: { code } } } });
  });
});

test("VOC's own XML, and any other, is not taken for it", async () => {
  const other = `<?xml version="1.0"?><annotation><filename>a.png</filename></annotation>`;
  const dataset = await open({ "a.xml": other, "b.xml": "<annotations/>", "a.png": GREY_PNG });
  expect(dataset.kind).toBe("folder");
});

test("of several files annotations.xml is read; without it the user chooses, by name", async () => {
  const xml = cvat(image("a.png", BOX));
  const files = { "job1.xml": xml, "job2.xml": xml, "a.png": GREY_PNG };
  expect(await openDataset(folderOf(files))).toMatchObject({
    ok: false,
    failure: { code: "several-lists", params: { lists: ["job1.xml", "job2.xml"] } },
  });
  expect(names(await open(files, { list: "job2.xml" }))).toEqual(["a.png"]);
  expect((await open({ ...files, "annotations.xml": xml })).kind).toBe("cvat");
});
