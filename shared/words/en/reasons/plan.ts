/** English: reasons about the plan of a model: from image to tensor, from outputs to boxes. */
import type { Templates } from "../../../core/codeTable.ts";
import type { PLAN_REASONS } from "../../../core/reasonCodes/plan.ts";

export const plan: Templates<typeof PLAN_REASONS> = {
  "step-decode": "Decode to 8-bit {{color}}, upright, alpha dropped",
  "step-keep-size": "Keep the image's own size",
  "step-stretch": "Stretch to {{size}}, {{interpolation}}",
  "step-letterbox": "Fit into {{size}}, centred on grey {{fill}}, {{interpolation}}",
  "step-short-side": "Resize the short side to {{short}}, the long side to {{max}} at most, {{interpolation}}",
  "step-fractions-kept": "{{step}}, fractions kept",
  "interpolation-nearest": "nearest neighbour",
  "interpolation-linear": "bilinear",
  "interpolation-cubic": "bicubic (a = -0.75)",
  "interpolation-area": "area average",
  "step-values-stay": "Values stay 0 to 255",
  "step-divide": "Divide by {{divide}}",
  "step-normalise": "Divide by {{divide}}, subtract {{mean}}, divide by {{std}}",
  "step-pad-stride": "Pad right and bottom with zeros to a multiple of {{stride}}",
  "step-pad-size": "Pad right and bottom with zeros to {{size}}",
  "step-output": "Read the output as {{layout}}; {{count}} classes, ids from {{first}}",
  "output-paddle-rcnn": "Paddle R-CNN: class, score, box in image pixels",
  "output-paddle-yolo": "Paddle YOLO family: class, score, box in image pixels",
  "output-paddle-detr": "Paddle DETR family: class, score, box in image pixels",
  "output-paddle-raw": "Paddle without suppression: boxes in image pixels and a score per class",
  "output-torchvision": "torchvision: boxes, labels, scores in input pixels",
  "output-ultralytics-raw": "Ultralytics: centre, size and class scores in input pixels",
  "output-ultralytics-end2end": "Ultralytics end to end: box, score, class in input pixels",
  "step-nms-within-class":
    "Loupe suppresses boxes that overlap more than {{iou}} within a class, keeping {{boxes}} at most",
  "step-nms-across-classes":
    "Loupe suppresses boxes that overlap more than {{iou}} across classes, keeping {{boxes}} at most",
  "step-nms-not-needed": "No suppression is needed: one query, one box",
  "step-nms-in-model": "Overlapping boxes are suppressed inside the model",
  "step-floor-unknown": "No score floor inside the model is known",
  "step-floor": "The model itself drops boxes below a score of {{floor}}",
};
