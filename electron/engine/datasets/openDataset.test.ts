/** Datasets from disk: what takes part, in which order, and what is left out with which reason. */
import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../../shared/core/dataset.ts";
import { folderOf, GREY_PNG, vocXml } from "../fixtures/folderOf.testing.ts";
import { openDataset, openFolderImages } from "./openDataset.ts";
import type { DatasetOptions } from "./openedDataset.ts";

const GBK_LABELS = Uint8Array.from([0xc2, 0xa9, 0xb5, 0xd7, 0x0d, 0x0a, 0xb2, 0xc1, 0xbb, 0xa8]); // "漏底\r\n擦花"
const LOU_DI = vocXml([{ name: "漏底", box: [10, 20, 30, 40] }]);

function whole(): Record<string, string | Uint8Array> {
  return {
    "labels.txt": "漏底\n擦花\n",
    "val_list.txt": "JPEGImages/b.png Annotations/b.xml\nJPEGImages/a 1.png Annotations/a 1.xml\n",
    "JPEGImages/b.png": GREY_PNG,
    "JPEGImages/a 1.png": GREY_PNG,
    "Annotations/b.xml": LOU_DI,
    "Annotations/a 1.xml": vocXml([{ name: "擦花", box: [0, 0, 5, 6], difficult: "1" }]),
    "val_wu_xia_ci/z.png": GREY_PNG,
    "val_wu_xia_ci/y.png": GREY_PNG,
  };
}

async function open(files: Record<string, string | Uint8Array>, options?: DatasetOptions): Promise<Dataset> {
  const opened = await openDataset(folderOf(files), options);
  if (!opened.ok) throw new Error(`${opened.failure.code} ${opened.failure.file}: ${opened.failure.en}`);
  return opened.value.dataset;
}

const names = (dataset: Dataset) => dataset.images.map(({ name }) => name);
const leftOut = (dataset: Dataset) => dataset.issues.filter((issue) => issue.leftOut).map(({ code, file }) => `${code} ${file}`);

