/** VOC's average precision as an analysis. */
import { z } from "zod";
import { columnsOfRoles } from "../evaluationColumns.ts";
import { vocAveragePrecision } from "../vocAveragePrecision.ts";
import { analysis, imageCounts, imageCountsSchema, imagesOptions, rolesFor } from "./analysis.ts";

/** Fractions of 1; null where a class, or every class, has no ground truth that counts. */
export const averagePrecisionSchema = z.object({
  mAP: z.number().nullable(),
  perClass: z.array(z.number().nullable()).readonly(),
});

export const vocPrecision = analysis({
  options: imagesOptions,
  result: z.object({
    counts: imageCountsSchema,
    "11point": averagePrecisionSchema,
    area: averagePrecisionSchema,
  }),
  parts: 1,
  compute(columns, options, onPart) {
    const chosen = columnsOfRoles(columns, rolesFor(options));
    const precision = vocAveragePrecision(chosen);
    onPart();
    return { counts: imageCounts(chosen), ...precision };
  },
});
