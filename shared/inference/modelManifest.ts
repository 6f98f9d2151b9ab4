/** The manifest that describes how a detector is fed and decoded: written beside the model, checked when it is opened. */
import { z } from "zod";
import { inputRoles, layoutNames, layoutOf, type InputRole } from "./layoutRegistry.ts";
import { nmsSchema } from "./nms.ts";
import { preprocessSchema } from "./preprocess.ts";

/** A layout by the name under which it is registered. */
export const layoutSchema = z.enum(layoutNames);

/** The format name that every manifest of Loupe carries. */
export const MANIFEST_FORMAT = "loupe-model";

const inputName = z.string();
/** The image and every other input of any layout, each by its name in the graph. */
const inputsSchema = z.object({
  image: inputName,
  ...(Object.fromEntries(inputRoles.map((role) => [role, inputName.optional()])) as Record<
    InputRole,
    z.ZodOptional<z.ZodString>
  >),
});

export const modelManifestSchema = z.object({
  format: z.literal(MANIFEST_FORMAT),
  formatVersion: z.literal(1),
  name: z.string().min(1).max(200),
  /** What people call it, by the code of a language. */
  title: z.record(z.string(), z.string()).optional(),
  /** File name beside the manifest; never a path. */
  file: z.string().regex(/^[^/\\]+\.onnx$/i),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Files of the graph's weights, relative to its folder: as much part of the model as the graph. */
  weights: z.array(z.object({ file: z.string().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/) })).optional(),
  layout: layoutSchema,
  /** Names in the graph; absent where the layout has none. */
  inputs: inputsSchema,
  preprocess: preprocessSchema,
  /** Index = class id of the output minus `firstClassId`. */
  classes: z.array(z.string().min(1)).min(1).max(10000),
  /** Class id of `classes[0]`; if absent, the layout's default: 1 where 0 is the background. */
  firstClassId: z.union([z.literal(0), z.literal(1)]).optional(),
  /** The score below which the graph itself drops boxes: curves begin there. */
  graphScoreFloor: z.number().min(0).max(1).nullable(),
  /** Suppression done by Loupe; null where the graph does it. */
  nms: nmsSchema.nullable(),
  synthetic: z.boolean().default(false),
  training: z.record(z.string(), z.unknown()).optional(),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;

/** The class id that `classes[0]` has in the model's output. */
export function firstClassIdOf(manifest: Pick<ModelManifest, "layout" | "firstClassId">): number {
  return manifest.firstClassId ?? layoutOf(manifest.layout).firstClassId;
}