describe("a PaddleX VOC dataset", () => {
  test("the list's order, then backgrounds by name; ground truth by class table", async () => {
    const dataset = await open(whole());
    expect(dataset).toMatchObject({ kind: "voc", name: "数据 set", classes: ["漏底", "擦花"], synthetic: false, issues: [] });
    expect(dataset.images.map(({ name, role }) => [name, role])).toEqual([
      ["JPEGImages/b.png", "annotated"],
      ["JPEGImages/a 1.png", "annotated"],
      ["val_wu_xia_ci/y.png", "background"],
      ["val_wu_xia_ci/z.png", "background"],
    ]);
    expect(dataset.images[0]).toMatchObject({ size: { width: 100, height: 90 }, groundTruth: [{ classIndex: 0, x1: 10, y1: 20, x2: 30, y2: 40, difficult: false }] });
    expect(dataset.images[1]?.groundTruth).toEqual([{ classIndex: 1, x1: 0, y1: 0, x2: 5, y2: 6, difficult: true }]);
  });

  test.each([
    ["GB18030 labels", { "labels.txt": GBK_LABELS }],
    ["BOM and CRLF", { "labels.txt": "\uFEFF漏底\r\n擦花\r\n", "val_list.txt": "\uFEFFJPEGImages/b.png Annotations/b.xml\r\nJPEGImages/a 1.png Annotations/a 1.xml\r\n" }],
    ["UTF-16 list", { "val_list.txt": Buffer.from("\uFEFFJPEGImages/b.png Annotations/b.xml\nJPEGImages/a 1.png Annotations/a 1.xml\n", "utf16le") }],
    ["Windows slashes", { "val_list.txt": "JPEGImages\\b.png Annotations\\b.xml\r\nJPEGImages\\a 1.png Annotations\\a 1.xml" }],
  ])("%s give the same dataset", async (_name, changed) => {
    const plain = await open(whole());
    const other = await open({ ...whole(), ...changed });
    expect(other).toEqual({ ...plain, id: other.id });
  });

  test("decomposed names of macOS are found, whichever way the list writes them", async () => {
    const files = whole();
    files["JPEGImages/é.png".normalize("NFD")] = GREY_PNG;
    files["Annotations/é.xml".normalize("NFC")] = LOU_DI;
    files["val_list.txt"] = `${"JPEGImages/é.png".normalize("NFC")} ${"Annotations/é.xml".normalize("NFD")}\n`;
    expect(names(await open(files))[0]?.normalize("NFC")).toBe("JPEGImages/é.png".normalize("NFC"));
  });

  test("another list and another background folder", async () => {
    const files = { ...whole(), "lists/mine.txt": "JPEGImages/b.png Annotations/b.xml", "good/deep/one.png": GREY_PNG };
    const dataset = await open(files, { list: "lists/mine.txt", background: "good" });
    expect(names(dataset)).toEqual(["JPEGImages/b.png", "good/deep/one.png"]);
  });

  test("no backgrounds is no fault; naming one that is not there is", async () => {
    const { "val_wu_xia_ci/z.png": _z, "val_wu_xia_ci/y.png": _y, ...files } = whole();
    expect((await open(files)).images.length).toBe(2);
    expect(await openDataset(folderOf(files), { background: "nowhere" })).toMatchObject({ ok: false, failure: { code: "missing-background", file: "nowhere" } });
  });

  test("a background folder outside is only for who may name it, and its images keep names without a way out", async () => {
    const outside = folderOf({ "y.png": GREY_PNG }, "elsewhere");
    const root = folderOf(whole());
    expect(await openDataset(root, { background: outside })).toMatchObject({ ok: false, failure: { code: "outside-dataset" } });
    const opened = await openDataset(root, { background: outside, allowOutsideBackground: true });
    expect(opened.ok && names(opened.value.dataset).slice(2)).toEqual(["elsewhere/y.png"]);
    expect(opened.ok && opened.value.files.get(opened.value.dataset.images[2]?.id ?? "")?.path).toBe(path.join(outside, "y.png"));
  });

  test("without a list every annotated image is taken, by name; without labels the names used", async () => {
    const { "val_list.txt": _list, "labels.txt": _labels, ...files } = whole();
    const dataset = await open({ ...files, "JPEGImages/unannotated.png": GREY_PNG });
    expect(names(dataset).slice(0, 2)).toEqual(["JPEGImages/a 1.png", "JPEGImages/b.png"]);
    expect(dataset.classes).toEqual(["擦花", "漏底"]);
    expect(dataset.issues.map(({ file, leftOut: out }) => [file, out])).toEqual([["val_list.txt", false], ["labels.txt", false]]);
  });

  test("only other lists: they are named", async () => {
    const { "val_list.txt": list, ...files } = whole();
    const opened = await openDataset(folderOf({ ...files, "train_list.txt": list ?? "" }));
    expect(opened).toMatchObject({ ok: false, failure: { code: "missing-list", en: expect.stringContaining("train_list.txt") } });
  });

  test("a list of images alone is a set without ground truth", async () => {
    const dataset = await open({ ...whole(), "test_list.txt": "JPEGImages/b.png\nJPEGImages/a 1.png\n" }, { list: "test_list.txt" });
    expect(dataset.images.slice(0, 2).map(({ role }) => role)).toEqual(["unlabelled", "unlabelled"]);
  });

  test("the marker of generated images", async () => {
    expect((await open({ ...whole(), "loupe-dataset.json": '{"synthetic": true}' })).synthetic).toBe(true);
    expect((await open({ ...whole(), "loupe-dataset.json": '{"synthetic": tr' })).synthetic).toBe(false);
  });
});

