/** Reasons as the engine words them, and what a Chinese window makes of them. */
import { expect, it } from "vitest";
import { fileReason } from "./engineReason.ts";

it.each([
  ["the file breaks off before the end of the image", "文件不完整，图片未结束"],
  ["neither JPEG, PNG, BMP, TIFF nor WebP by its first bytes", "文件头不属于 JPEG、PNG、BMP、TIFF 或 WebP"],
  ["30000 x 20000 pixels are more than the limit of 268402689", "30000 × 20000 像素，超过上限 268402689"],
  ["val_list.txt, line 3: not an image and an annotation", "val_list.txt, line 3：不是“图片 标注”"],
  [
    "annotations.json, image 30: annotation 2: bbox has a negative side",
    "annotations.json, image 30：第 2 条标注的 bbox 宽或高为负",
  ],
  ["annotation 4: the file lists no image 99", "annotation 4：文件中没有图片 99"],
  ["980 more entries like these", "另有 980 条类似记录"],
  ["3 of 4 rows cannot be read, the first: 0.5 is no class number", "4 行中有 3 行无法读取，第一处：0.5 不是类别编号"],
  [
    "no label file: taken for an image without objects, as Ultralytics takes it",
    "没有标注文件：与 Ultralytics 一样视为无目标的图片",
  ],
  ["划痕, dent", "划痕, dent"],
  ["unexpected token at 4: 12", "unexpected token at 4: 12"],
  ["", ""],
])("of a file: %s", (reason, zh) => {
  expect(fileReason(reason, "zh")).toBe(zh);
  expect(fileReason(reason, "en")).toBe(reason);
});
