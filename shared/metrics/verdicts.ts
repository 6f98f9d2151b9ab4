/** The verdict of each image at a threshold, and the images of a verdict: what the library's filters show. */
import type { CountingRule } from "../core/countingRule.ts";
import type { ImageRole } from "../core/dataset.ts";
import { isRejected } from "./thresholdSweep.ts";

/**
 * `caught` / `escaped`: a defect image called NG / OK · `overkill` / `passed`: a background called NG / OK
 * · `ng` / `ok`: an image of which nothing is known.
 */
export type Verdict = "caught" | "escaped" | "overkill" | "passed" | "ng" | "ok";

/**
 * The verdict of one image; null while it is not measured (NaN).
 * @param bestScore the highest score of any box of any class, -1 where nothing was found
 */
export function verdictOf(bestScore: number, role: ImageRole, threshold: number, rule: CountingRule): Verdict | null {
  if (Number.isNaN(bestScore)) return null;
  const rejected = isRejected(bestScore, threshold, rule);
  switch (role) {
    case "annotated":
      return rejected ? "caught" : "escaped";
    case "background":
      return rejected ? "overkill" : "passed";
    case "unlabelled":
      return rejected ? "ng" : "ok";
  }
}

/** The positions of all images whose verdict is among `wanted`, in the run's order; one pass, no allocation per image. */
export function imagesWithVerdict(
  best: Float64Array,
  roles: readonly ImageRole[],
  threshold: number,
  rule: CountingRule,
  wanted: ReadonlySet<Verdict>,
): Int32Array {
  const positions = new Int32Array(best.length);
  let count = 0;
  for (let i = 0; i < best.length; i++) {
    const verdict = verdictOf(best[i] as number, roles[i] as ImageRole, threshold, rule);
    if (verdict !== null && wanted.has(verdict)) positions[count++] = i;
  }
  return positions.slice(0, count);
}
