/** The decision rule by its plain, slow definition, sharing no arithmetic with the product. */
import type { GroundTruthBox, ImageRole } from "../core/dataset.ts";
import type { Verdict } from "../core/decision.ts";
import type { Band, DecisionRule } from "../core/decisionRule.ts";
import type { Detection } from "../core/detections.ts";
import type { Zone } from "../core/zone.ts";

// The run lists the classes in another order and has one that the dataset lacks.
export const DATASET_CLASSES = ["scratch", "pit"];
export const RUN_CLASSES = ["pit", "stain", "scratch"];

export interface Drawn {
  readonly role: ImageRole;
  readonly groundTruth: readonly GroundTruthBox[];
  readonly rows: readonly Detection[] | null;
}

/** As NumPy rounds, computed from the decimal text: halves to even. */
function numpyRound(value: number): number {
  const low = Math.floor(value);
  if (value - low === 0.5) return low % 2 === 0 ? low : low + 1;
  return Math.round(value);
}

function plainReaches(score: number, threshold: number, rounding: DecisionRule["scoreRounding"]): boolean {
  return rounding === "exact" ? score >= threshold : numpyRound(threshold * 100) < numpyRound(score / 0.01);
}

/** By winding: a point is inside where the angles subtended by the edges do not sum to 0 and the number of turns is odd. Edges by distance. */
function plainInside(x: number, y: number, { area }: Zone): boolean {
  const corners =
    area.shape === "polygon"
      ? area.points
      : [
          { x: area.x1, y: area.y1 },
          { x: area.x2, y: area.y1 },
          { x: area.x2, y: area.y2 },
          { x: area.x1, y: area.y2 },
        ];
  let angle = 0;
  for (let i = 0; i < corners.length; i++) {
    const [a, b] = [corners[i], corners[(i + 1) % corners.length]];
    if (!a || !b) continue;
    const [ax, ay, bx, by] = [a.x - x, a.y - y, b.x - x, b.y - y];
    const length = Math.hypot(bx - ax, by - ay);
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * (bx - ax) + ay * (by - ay)) / length ** 2));
    if (Math.hypot(ax + along * (bx - ax), ay + along * (by - ay)) < 1e-9) return true;
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  }
  return Math.abs(Math.round(angle / (2 * Math.PI))) % 2 === 1;
}

function plainCounts({ box, classIndex }: Detection, rule: DecisionRule): boolean {
  if (rule.perClass[RUN_CLASSES[classIndex] ?? ""] === "ignore") return false;
  return plainIsMatched(box, rule);
}

function plainIsMatched({ x1, y1, x2, y2 }: Detection["box"], { zones, minimumSize }: DecisionRule): boolean {
  if (minimumSize) {
    const scale = minimumSize.unit === "px" ? 1 : minimumSize.millimetresPerPixel;
    if ((x2 - x1) * scale < minimumSize.width || (y2 - y1) * scale < minimumSize.height) return false;
  }
  const inside = zones.filter((zone) => plainInside((x1 + x2) / 2, (y1 + y2) / 2, zone)).map(({ kind }) => kind);
  if (inside.includes("ignore")) return false;
  return inside.includes("region-of-interest") || zones.every(({ kind }) => kind === "ignore");
}

function plainBand({ classIndex }: Detection, rule: DecisionRule): Band {
  const own = rule.perClass[RUN_CLASSES[classIndex] ?? ""];
  return own === undefined || own === "ignore" ? rule.band : own;
}

export function plainShows(row: Detection, rule: DecisionRule): "ng" | "review" | "ok" {
  if (!plainCounts(row, rule)) return "ok";
  const { ng, review } = plainBand(row, rule);
  if (plainReaches(row.score, ng, rule.scoreRounding)) return "ng";
  return plainReaches(row.score, review, rule.scoreRounding) ? "review" : "ok";
}

/** The pixels that both boxes cover, divided by those that either covers, counted one by one. */
function plainIou(a: Detection["box"], b: GroundTruthBox): number {
  const covers = (box: { x1: number; y1: number; x2: number; y2: number }, x: number, y: number) =>
    x >= box.x1 && x <= box.x2 && y >= box.y1 && y <= box.y2;
  let [both, either] = [0, 0];
  for (let x = 0; x <= 60; x++) {
    for (let y = 0; y <= 60; y++) {
      const [inA, inB] = [covers(a, x, y), covers(b, x, y)];
      if (inA && inB) both++;
      if (inA || inB) either++;
    }
  }
  return both / either;
}

function plainCatches(row: Detection, groundTruth: readonly GroundTruthBox[], { caughtBy }: DecisionRule): boolean {
  switch (caughtBy.way) {
    case "any-box":
      return true;
    case "right-class":
      return groundTruth.some(({ classIndex }) => DATASET_CLASSES[classIndex] === RUN_CLASSES[row.classIndex]);
    case "true-defect":
      // Boxes that only touch do not overlap in the field's convention.
      return groundTruth.some(
        (truth) =>
          row.box.x1 < truth.x2 &&
          row.box.x2 > truth.x1 &&
          row.box.y1 < truth.y2 &&
          row.box.y2 > truth.y1 &&
          plainIou(row.box, truth) > caughtBy.iou,
      );
  }
}

export function plainVerdict(image: Drawn, rule: DecisionRule): Verdict | null {
  if (image.rows === null) return null;
  const shown = image.rows.map((row) => plainShows(row, rule));
  const decided = shown.includes("ng") ? "ng" : shown.includes("review") ? "review" : "ok";
  if (image.role === "unlabelled") return decided;
  if (image.role === "background")
    return decided === "ng" ? "overkill" : decided === "review" ? "background-in-review" : "passed";
  if (decided === "review") return "defect-in-review";
  if (decided === "ok") return "escaped";
  const caught = image.rows.some((row, i) => shown[i] === "ng" && plainCatches(row, image.groundTruth, rule));
  return caught ? "caught" : "wrong-reason";
}
