/** What each layout's framework does when nothing says otherwise. */
import type { Layout, Preprocess, Nms } from "./modelManifest.ts";

/** torchvision resizes and normalises inside the graph: its input is simply RGB / 255. For the others this is only what a form starts with. */
export function customaryPreprocess(
  layout: Layout,
  inputSize: { readonly width: number; readonly height: number } | null,
): Preprocess {
  const size = inputSize ?? { width: 640, height: 640 };
  const plain: Preprocess["normalize"] = { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] };
  const imagenet: Preprocess["normalize"] = { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
  switch (layout) {
    case "torchvision":
      return { color: "RGB", resize: { kind: "none" }, normalize: plain, pad: { kind: "none" } };
    case "ultralytics-raw":
    case "ultralytics-end2end":
      return {
        color: "RGB",
        resize: { kind: "letterbox", ...size, fill: 114, interpolation: "linear" },
        normalize: plain,
        pad: { kind: "none" },
      };
    case "paddle-rcnn":
      return {
        color: "RGB",
        resize: { kind: "short-side", short: 800, max: 1333, interpolation: "linear" },
        normalize: imagenet,
        pad: { kind: "stride", stride: 32 },
      };
    case "paddle-yolo":
    case "paddle-raw":
      return {
        color: "RGB",
        resize: { kind: "stretch", ...size, interpolation: "cubic" },
        normalize: imagenet,
        pad: { kind: "none" },
      };
    case "paddle-detr":
      return {
        color: "RGB",
        resize: { kind: "stretch", ...size, interpolation: "cubic" },
        normalize: plain,
        pad: { kind: "none" },
      };
  }
}

/** Whoever leaves suppression to the application expects these numbers: PaddleDetection's PP-YOLOE configuration, Ultralytics' predict. */
export function customaryNms(layout: Layout): Nms | null {
  switch (layout) {
    case "paddle-raw":
      return { iou: 0.7, scoreFloor: 0.01, maxDetections: 300, perClass: true };
    case "ultralytics-raw":
      return { iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true };
    case "paddle-rcnn":
    case "paddle-yolo":
    case "paddle-detr":
    case "torchvision":
    case "ultralytics-end2end":
      return null;
  }
}
