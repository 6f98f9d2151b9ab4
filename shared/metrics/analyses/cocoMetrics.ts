/** The twelve COCO numbers as an analysis. */
import { z } from "zod";
import { classCases } from "../cocoCases.ts";
import { COCO_METRICS, cocoEvaluation } from "../cocoEvaluation.ts";
import { columnsOfRoles } from "../evaluationColumns.ts";
import { analysis, imageCounts, imageCountsSchema, imagesOptions, rolesFor } from "./analysis.ts";

export const cocoMetrics = analysis({
  options: imagesOptions,
  result: z.object({
    counts: imageCountsSchema,
    /** In the order of `COCO_METRICS`, fractions of 1; -1 where nothing of that size is annotated. */
    metrics: z.array(z.number()).length(COCO_METRICS.length),
  }),
  parts: 5,
  compute(columns, options, onPart) {
    const chosen = columnsOfRoles(columns, rolesFor(options));
    const cases = classCases(chosen, "left-out");
    onPart();
    return { counts: imageCounts(chosen), metrics: cocoEvaluation(cases, onPart) };
  },
});
