/** The box-level figures of `loupe evaluate` as one analysis: COCO, VOC and errors, without and with the defect-free images. */
import { z } from "zod";
import { BOX_LEVEL_PARTS, type BoxLevelFigures, boxLevelFigures } from "../evaluate.ts";
import { analysis } from "./analysis.ts";
import { errorTypesSchema } from "./cocoErrors.ts";
import { averagePrecisionSchema } from "./vocPrecision.ts";

const figures = z.object({
  coco: z.array(z.number()),
  voc: z.object({ "11point": averagePrecisionSchema, area: averagePrecisionSchema }),
  error: z.object({
    types: errorTypesSchema,
    all: z.array(z.array(z.number())),
    perClassMean: z.array(z.array(z.number())),
  }),
});

export const boxLevel = analysis({
  options: z.object({}),
  result: z.object({
    images: z.object({
      annotated: z.number(),
      background: z.number(),
      unlabelled: z.number(),
      excluded: z.number(),
    }),
    annotated: figures,
    all: figures,
  }) satisfies z.ZodType<BoxLevelFigures>,
  parts: BOX_LEVEL_PARTS,
  compute: (columns, _options, onPart) => boxLevelFigures(columns, onPart),
});
