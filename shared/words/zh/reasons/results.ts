/** Chinese: reasons about results files and expected answers. */
import type { Templates } from "../../../core/codeTable.ts";
import type { RESULT_REASONS } from "../../../core/reasonCodes/results.ts";

export const results: Templates<typeof RESULT_REASONS> = {
  "annotation-larger-than": "标注大于 {{megabytes}} MB",
  "xml-but-not-voc": "是 XML，但不是 Pascal VOC 标注",
  "neither-coco-nor-rows": "既不是 COCO（images 与 annotations，或结果列表），也不是框架输出的 rows",
  "too-many-boxes": "单张图片有 {{count}} 个框，超过 {{most}}",
  "coco-annotation": "第 {{number}} 条标注：{{why}}",
  "coco-category-nameless": "第 {{number}} 条标注：类别 {{category}} 在 categories 中没有名称",
  "coco-entry": "第 {{number}} 条：{{why}}",
  "file-without-image": "其中没有图片 {{image}}（有：{{others}}）",
  "file-without-any-image": "其中没有图片 {{image}}（没有任何图片）",
  "rows-of-unequal-length": "boxes、labels 与 scores 的数量不一致",
  "rows-without-image": "其中没有 {{image}} 的数据（有：{{others}}）",
  "rows-without-any-image": "其中没有 {{image}} 的数据（没有任何图片）",
  "other-columns": "其列为 {{columns}}，而非 {{wanted}}",
  "row-not-numbers": "第 {{number}} 行不是数字形式的“{{wanted}}”",
  "yolo-not-numbers": "第 {{line}} 行不是数字形式的“class cx cy w h”",
  "yolo-count": "第 {{line}} 行有 {{count}} 个数字，而框为 5 个（带得分为 6 个；轮廓不是框）",
  "yolo-class": "第 {{line}} 行：{{found}} 不是类别编号",
  "yolo-not-normalised": "第 {{line}} 行不是按图片边长归一化（0 到 1）的坐标",
  "yolo-score": "第 {{line}} 行：得分为 {{score}}",
  "none-in-dataset": "其 {{total}} 条结果均不属于数据集中的图片",
  "none-in-dataset-first": "其 {{total}} 条结果均不属于数据集中的图片，第一个问题：{{problem}}",
  "no-images-in-dataset": "其 {{count}} 张图片均不在数据集 {{dataset}} 中",
  "template-not-followed": "{{place}}：{{error}}",
  "not-a-results-array": "不是 COCO 结果数组",
  "score-not-0-to-1": "score 不是 0 到 1 的数字",
};
