/** Says a model's plan in words and numbers, one step an entry, in English and Chinese, before its first run. */
import { layoutOf, type Layout } from "./layoutRegistry.ts";
import { firstClassIdOf, type ModelManifest } from "./modelManifest.ts";
import type { Interpolation, Preprocess, Resize } from "./preprocess.ts";

export interface BilingualText {
  readonly en: string;
  readonly zh: string;
}

/** Decode, resize, normalise, pad, the graph's layout, who suppresses, and the score floor. */
export function describePlan(manifest: ModelManifest): readonly BilingualText[] {
  const { preprocess } = manifest;
  return [
    decodeStep(preprocess),
    resizeStep(preprocess.resize, preprocess.resizeOn === "float32"),
    normaliseStep(preprocess),
    ...padStep(preprocess.pad),
    layoutStep(manifest),
    nmsStep(manifest),
    floorStep(manifest),
  ];
}

function decodeStep({ color }: Preprocess): BilingualText {
  return {
    en: `Decode to 8-bit ${color}, upright, alpha dropped`,
    zh: `解码为 8 位 ${color}，按方向信息摆正，去除透明通道`,
  };
}

const INTERPOLATIONS: Readonly<Record<Interpolation, BilingualText>> = {
  nearest: { en: "nearest neighbour", zh: "最近邻" },
  linear: { en: "bilinear", zh: "双线性" },
  cubic: { en: "bicubic (a = -0.75)", zh: "双三次（a = -0.75）" },
  area: { en: "area average", zh: "区域平均" },
};

function resizeStep(resize: Resize, keepsFractions: boolean): BilingualText {
  const { en, zh } = resizeText(resize);
  if (resize.kind === "none" || !keepsFractions) return { en, zh };
  return { en: `${en}, fractions kept`, zh: `${zh}，保留小数` };
}

function resizeText(resize: Resize): BilingualText {
  switch (resize.kind) {
    case "none":
      return { en: "Keep the image's own size", zh: "保持图片原尺寸" };
    case "stretch":
      return {
        en: `Stretch to ${resize.width} x ${resize.height}, ${INTERPOLATIONS[resize.interpolation].en}`,
        zh: `拉伸到 ${resize.width} x ${resize.height}，${INTERPOLATIONS[resize.interpolation].zh}`,
      };
    case "letterbox":
      return {
        en: `Fit into ${resize.width} x ${resize.height}, centred on grey ${resize.fill}, ${INTERPOLATIONS[resize.interpolation].en}`,
        zh: `等比缩放到 ${resize.width} x ${resize.height} 之内，居中，灰色 ${resize.fill} 填充，${INTERPOLATIONS[resize.interpolation].zh}`,
      };
    case "short-side":
      return {
        en: `Resize the short side to ${resize.short}, the long side to ${resize.max} at most, ${INTERPOLATIONS[resize.interpolation].en}`,
        zh: `短边缩放到 ${resize.short}，长边不超过 ${resize.max}，${INTERPOLATIONS[resize.interpolation].zh}`,
      };
  }
}

function normaliseStep({ normalize: { divide, mean, std } }: Preprocess): BilingualText {
  const plain = mean.every((value) => value === 0) && std.every((value) => value === 1);
  const rest = plain
    ? { en: "", zh: "" }
    : {
        en: `, subtract ${mean.join(", ")}, divide by ${std.join(", ")}`,
        zh: `，减去 ${mean.join("、")}，再除以 ${std.join("、")}`,
      };
  if (plain && divide === 1) return { en: "Values stay 0 to 255", zh: "数值保持 0 到 255" };
  return { en: `Divide by ${divide}${rest.en}`, zh: `除以 ${divide}${rest.zh}` };
}

function padStep(pad: Preprocess["pad"]): readonly BilingualText[] {
  switch (pad.kind) {
    case "none":
      return [];
    case "stride":
      return [
        {
          en: `Pad right and bottom with zeros to a multiple of ${pad.stride}`,
          zh: `右侧和底部补零到 ${pad.stride} 的倍数`,
        },
      ];
    case "size":
      return [
        {
          en: `Pad right and bottom with zeros to ${pad.width} x ${pad.height}`,
          zh: `右侧和底部补零到 ${pad.width} x ${pad.height}`,
        },
      ];
  }
}

const LAYOUTS: Readonly<Record<Layout, BilingualText>> = {
  "paddle-rcnn": { en: "Paddle R-CNN: class, score, box in image pixels", zh: "Paddle R-CNN：类别、得分、原图像素框" },
  "paddle-yolo": {
    en: "Paddle YOLO family: class, score, box in image pixels",
    zh: "Paddle YOLO 系列：类别、得分、原图像素框",
  },
  "paddle-detr": {
    en: "Paddle DETR family: class, score, box in image pixels",
    zh: "Paddle DETR 系列：类别、得分、原图像素框",
  },
  "paddle-raw": {
    en: "Paddle without suppression: boxes in image pixels and a score per class",
    zh: "不含抑制的 Paddle 模型：原图像素框与各类得分",
  },
  torchvision: {
    en: "torchvision: boxes, labels, scores in input pixels",
    zh: "torchvision：框、标签、得分（输入像素）",
  },
  "ultralytics-raw": {
    en: "Ultralytics: centre, size and class scores in input pixels",
    zh: "Ultralytics：中心、宽高与各类得分（输入像素）",
  },
  "ultralytics-end2end": {
    en: "Ultralytics end to end: box, score, class in input pixels",
    zh: "Ultralytics 端到端：框、得分、类别（输入像素）",
  },
};

function layoutStep(manifest: ModelManifest): BilingualText {
  const { en, zh } = LAYOUTS[manifest.layout];
  const count = manifest.classes.length;
  const first = firstClassIdOf(manifest);
  return {
    en: `Read the output as ${en}; ${count} classes, ids from ${first}`,
    zh: `输出格式为 ${zh}；${count} 个类别，编号从 ${first} 开始`,
  };
}

function nmsStep({ nms, layout }: ModelManifest): BilingualText {
  if (!nms) {
    return layoutOf(layout).nmsBy === "nobody"
      ? { en: "No suppression is needed: one query, one box", zh: "无需非极大值抑制：一个查询对应一个框" }
      : { en: "Overlapping boxes are suppressed inside the model", zh: "重叠框在模型内部抑制" };
  }
  return {
    en: `Loupe suppresses boxes that overlap more than ${nms.iou}${nms.perClass ? " within a class" : " across classes"}, keeping ${nms.maxDetections} at most`,
    zh: `Loupe ${nms.perClass ? "在同类内" : "跨类别"}抑制重叠超过 ${nms.iou} 的框，最多保留 ${nms.maxDetections} 个`,
  };
}

function floorStep({ graphScoreFloor }: ModelManifest): BilingualText {
  return graphScoreFloor === null
    ? { en: "No score floor inside the model is known", zh: "未知模型内部是否有得分下限" }
    : {
        en: `The model itself drops boxes below a score of ${graphScoreFloor}`,
        zh: `模型自身丢弃得分低于 ${graphScoreFloor} 的框`,
      };
}
