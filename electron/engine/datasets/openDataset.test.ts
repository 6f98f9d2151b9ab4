/** Datasets from disk: which images are used, in which order, and what is excluded for which reason. */
import { reason } from "../../../shared/core/reason.ts";
import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf, GREY_PNG, vocXml } from "../fixtures/folderOf.testing.ts";
import { openDataset, openFolderImages } from "./openDataset.ts";
import { GBK_LABELS, LOU_DI, whole, open, names, excluded } from "./openDataset.testing.ts";

describe("a PaddleX VOC dataset", () => {
  test("the list's order, then backgrounds by name; ground truth by class table", async () => {
    const dataset = await open(whole());
    expect(dataset).toMatchObject({
      kind: "voc",
      name: "数据 set",
      classes: ["漏底", "擦花"],
      synthetic: false,
      issues: [],
    });
    expect(dataset.images.map(({ name, role }) => [name, role])).toEqual([
      ["JPEGImages/b.png", "annotated"],
      ["JPEGImages/a 1.png", "annotated"],
      ["val_wu_xia_ci/y.png", "background"],
      ["val_wu_xia_ci/z.png", "background"],
    ]);
    expect(dataset.images[0]).toMatchObject({
      size: { width: 100, height: 90 },
      groundTruth: [{ classIndex: 0, x1: 10, y1: 20, x2: 30, y2: 40, difficult: false }],
    });
    expect(dataset.images[1]?.groundTruth).toEqual([{ classIndex: 1, x1: 0, y1: 0, x2: 5, y2: 6, difficult: true }]);
  });

  test.each([
    ["GB18030 labels", { "labels.txt": GBK_LABELS }],
    [
      "BOM and CRLF",
      {
        "labels.txt": "\uFEFF漏底\r\n擦花\r\n",
        "val_list.txt": "\uFEFFJPEGImages/b.png Annotations/b.xml\r\nJPEGImages/a 1.png Annotations/a 1.xml\r\n",
      },
    ],
    [
      "UTF-16 list",
      {
        "val_list.txt": Buffer.from(
          "\uFEFFJPEGImages/b.png Annotations/b.xml\nJPEGImages/a 1.png Annotations/a 1.xml\n",
          "utf16le",
        ),
      },
    ],
    [
      "Windows slashes",
      { "val_list.txt": "JPEGImages\\b.png Annotations\\b.xml\r\nJPEGImages\\a 1.png Annotations\\a 1.xml" },
    ],
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
    expect(await openDataset(folderOf(files), { background: "nowhere" })).toMatchObject({
      ok: false,
      failure: { code: "missing-background", file: "nowhere" },
    });
  });

  test("a background folder outside is only for who may name it, and its images keep names without a way out", async () => {
    const outside = folderOf({ "y.png": GREY_PNG }, "elsewhere");
    const root = folderOf(whole());
    expect(await openDataset(root, { background: outside })).toMatchObject({
      ok: false,
      failure: { code: "outside-dataset" },
    });
    const opened = await openDataset(root, { background: outside, allowOutsideBackground: true });
    expect(opened.ok && names(opened.value.dataset).slice(2)).toEqual(["elsewhere/y.png"]);
    expect(opened.ok && opened.value.files.get(opened.value.dataset.images[2]?.id ?? "")?.path).toBe(
      path.join(outside, "y.png"),
    );
  });

  test("without a list every annotated image is taken, by name; without labels the names used", async () => {
    const { "val_list.txt": _list, "labels.txt": _labels, ...files } = whole();
    const dataset = await open({ ...files, "JPEGImages/unannotated.png": GREY_PNG });
    expect(names(dataset).slice(0, 2)).toEqual(["JPEGImages/a 1.png", "JPEGImages/b.png"]);
    expect(dataset.classes).toEqual(["擦花", "漏底"]);
    expect(dataset.issues.map(({ file, excluded: out }) => [file, out])).toEqual([
      ["val_list.txt", false],
      ["labels.txt", false],
    ]);
  });

  test("only other lists: they are named", async () => {
    const { "val_list.txt": list, ...files } = whole();
    const opened = await openDataset(folderOf({ ...files, "train_list.txt": list ?? "" }));
    expect(opened).toMatchObject({
      ok: false,
      failure: { code: "missing-list", params: { lists: expect.arrayContaining(["train_list.txt"]) } },
    });
  });

  test("a list of images alone is a set without ground truth", async () => {
    const dataset = await open(
      { ...whole(), "test_list.txt": "JPEGImages/b.png\nJPEGImages/a 1.png\n" },
      { list: "test_list.txt" },
    );
    expect(dataset.images.slice(0, 2).map(({ role }) => role)).toEqual(["unlabelled", "unlabelled"]);
  });

  test("the marker of generated images", async () => {
    expect((await open({ ...whole(), "loupe-dataset.json": '{"synthetic": true}' })).synthetic).toBe(true);
    expect((await open({ ...whole(), "loupe-dataset.json": '{"synthetic": tr' })).synthetic).toBe(false);
  });
});

describe("the hash", () => {
  test("is the same wherever the folder lies, and another when a box, a name or a size changes", async () => {
    const hash = async (changed: Record<string, string | Uint8Array> = {}) =>
      (await open({ ...whole(), ...changed })).hash;
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
    expect(before.ok && after.ok && before.value.dataset.images.map(({ id }) => id)).toEqual(
      after.ok && after.value.dataset.images.map(({ id }) => id),
    );
  });
});

