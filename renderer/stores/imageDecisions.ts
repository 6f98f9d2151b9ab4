/** The columns of the decision rule for the open run, updated outcome by outcome: a growing run is never judged again from the start. */
import type { ClassTable } from "../../shared/core/classTable.ts";
import type { DatasetImage } from "../../shared/core/dataset.ts";
import { sameApartFromBand, type DecisionRule } from "../../shared/core/decisionRule.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { bestCounting, compileRule, type CompiledRule, type DecisionColumns } from "../../shared/metrics/decide.ts";
import type { ScoreFloors } from "../../shared/metrics/scoreFloors.ts";

/** A revision of the columns: a new object whenever a number in them changed. */
export interface ImageDecisions {
  readonly columns: DecisionColumns;
  /** Per image the highest score of a box that counts: -1 where none does, NaN where it is not measured. */
  readonly best: Float64Array;
}

export interface DecisionInput {
  readonly rule: DecisionRule;
  readonly table: ClassTable;
  readonly floors: ScoreFloors;
  readonly images: readonly DatasetImage[];
  /** By image; modified in place, so watch `revision`. */
  readonly outcomes: readonly (ImageOutcome | undefined)[];
  readonly revision: number;
}

/** Keeps the last columns: a moved band changes nothing in them, a new outcome only its own image. */
export function createImageDecisions(): (input: DecisionInput) => ImageDecisions {
  let compiled: CompiledRule | null = null;
  let of: Pick<DecisionInput, "table" | "floors" | "images" | "outcomes"> | null = null;
  let judged: (ImageOutcome | undefined)[] = [];
  let revision = -1;
  let current: ImageDecisions = empty(0);

  function stays({ rule, table, floors, images, outcomes }: DecisionInput): boolean {
    return (
      compiled !== null &&
      of !== null &&
      of.table === table &&
      of.images === images &&
      of.outcomes === outcomes &&
      of.floors.run === floors.run &&
      of.floors.graph === floors.graph &&
      sameApartFromBand(compiled.rule, rule)
    );
  }

  return (input) => {
    const { rule, table, floors, images, outcomes } = input;
    if (!stays(input) || compiled === null) {
      compiled = compileRule(rule, table, floors);
      of = { table, floors, images, outcomes };
      judged = new Array<undefined>(images.length).fill(undefined);
      current = empty(images.length);
      revision = -1;
    }
    if (revision === input.revision) return current;
    revision = input.revision;
    let changed = false;
    for (let i = 0; i < images.length; i++) {
      const outcome = outcomes[i];
      if (outcome === judged[i]) continue;
      judged[i] = outcome;
      judge(current, i, images[i] as DatasetImage, outcome, compiled);
      changed = true;
    }
    if (changed) current = { ...current };
    return current;
  };
}

/** Separate columns even where the rule makes them equal, so that each can be written in place. */
function empty(count: number): ImageDecisions {
  const column = () => new Float64Array(count).fill(NaN);
  return { columns: { ng: column(), review: column(), caught: column() }, best: column() };
}

function judge(
  { columns, best }: ImageDecisions,
  i: number,
  { role, groundTruth }: DatasetImage,
  outcome: ImageOutcome | undefined,
  compiled: CompiledRule,
): void {
  const detections = outcome?.status === "done" ? outcome.detections : null;
  const scores = compiled.scoresOf({ role, groundTruth, detections });
  columns.ng[i] = scores.ng;
  columns.review[i] = scores.review;
  columns.caught[i] = scores.caught;
  best[i] = detections === null ? NaN : bestCounting(detections, compiled).best;
}
