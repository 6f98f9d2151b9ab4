/** COCO's error analysis: seven curves for all classes together and for each. */
import { z } from "zod";
import { classCases } from "../cocoCases.ts";
import { RECALL_POINTS } from "../cocoMatching.ts";
import { ERROR_TYPES, errorAnalysis } from "../errorAnalysis.ts";
import { columnsOfRoles } from "../evaluationColumns.ts";
import { analysis, imageCounts, imageCountsSchema, imagesOptions, rolesFor } from "./analysis.ts";

const curve = z.array(z.number()).length(RECALL_POINTS.length);
const curves = z.array(curve).length(ERROR_TYPES.length);

/** What each curve forgives, in order. */
export const errorTypesSchema = z.custom<typeof ERROR_TYPES>(
  (value) => Array.isArray(value) && value.join() === ERROR_TYPES.join(),
);

export const cocoErrors = analysis({
  options: imagesOptions,
  result: z.object({
    counts: imageCountsSchema,
    types: errorTypesSchema,
    /** Precision at the 101 recall points, one curve per type: the mean over the classes. */
    all: curves,
    /** Per type and class the area under the curve. */
    perClassMean: z.array(z.array(z.number())).length(ERROR_TYPES.length),
    /** Per class one curve per type; all -1 where the class has no ground truth. */
    perClass: z.array(curves),
  }),
  parts: 3,
  compute(columns, options, onPart) {
    const chosen = columnsOfRoles(columns, rolesFor(options));
    const plain = classCases(chosen, "left-out");
    onPart();
    const forgiving = classCases(chosen, "crowd");
    onPart();
    const errors = errorAnalysis(plain, forgiving);
    onPart();
    return { counts: imageCounts(chosen), ...errors };
  },
});
