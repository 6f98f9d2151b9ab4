/** The manifest that says how a detector is fed and read: written beside the model, checked when it is opened. */
import { z } from "zod";

export const layoutSchema = z.enum([
  "paddle-rcnn",
  "paddle-yolo",
  "paddle-detr",
  "paddle-raw",
  "torchvision",
  "ultralytics-raw",
  "ultralytics-end2end",
]);
export type Layout = z.infer<typeof layoutSchema>;

export const interpolationSchema = z.enum(["nearest", "linear", "cubic", "area"]);
export type Interpolation = z.infer<typeof interpolationSchema>;

const side = z.number().int().positive().max(16384);

export const resizeSchema = z.discriminatedUnion("kind", [
  /**
   * Short side to `short` unless the long side would pass `max`. `sampling`: the grid follows the rounded size (PaddleX, torch; the default)
   * or the unrounded scale (PaddleDetection, which calls `cv2.resize` with fx and fy).
   */
  z.object({
    kind: z.literal("short-side"),
    short: side,
    max: side,
    interpolation: interpolationSchema,
    sampling: z.enum(["size", "scale"]).optional(),
  }),
  z.object({ kind: z.literal("stretch"), width: side, height: side, interpolation: interpolationSchema }),
  z.object({
    kind: z.literal("letterbox"),
    width: side,
    height: side,
    fill: z.number().min(0).max(255),
    interpolation: interpolationSchema,
  }),
  z.object({ kind: z.literal("none") }),
]);
export type Resize = z.infer<typeof resizeSchema>;

export const preprocessSchema = z.object({
  color: z.enum(["RGB", "BGR"]),
  resize: resizeSchema,
  /** What the resize works on. `float32`: linear values keep their fractions (PaddleX 1.x); without it they are rounded to whole numbers, as OpenCV does on images. */
  resizeOn: z.enum(["uint8", "float32"]).optional(),
  /** (value / divide - mean) / std, per channel in the order of `color`. */
  normalize: z.object({
    divide: z.number().positive(),
    mean: z.tuple([z.number(), z.number(), z.number()]),
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  }),
  /** Zeros right and bottom after normalising. */
  pad: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("stride"), stride: z.number().int().positive().max(256) }),
    z.object({ kind: z.literal("size"), width: side, height: side }),
  ]),
});
export type Preprocess = z.infer<typeof preprocessSchema>;

export const nmsSchema = z.object({
  iou: z.number().gt(0).max(1),
  scoreFloor: z.number().min(0).max(1),
  maxDetections: z.number().int().positive().max(100000),
  perClass: z.boolean(),
});
export type Nms = z.infer<typeof nmsSchema>;

/** The name that every manifest of Loupe carries. */
export const MANIFEST_FORMAT = "loupe-model";

export const modelManifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  formatVersion: z.literal(1),
  name: z.string().min(1).max(200),
  title: z.object({ en: z.string(), zh: z.string() }).optional(),
  /** File name beside the manifest; never a path. */
  file: z.string().regex(/^[^/\\]+\.onnx$/i),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Files that hold the graph's weights apart from it, relative to its folder: as much the model as the graph is. */
  weights: z.array(z.object({ file: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).optional(),
  layout: layoutSchema,
  /** Names in the graph; absent where the layout has none. `imInfo` and `imSize` belong to PaddleX 1.x exports. */
  inputs: z.object({
    image: z.string(),
    imShape: z.string().optional(),
    scaleFactor: z.string().optional(),
    imInfo: z.string().optional(),
    imSize: z.string().optional(),
  }),
  preprocess: preprocessSchema,
  /** Index = class id of the output less `firstClassId`. */
  classes: z.array(z.string().min(1)).min(1).max(10000),
  /** Class id of `classes[0]`; without it 1 for torchvision, whose 0 is the background, and 0 for all others. */
  firstClassId: z.union([z.literal(0), z.literal(1)]).optional(),
  /** The score below which the graph itself drops boxes: the curve is cut there. */
  graphScoreFloor: z.number().min(0).max(1).nullable(),
  /** Suppression done by Loupe; null where the graph does it. */
  nms: nmsSchema.nullable(),
  synthetic: z.boolean().default(false),
  training: z.record(z.string(), z.unknown()).optional(),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;

/** The class id that `classes[0]` has in the model's output. */
export function firstClassIdOf(manifest: Pick<ModelManifest, "layout" | "firstClassId">): number {
  return manifest.firstClassId ?? (manifest.layout === "torchvision" ? 1 : 0);
}
