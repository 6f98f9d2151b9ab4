/** The lists and backgrounds that a folder offers before it is opened, each opened as offered. */
import { describe, expect, test } from "vitest";
import { folderOf, GREY_PNG } from "../fixtures/folderOf.testing.ts";
import { datasetChoices } from "./datasetChoices.ts";
import { LOU_DI, names, open, whole } from "./openDataset.testing.ts";

const COCO = JSON.stringify({ images: [{ id: 1, file_name: "a.png" }], annotations: [], categories: [] });

async function choicesOf(files: Record<string, string | Uint8Array>) {
  const found = await datasetChoices(folderOf(files));
  if (!found.ok) throw new Error(found.failure.code);
  return found.value;
}

describe("PaddleX", () => {
  const files = {
    ...whole(),
    "train_list.txt": "JPEGImages/b.png Annotations/b.xml\n",
    "notes.txt": "bought in March\n",
    "more backgrounds/x.png": GREY_PNG,
    "papers/x.pdf": "%PDF-1.4",
  };

  test("lists with an image and an annotation a row, and folders of images", async () => {
    expect(await choicesOf(files)).toEqual({
      lists: ["train_list.txt", "val_list.txt"],
      usualList: "val_list.txt",
      backgrounds: ["more backgrounds", "val_wu_xia_ci"],
      usualBackground: "val_wu_xia_ci",
    });
  });

  test("what is chosen is what is read; an empty name reads no backgrounds", async () => {
    expect(names(await open(files, { list: "train_list.txt", background: "more backgrounds" }))).toEqual([
      "JPEGImages/b.png",
      "more backgrounds/x.png",
    ]);
    expect(names(await open(files, { list: "train_list.txt", background: "" }))).toEqual(["JPEGImages/b.png"]);
  });

  test("without val_list.txt one must be chosen; without any list there is nothing to choose", async () => {
    const others = Object.entries(files).filter(([name]) => name !== "val_list.txt");
    expect(await choicesOf(Object.fromEntries(others))).toMatchObject({ lists: ["train_list.txt"], usualList: null });
    const bare = { "JPEGImages/b.png": GREY_PNG, "Annotations/b.xml": LOU_DI };
    expect(await choicesOf(bare)).toMatchObject({ lists: [], usualList: null, usualBackground: null });
  });
});

test("COCO: every annotation file; the only one for validation is read when none is chosen", async () => {
  const files = { "a.png": GREY_PNG, "annotations/instances_train.json": COCO, "annotations/instances_val.json": COCO };
  const lists = ["annotations/instances_train.json", "annotations/instances_val.json"];
  expect(await choicesOf(files)).toMatchObject({ lists, usualList: "annotations/instances_val.json" });
  const unclear = { "a.png": GREY_PNG, "batch1.json": COCO, "batch2.json": COCO };
  expect(await choicesOf(unclear)).toMatchObject({ lists: ["batch1.json", "batch2.json"], usualList: null });
});

test("YOLO: the parts of its data.yaml", async () => {
  const files = { "data.yaml": "train: t\nval: v\nnames: [a]\n", "t/1.png": GREY_PNG, "v/2.png": GREY_PNG };
  expect(await choicesOf(files)).toMatchObject({ lists: ["train", "val"], usualList: "val" });
});

test("a plain folder has nothing to choose, one that is not there is a failure", async () => {
  expect(await choicesOf({ "a.png": GREY_PNG })).toEqual({
    lists: [],
    usualList: null,
    backgrounds: [],
    usualBackground: null,
  });
  expect(await datasetChoices("/nowhere/at all")).toMatchObject({ ok: false, failure: { code: "not-found" } });
});
