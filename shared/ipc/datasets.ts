/** Commands about datasets and their images. */
import { z } from "zod";
import { datasetChoicesSchema, datasetSchema } from "../core/dataset.ts";
import { grantSchema, idSchema, outcome } from "./outcome.ts";

const shownImage = z.object({
  imageId: idSchema,
  bytes: z.instanceof(Uint8Array),
  mediaType: z.string(),
  width: z.number(),
  height: z.number(),
});

export const datasetCommands = {
  openDataset: {
    input: z.object({
      grant: grantSchema,
      list: z.string().max(300).optional(),
      /** Empty: none, even where the format has a usual one. */
      background: z.string().max(300).optional(),
    }),
    progress: z.object({ read: z.number(), total: z.number().nullable() }),
    output: outcome(datasetSchema),
  },
  /** Which lists and backgrounds the folder offers. */
  datasetChoices: {
    input: z.object({ grant: grantSchema }),
    output: outcome(datasetChoicesSchema),
  },
  /** An encoded image that a browser can decode, already upright. */
  image: {
    input: z.object({ datasetId: idSchema, imageId: idSchema }),
    output: outcome(shownImage),
  },
  thumbnail: {
    input: z.object({ datasetId: idSchema, imageId: idSchema, side: z.number().int().min(32).max(512) }),
    output: outcome(shownImage),
  },
} as const;
