/** The columns of a rule sorted by ground truth, ready for any position of the band. */
import type { ImageRole } from "../core/dataset.ts";
import type { DecisionRule } from "../core/decisionRule.ts";
import type { CompiledRule, DecisionColumns } from "./decide.ts";
import type { ScoreFloors } from "./scoreFloors.ts";

/**
 * The decision scores of one kind of image, ascending, so that the count at any threshold is one binary search. Images
 * in which nothing counts come first, with -1; those decided by a class with its own threshold come last, with
 * +Infinity.
 */
export interface ScoreColumn {
  readonly scores: Float64Array;
}

/** The measured images of a run, ready for any threshold. Unlabelled, failed and not yet measured images are not included. */
export interface ImageScoreIndex {
  /** Scores by the boxes that satisfy `caughtBy`. */
  readonly defects: ScoreColumn;
  /** Scores that count towards NG. */
  readonly backgrounds: ScoreColumn;
}

/** The columns from which an operating point is counted. */
export interface SortedColumns extends ImageScoreIndex {
  /** Defect images by any box that counts towards NG. */
  readonly decidedDefects: ScoreColumn;
  /** Images without ground truth, by boxes that count towards NG. */
  readonly unlabelled: ScoreColumn;
  readonly review: {
    readonly defects: ScoreColumn;
    readonly backgrounds: ScoreColumn;
    readonly unlabelled: ScoreColumn;
  };
}

/** The columns with the rule they were built by; its band may move, the rest is fixed. */
export interface DecisionIndex extends SortedColumns {
  readonly rule: DecisionRule;
  readonly floors: ScoreFloors;
}

export function indexDecisions(
  columns: DecisionColumns,
  roles: readonly ImageRole[],
  { rule, floors }: Pick<CompiledRule, "rule" | "floors">,
): DecisionIndex {
  return { ...indexColumns(columns, roles), rule, floors };
}

/** A column that is used twice is sorted once. */
export function indexColumns({ ng, review, caught }: DecisionColumns, roles: readonly ImageRole[]): SortedColumns {
  const decidedDefects = sorted(ng, roles, "annotated");
  const backgrounds = sorted(ng, roles, "background");
  const unlabelled = sorted(ng, roles, "unlabelled");
  return {
    defects: caught === ng ? decidedDefects : sorted(caught, roles, "annotated"),
    backgrounds,
    decidedDefects,
    unlabelled,
    review:
      review === ng
        ? { defects: decidedDefects, backgrounds, unlabelled }
        : {
            defects: sorted(review, roles, "annotated"),
            backgrounds: sorted(review, roles, "background"),
            unlabelled: sorted(review, roles, "unlabelled"),
          },
  };
}

function sorted(column: Float64Array, roles: readonly ImageRole[], role: ImageRole): ScoreColumn {
  const scores = new Float64Array(column.length);
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    const score = column[i] as number;
    if (roles[i] === role && !Number.isNaN(score)) scores[count++] = score;
  }
  return { scores: scores.slice(0, count).sort() };
}
