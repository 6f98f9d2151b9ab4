/** Chinese: reasons about datasets and what becomes of the images they list. */
import type { Templates } from "../../../core/codeTable.ts";
import type { DATASET_REASONS } from "../../../core/reasonCodes/datasets.ts";

export const datasets: Templates<typeof DATASET_REASONS> = {
  "missing-image": "缺少图片",
  "missing-annotation": "缺少标注",
  "unreadable-annotation": "标注无法读取",
  "no-object": "标注中没有目标",
  "unknown-class": "类别不在 labels.txt 中",
  "duplicate-row": "重复列出",
  "bad-row": "无法识别的行",
  "outside-dataset": "在数据集文件夹之外",
  "not-an-image": "不是图片",
  "unreadable-image": "图片无法读取",
  "too-large": "图片过大",
  "clipped-box": "框已裁剪到图片内",
  "multi-page": "多页图片，仅用第一页",
  "reduced-depth": "每通道超过 8 位，已降位",
  "all-excluded": "有 {{count}} 项未使用，第一项为 {{first}}（{{detail}}）。",
  "no-dataset-either": "也没有找到数据集，查找过：{{files}}。",
};