describe("what is left out is named with its reason", () => {
  const cases: readonly [string, string, Record<string, string | Uint8Array>, string][] = [
    ["image missing", "JPEGImages/no.png Annotations/b.xml", {}, "missing-image JPEGImages/no.png"],
    ["image empty", "JPEGImages/e.png Annotations/b.xml", { "JPEGImages/e.png": "" }, "unreadable-image JPEGImages/e.png"],
    ["image cut", "JPEGImages/c.png Annotations/b.xml", { "JPEGImages/c.png": GREY_PNG.subarray(0, 60) }, "unreadable-image JPEGImages/c.png"],
    ["JPEG cut", "JPEGImages/c.jpg Annotations/b.xml", { "JPEGImages/c.jpg": Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xda, 0, 2, 1, 2, 3]) }, "unreadable-image JPEGImages/c.jpg"],
    ["no image", "JPEGImages/h.jpg Annotations/b.xml", { "JPEGImages/h.jpg": "<html></html>" }, "not-an-image JPEGImages/h.jpg"],
    ["a folder", "JPEGImages/d.jpg Annotations/b.xml", { "JPEGImages/d.jpg/x": "" }, "unreadable-image JPEGImages/d.jpg"],
    ["XML missing", "JPEGImages/n.png Annotations/n.xml", { "JPEGImages/n.png": GREY_PNG }, "missing-annotation Annotations/n.xml"],
    ["XML broken", "JPEGImages/n.png Annotations/n.xml", { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": "<annotation>" }, "unreadable-annotation Annotations/n.xml"],
    ["no object", "JPEGImages/n.png Annotations/n.xml", { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": vocXml([]) }, "no-object Annotations/n.xml"],
    ["unknown class", "JPEGImages/n.png Annotations/n.xml", { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": vocXml([{ name: "漏底", box: [1, 1, 2, 2] }, { name: "其他", box: [1, 1, 2, 2] }]) }, "unknown-class Annotations/n.xml"],
    ["box outside", "JPEGImages/n.png Annotations/n.xml", { "JPEGImages/n.png": GREY_PNG, "Annotations/n.xml": vocXml([{ name: "漏底", box: [200, 200, 300, 300] }]) }, "no-object Annotations/n.xml"],
    ["row twice", "JPEGImages/b.png Annotations/b.xml", {}, "duplicate-row val_list.txt:3"],
    ["row twice, written otherwise", "./JPEGImages//b.png Annotations/b.xml", {}, "duplicate-row val_list.txt:3"],
    ["leaves the folder", "../b.png Annotations/b.xml", {}, "outside-dataset ../b.png"],
    ["leaves the folder by Windows slashes", "..\\..\\b.png Annotations/b.xml", {}, "outside-dataset ..\\..\\b.png"],
    ["absolute", "/etc/hostname.png Annotations/b.xml", {}, "outside-dataset /etc/hostname.png"],
    ["drive", "C:\\x.png Annotations/b.xml", {}, "outside-dataset C:\\x.png"],
    ["share", "\\\\evil\\s\\x.png Annotations/b.xml", {}, "outside-dataset \\\\evil\\s\\x.png"],
    ["XML leaves", "JPEGImages/n.png ../n.xml", { "JPEGImages/n.png": GREY_PNG }, "outside-dataset ../n.xml"],
    ["neither", "just words without meaning here", {}, "bad-row val_list.txt:3"],
    ["no annotation in the row", "JPEGImages/n.png", { "JPEGImages/n.png": GREY_PNG }, "missing-annotation JPEGImages/n.png"],
  ];
  test.each(cases)("%s", async (_name, row, more, expected) => {
    const files = whole();
    const dataset = await open({ ...files, ...more, "val_list.txt": `${String(files["val_list.txt"])}${row}\n` });
    expect(leftOut(dataset)).toEqual([expected]);
    expect(names(dataset)).toEqual(names(await open(files)));
  });

  test("files among the backgrounds that are no images", async () => {
    const dataset = await open({ ...whole(), "val_wu_xia_ci/Thumbs.db": "x", "val_wu_xia_ci/w.jpg": "<html>", "val_wu_xia_ci/v.png": "" });
    expect(leftOut(dataset)).toEqual(["not-an-image val_wu_xia_ci/Thumbs.db", "unreadable-image val_wu_xia_ci/v.png", "not-an-image val_wu_xia_ci/w.jpg"]);
  });

  test("links out of the dataset, to images and to folders", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "loupe-out-"));
    writeFileSync(path.join(elsewhere, "secret.png"), GREY_PNG);
    const files = whole();
    const root = folderOf({ ...files, "val_list.txt": `${String(files["val_list.txt"])}JPEGImages/l.png Annotations/b.xml\nlinked/secret.png Annotations/b.xml\nJPEGImages/loop.png Annotations/b.xml\n` });
    symlinkSync(path.join(elsewhere, "secret.png"), path.join(root, "JPEGImages/l.png"));
    symlinkSync(path.join(elsewhere, "secret.png"), path.join(root, "val_wu_xia_ci/l.png"));
    symlinkSync(elsewhere, path.join(root, "linked"));
    symlinkSync("loop.png", path.join(root, "JPEGImages/loop.png"));
    const opened = await openDataset(root);
    expect(opened.ok && leftOut(opened.value.dataset)).toEqual([
      "outside-dataset JPEGImages/l.png",
      "outside-dataset linked/secret.png",
      "unreadable-image JPEGImages/loop.png",
      "outside-dataset val_wu_xia_ci/l.png",
    ]);
  });

  test("one image by two names counts once", async () => {
    const files = whole();
    const root = folderOf({ ...files, "val_list.txt": `${String(files["val_list.txt"])}JPEGImages/twin.png Annotations/b.xml\n` });
    symlinkSync("b.png", path.join(root, "JPEGImages/twin.png"));
    const opened = await openDataset(root);
    expect(opened.ok && leftOut(opened.value.dataset)).toEqual(["duplicate-row val_list.txt:3"]);
  });
});

test("boxes are clipped to the image, inclusive, and the clipping is named", async () => {
  const dataset = await open({ ...whole(), "Annotations/b.xml": vocXml([{ name: "漏底", box: [-5, 10, 100, 90] }, { name: "擦花", box: [3, 3, 3, 3] }, { name: "擦花", box: [9, 9, 8, 8] }]) });
  expect(dataset.images[0]?.groundTruth.map(({ x1, y1, x2, y2 }) => [x1, y1, x2, y2])).toEqual([[0, 10, 99, 89], [3, 3, 3, 3]]);
  expect(dataset.issues.map(({ code, leftOut: out }) => [code, out])).toEqual([["clipped-box", false], ["clipped-box", false]]);
});

describe("the hash", () => {
  test("is the same wherever the folder lies, and another when a box, a name or a size changes", async () => {
    const hash = async (changed: Record<string, string | Uint8Array> = {}) => (await open({ ...whole(), ...changed })).hash;
    const first = await hash();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash()).toBe(first);
    expect(await hash({ "Annotations/b.xml": vocXml([{ name: "漏底", box: [10, 20, 30, 41] }]) })).not.toBe(first);
    expect(await hash({ "val_wu_xia_ci/x.png": GREY_PNG })).not.toBe(first);
    expect(await hash({ "JPEGImages/b.png": Buffer.concat([GREY_PNG, Buffer.from("x")]) })).not.toBe(first);
  });

  test("ids stay when the folder is renamed", async () => {
    const root = folderOf(whole());
    const before = await openDataset(root);
    renameSync(root, `${root}-2`);
    const after = await openDataset(`${root}-2`);
    expect(before.ok && after.ok && before.value.dataset.images.map(({ id }) => id)).toEqual(after.ok && after.value.dataset.images.map(({ id }) => id));
  });
});

