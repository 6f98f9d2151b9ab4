/** The preprocessing settings of a manifest: how an image is decoded, resized, normalised and padded. */
import { z } from "zod";

export const interpolationSchema = z.enum(["nearest", "linear", "cubic", "area"]);
export type Interpolation = z.infer<typeof interpolationSchema>;

/** Pixels: of any side of a model's input. */
export const MAX_SIDE = 16_384;
const side = z.number().int().positive().max(MAX_SIDE);

export const resizeSchema = z.discriminatedUnion("kind", [
  /**
   * Resizes the short side to `short` unless the long side would exceed `max`. `sampling`: the grid follows the rounded
   * size (PaddleX, torch; the default) or the unrounded scale (PaddleDetection, which calls `cv2.resize` with fx and
   * fy).
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
  /** The type that the resize works on. `float32`: linear values keep their fractions (PaddleX 1.x); without it they are rounded to whole numbers, as OpenCV does on images. */
  resizeOn: z.enum(["uint8", "float32"]).optional(),
  /** (value / divide - mean) / std, per channel in the order of `color`. */
  normalize: z.object({
    divide: z.number().positive(),
    mean: z.tuple([z.number(), z.number(), z.number()]),
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  }),
  /** Zeros at the right and bottom, added after normalising. */
  pad: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("none") }),
    z.object({ kind: z.literal("stride"), stride: z.number().int().positive().max(256) }),
    z.object({ kind: z.literal("size"), width: side, height: side }),
  ]),
});
export type Preprocess = z.infer<typeof preprocessSchema>;
