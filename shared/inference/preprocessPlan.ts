/** The geometry of preprocessing: how an image maps to the input tensor, and how boxes map back. */
import { imageBox, type ImageBox, type InputBox, type Size } from "../core/box.ts";
import { roundHalfToEven } from "../core/rounding.ts";
import type { Preprocess, Resize } from "./preprocess.ts";

export { roundHalfToEven } from "../core/rounding.ts";

export interface PreprocessPlan {
  readonly source: Size;
  /** Input pixels per image pixel, before `resized` was rounded. */
  readonly scale: { readonly x: number; readonly y: number };
  readonly resized: Size;
  /** The tensor's size: resized plus padding. */
  readonly padded: Size;
  /** Where the resized image begins inside the tensor; nonzero only for a letterbox. */
  readonly offset: { readonly x: number; readonly y: number };
}

/**
 * Plans the resize and the padding of an image of `source` pixels. Short side: PaddleX 1.3 `ResizeByShort` =
 * PaddleDetection `Resize(keep_ratio)`. Letterbox: Ultralytics `LetterBox`, centred on grey.
 */
export function planPreprocess(preprocess: Preprocess, source: Size): PreprocessPlan {
  const { scale, resized } = planResize(preprocess.resize, source);
  if (preprocess.resize.kind === "letterbox") {
    const { width, height } = preprocess.resize;
    const offset = {
      x: roundHalfToEven((width - resized.width) / 2 - 0.1),
      y: roundHalfToEven((height - resized.height) / 2 - 0.1),
    };
    return { source, scale, resized, padded: { width, height }, offset };
  }
  return { source, scale, resized, padded: planPad(preprocess.pad, resized), offset: { x: 0, y: 0 } };
}

function planPad(pad: Preprocess["pad"], resized: Size): Size {
  switch (pad.kind) {
    case "none":
      return resized;
    case "stride":
      return {
        width: Math.ceil(resized.width / pad.stride) * pad.stride,
        height: Math.ceil(resized.height / pad.stride) * pad.stride,
      };
    case "size":
      return { width: Math.max(resized.width, pad.width), height: Math.max(resized.height, pad.height) };
  }
}

/** Source pixels per resized pixel, as the framework's resize samples: by the whole sizes (`cv2.resize` with a size) or by the scale itself (with fx, fy). */
export function samplingRatio(resize: Resize, plan: PreprocessPlan): { readonly x: number; readonly y: number } {
  if (resize.kind === "short-side" && resize.sampling === "scale") return { x: 1 / plan.scale.x, y: 1 / plan.scale.y };
  return { x: 1 / (plan.resized.width / plan.source.width), y: 1 / (plan.resized.height / plan.source.height) };
}

function planResize(resize: Resize, source: Size): Pick<PreprocessPlan, "scale" | "resized"> {
  const { width, height } = source;
  const byScale = (scale: number) => ({
    scale: { x: scale, y: scale },
    resized: {
      width: Math.max(1, roundHalfToEven(width * scale)),
      height: Math.max(1, roundHalfToEven(height * scale)),
    },
  });
  switch (resize.kind) {
    case "none":
      return byScale(1);
    case "stretch":
      return {
        scale: { x: resize.width / width, y: resize.height / height },
        resized: { width: resize.width, height: resize.height },
      };
    case "letterbox":
      return byScale(Math.min(resize.width / width, resize.height / height));
    case "short-side": {
      const long = Math.max(width, height);
      const scale = resize.short / Math.min(width, height);
      return byScale(roundHalfToEven(scale * long) > resize.max ? resize.max / long : scale);
    }
  }
}

/** Maps a box from model-input pixels back to image pixels. */
export function toImageBox(plan: PreprocessPlan, box: InputBox): ImageBox {
  const { scale, offset } = plan;
  return imageBox(
    (box.x1 - offset.x) / scale.x,
    (box.y1 - offset.y) / scale.y,
    (box.x2 - offset.x) / scale.x,
    (box.y2 - offset.y) / scale.y,
  );
}