describe("a failure names the file", () => {
  test("below the folder as it was asked for, also through a link, and says no other place", async () => {
    const root = folderOf({ "Annotations/a.xml": "<annotation/>", "JPEGImages/a.png": GREY_PNG, "other_list.txt": "JPEGImages/a.png" });
    expect(await openDataset(root)).toMatchObject({ ok: false, failure: { code: "missing-list", file: path.join(root, "val_list.txt") } });
    const link = path.join(path.dirname(root), "link");
    symlinkSync(root, link);
    expect(await openDataset(link, { list: "lists/none.txt" })).toMatchObject({ ok: false, failure: { file: path.join(link, "lists/none.txt") } });
    mkdirSync(path.join(root, "labels.txt"));
    expect(await openDataset(link, { list: "other_list.txt" })).toMatchObject({ ok: false, failure: { code: "unreadable", file: path.join(link, "labels.txt") } });
  });

  test.skipIf(process.platform === "win32")("and so do remarks on single files: what the system says comes without its path", async () => {
    const root = folderOf({ "a.png": GREY_PNG });
    symlinkSync("loop.png", path.join(root, "loop.png"));
    const opened = await openDataset(root);
    expect(opened.ok && opened.value.dataset.issues).toEqual([{ code: "unreadable-image", file: "loop.png", detail: expect.stringMatching(/^ELOOP: [a-z ]+$/), leftOut: true }]);
  });
});