describe("a failure names the file", () => {
  test("below the folder as it was asked for, also through a link, and says no other place", async () => {
    const root = folderOf({
      "Annotations/a.xml": "<annotation/>",
      "JPEGImages/a.png": GREY_PNG,
      "other_list.txt": "JPEGImages/a.png",
    });
    expect(await openDataset(root)).toMatchObject({
      ok: false,
      failure: { code: "missing-list", file: path.join(root, "val_list.txt") },
    });
    const link = path.join(path.dirname(root), "link");
    symlinkSync(root, link);
    expect(await openDataset(link, { list: "lists/none.txt" })).toMatchObject({
      ok: false,
      failure: { file: path.join(link, "lists/none.txt") },
    });
    mkdirSync(path.join(root, "labels.txt"));
    expect(await openDataset(link, { list: "other_list.txt" })).toMatchObject({
      ok: false,
      failure: { code: "unreadable", file: path.join(link, "labels.txt") },
    });
  });

  test.skipIf(process.platform === "win32")(
    "and so do remarks on single files: what the system says comes without its path",
    async () => {
      const root = folderOf({ "a.png": GREY_PNG });
      symlinkSync("loop.png", path.join(root, "loop.png"));
      const opened = await openDataset(root);
      expect(opened.ok && opened.value.dataset.issues).toEqual([
        {
          code: "unreadable-image",
          file: "loop.png",
          detail: [reason("links-in-a-circle")],
          excluded: true,
        },
      ]);
    },
  );
});

describe("a plain folder", () => {
  test("images of subfolders sorted by name, the rest named", async () => {
    const dataset = await open({ "b.png": GREY_PNG, "a/z.PNG": GREY_PNG, "说明.docx": "x", "a/broken.jpg": "x" });
    expect(dataset).toMatchObject({ kind: "folder", classes: [] });
    expect(dataset.images.map(({ name, role }) => [name, role])).toEqual([
      ["a/z.PNG", "unlabelled"],
      ["b.png", "unlabelled"],
    ]);
    expect(excluded(dataset)).toEqual(["not-an-image a/broken.jpg", "not-an-image 说明.docx"]);
  });

  test("every image of a VOC dataset, when the folder as a whole is asked for", async () => {
    const opened = await openFolderImages(folderOf(whole()));
    expect(opened.ok && names(opened.value.dataset)).toEqual([
      "JPEGImages/a 1.png",
      "JPEGImages/b.png",
      "val_wu_xia_ci/y.png",
      "val_wu_xia_ci/z.png",
    ]);
    expect(opened.ok && opened.value.dataset.issues).toEqual([]);
  });

  test.each([
    ["nothing there", () => path.join(tmpdir(), "loupe-nothing-here"), "not-found"],
    ["a file that is no image", () => path.join(folderOf({ "a.txt": "grey" }), "a.txt"), "not-a-folder-nor-image"],
    ["no image", () => folderOf({ "a.txt": "x" }), "no-usable-images"],
    ["an empty folder", () => folderOf({}), "no-usable-images"],
  ])("%s is a failure that names it", async (_name, make, code) => {
    const folder = make();
    expect(await openDataset(folder)).toMatchObject({ ok: false, failure: { code, file: folder } });
  });

  test("one image opens by itself, and another of its folder is another dataset", async () => {
    const root = folderOf({ "擦花 1.png": GREY_PNG, "b.png": GREY_PNG, "cut.png": GREY_PNG.subarray(0, 20) });
    const opened = await openDataset(path.join(root, "擦花 1.png"));
    expect(opened).toMatchObject({
      ok: true,
      value: { dataset: { kind: "folder", name: "擦花 1.png", images: [{ name: "擦花 1.png", role: "unlabelled" }] } },
    });
    const other = await openDataset(path.join(root, "b.png"));
    expect(opened.ok && other.ok && opened.value.dataset.id !== other.value.dataset.id).toBe(true);
    expect(await openDataset(path.join(root, "cut.png"))).toMatchObject({
      ok: false,
      failure: { code: "unreadable", file: path.join(root, "cut.png") },
    });
    expect(await openFolderImages(path.join(root, "b.png"))).toMatchObject({
      ok: false,
      failure: { code: "not-a-folder" },
    });
  });

  test("the failure of a folder that holds nothing names what was looked for", async () => {
    const failed = await openDataset(folderOf({ "a.txt": "x" }));
    expect(failed).toMatchObject({ ok: false, failure: { code: "no-usable-images" } });
    expect(JSON.stringify(failed)).toContain("val_list.txt");
  });

  test.skipIf(process.platform === "win32")("pipes hold nothing up, wherever they are named", async () => {
    const root = folderOf({ "good.png": GREY_PNG });
    const pipe = (name: string) => expect(spawnSync("mkfifo", [path.join(root, name)]).status).toBe(0);
    pipe("pipe.png");
    expect(await openDataset(path.join(root, "pipe.png"))).toMatchObject({
      ok: false,
      failure: { code: "not-a-folder" },
    });
    pipe("loupe-dataset.json");
    const opened = await openDataset(root);
    expect(opened.ok && excluded(opened.value.dataset)).toEqual(["unreadable-image pipe.png"]);
    pipe("labels.txt");
    pipe("val_list.txt");
    expect(await openDataset(root)).toMatchObject({ ok: false, failure: { code: "unreadable" } });
  });

  test("a folder that results go to is not read", async () => {
    const root = folderOf({ "a.png": GREY_PNG, "out/b.png": GREY_PNG });
    mkdirSync(path.join(root, "out"), { recursive: true });
    const opened = await openFolderImages(root, { exclude: path.join(root, "out") });
    expect(opened.ok && names(opened.value.dataset)).toEqual(["a.png"]);
  });
});
