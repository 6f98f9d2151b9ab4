/** Chinese: reasons about models and the files beside them. */
import type { Templates } from "../../../core/codeTable.ts";
import type { MODEL_REASONS } from "../../../core/reasonCodes/models.ts";

export const models: Templates<typeof MODEL_REASONS> = {
  "nothing-beside-classes": "类别名称",
  "nothing-beside-preprocess": "图片的缩放与归一化方式",
  "nothing-beside-both": "类别名称和图片的缩放与归一化方式",
  "layout-of-graph": "{{why}}（输入：{{inputs}}；输出：{{outputs}}）",
  "no-image-input": "没有图片输入",
  "input-not-float": "图片输入不是 32 位浮点数，请不使用半精度导出",
  "input-not-planes": "图片输入不是按平面排列的三通道",
  "input-fixed-batch": "它每次固定处理 {{batch}} 张图片，请以批大小 1 导出",
  "fits-no-layout": "输入集合与输出形状不符合任何已知类型",
  "no-preprocess-list": "其中没有 Preprocess 列表",
  "preprocess-step-without-type": "Preprocess 中有步骤缺少 type",
  "training-checkpoint": "其 status 为 {{status}}，属于训练检查点而非导出的模型",
  "no-transforms-list": "其中没有 Transforms 列表",
  "transforms-entry-not-one-step": "Transforms 中有条目不是单个步骤",
  "class-names-unreadable": "其元数据中的类别名称无法读取（{{names}}）",
  "names-no-class": "其中没有类别名称",
  "no-folder-for-manifests": "没有可写入的文件夹",
  "manifest-inputs-differ": "清单中的输入为 {{manifest}}，计算图的输入为 {{graph}}",
  "no-graph": "其中没有计算图",
  "graph-too-many-nodes": "节点数超过 {{most}}",
  "graph-too-deep": "计算图嵌套超过 {{most}} 层",
  "graph-too-many-parts": "其中一条消息的组成部分超过 {{most}} 个",
  "graph-field-without-number": "其中有字段没有编号",
  "graph-cut-short": "文件不完整",
  "graph-damaged": "文件已损坏（{{error}}）",
};