describe("a plain folder", () => {
  test("images of subfolders sorted by name, the rest named", async () => {
    const dataset = await open({ "b.png": GREY_PNG, "a/z.PNG": GREY_PNG, "说明.docx": "x", "a/broken.jpg": "x" });
    expect(dataset).toMatchObject({ kind: "folder", classes: [] });
    expect(dataset.images.map(({ name, role }) => [name, role])).toEqual([["a/z.PNG", "unlabelled"], ["b.png", "unlabelled"]]);
    expect(leftOut(dataset)).toEqual(["not-an-image a/broken.jpg", "not-an-image 说明.docx"]);
  });

  test("every image of a VOC dataset, when the folder as a whole is asked for", async () => {
    const opened = await openFolderImages(folderOf(whole()));
    expect(opened.ok && names(opened.value.dataset)).toEqual(["JPEGImages/a 1.png", "JPEGImages/b.png", "val_wu_xia_ci/y.png", "val_wu_xia_ci/z.png"]);
    expect(opened.ok && opened.value.dataset.issues).toEqual([]);
  });

  test.each([
    ["nothing there", () => path.join(tmpdir(), "loupe-nothing-here"), "not-found"],
    ["a file that is no image", () => path.join(folderOf({ "a.txt": "grey" }), "a.txt"), "not-a-folder"],
    ["no image", () => folderOf({ "a.txt": "x" }), "no-images"],
    ["an empty folder", () => folderOf({}), "no-images"],
  ])("%s is a failure that names it", async (_name, make, code) => {
    const folder = make();
    expect(await openDataset(folder)).toMatchObject({ ok: false, failure: { code, file: folder } });
  });

  test("one image opens by itself, and another of its folder is another dataset", async () => {
    const root = folderOf({ "擦花 1.png": GREY_PNG, "b.png": GREY_PNG, "cut.png": GREY_PNG.subarray(0, 20) });
    const opened = await openDataset(path.join(root, "擦花 1.png"));
    expect(opened).toMatchObject({ ok: true, value: { dataset: { kind: "folder", name: "擦花 1.png", images: [{ name: "擦花 1.png", role: "unlabelled" }] } } });
    const other = await openDataset(path.join(root, "b.png"));
    expect(opened.ok && other.ok && opened.value.dataset.id !== other.value.dataset.id).toBe(true);
    expect(await openDataset(path.join(root, "cut.png"))).toMatchObject({ ok: false, failure: { code: "unreadable", file: path.join(root, "cut.png") } });
    expect(await openFolderImages(path.join(root, "b.png"))).toMatchObject({ ok: false, failure: { code: "not-a-folder" } });
  });

  test("a folder that results go to is not read", async () => {
    const root = folderOf({ "a.png": GREY_PNG, "out/b.png": GREY_PNG });
    mkdirSync(path.join(root, "out"), { recursive: true });
    const opened = await openFolderImages(root, { exclude: path.join(root, "out") });
    expect(opened.ok && names(opened.value.dataset)).toEqual(["a.png"]);
  });
});
