/** Everything derived from dataset, run and view: computed on demand, remembered for the last inputs, never stored. */
import { joinClasses, type ClassTable } from "../../shared/core/classTable.ts";
import type { Dataset, DatasetImage, ImageRole } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import type { DecisionRule } from "../../shared/core/decisionRule.ts";
import { compileRule, type CompiledRule } from "../../shared/metrics/decide.ts";
import { indexColumns, type DecisionIndex, type SortedColumns } from "../../shared/metrics/decisionIndex.ts";
import { operatingPoint as operatingPointOf, type OperatingPoint } from "../../shared/metrics/operatingPoint.ts";
import { floorsOf, NO_FLOORS, type ScoreFloors } from "../../shared/metrics/scoreFloors.ts";
import { createImageDecisions, type ImageDecisions } from "./imageDecisions.ts";
import {
  countByClass,
  createListedImages,
  verdictWith,
  type ListedImages,
  type Outcomes,
  type VerdictOrState,
} from "./listedImages.ts";
import type { ProjectState, ProjectStore } from "./projectStore.ts";
import { rememberLast } from "./rememberLast.ts";
import type { RunState, RunStore } from "./runStore.ts";
import type { ViewState, ViewStore } from "./viewStore.ts";

export type { ListedImages, VerdictOrState } from "./listedImages.ts";

/** A moment of all three stores; views read through one of these, so that everything they show belongs to the same moment. */
export interface Moment {
  readonly project: ProjectState;
  readonly run: RunState;
  readonly view: ViewState;
}

export interface Derived {
  readonly moment: () => Moment;
  readonly classTable: (m: Moment) => ClassTable;
  /** The compiled rule, which decides on boxes. */
  readonly compiledRule: (m: Moment) => CompiledRule;
  /** The run's scores by ground truth; the same object while only the band moves. */
  readonly sortedColumns: (m: Moment) => SortedColumns;
  /** The same with the rule and the floors. */
  readonly decisionIndex: (m: Moment) => DecisionIndex;
  readonly operatingPoint: (m: Moment) => OperatingPoint;
  readonly listed: (m: Moment) => ListedImages;
  readonly verdict: (m: Moment, imageIndex: number) => VerdictOrState;
  readonly imageById: (m: Moment, id: string | null) => { readonly index: number; readonly image: DatasetImage } | null;
  /** The highest score of a box that counts; -1 where none does, null if not measured or failed. */
  readonly bestScore: (m: Moment, imageIndex: number) => number | null;
  /** By index of the class table: how many images have ground truth or a shown detection of the class. */
  readonly classCounts: (m: Moment) => Int32Array;
  /** How many images of the dataset have each role. */
  readonly roleCounts: (m: Moment) => Readonly<Record<ImageRole, number>>;
  /** The run's outcome for an image, only when the run belongs to the open dataset. */
  readonly outcome: (m: Moment, imageIndex: number) => ImageOutcome | undefined;
}

const NO_IMAGES: readonly DatasetImage[] = [];
const NO_OUTCOMES: Outcomes = [];

export function createDerived(stores: { project: ProjectStore; run: RunStore; view: ViewStore }): Derived {
  const joined = rememberLast((dataset: Dataset | null, runClasses: readonly string[] | undefined) =>
    joinClasses(dataset?.classes ?? [], runClasses ?? []),
  );
  const roles = rememberLast((dataset: Dataset | null) => (dataset?.images ?? NO_IMAGES).map((image) => image.role));
  const byRole = rememberLast((dataset: Dataset | null) => {
    const tally: Record<ImageRole, number> = { annotated: 0, background: 0, unlabelled: 0 };
    for (const role of roles(dataset)) tally[role] += 1;
    return tally;
  });
  const positions = rememberLast(
    (dataset: Dataset | null) => new Map((dataset?.images ?? NO_IMAGES).map((image, i) => [image.id, i] as const)),
  );
  const floors = rememberLast(
    (run: number | undefined, graph: number | null | undefined): ScoreFloors =>
      run === undefined ? NO_FLOORS : floorsOf({ scoreFloor: run, graphScoreFloor: graph }),
  );
  const compiled = rememberLast(compileRule);
  const decide = createImageDecisions();
  const sorted = rememberLast((decisions: ImageDecisions, dataset: Dataset | null) =>
    indexColumns(decisions.columns, roles(dataset)),
  );
  const index = rememberLast(
    (columns: SortedColumns, rule: DecisionRule, at: ScoreFloors): DecisionIndex => ({
      ...columns,
      rule,
      floors: at,
    }),
  );
  const point = rememberLast((of: DecisionIndex) => operatingPointOf(of));
  const list = createListedImages();
  const classes = rememberLast(countByClass);

  const isCurrent = ({ project, run }: Moment) => project.dataset !== null && run.datasetId === project.dataset.id;
  const outcomes = (m: Moment) => (isCurrent(m) ? m.run.outcomes : NO_OUTCOMES);
  const classTable = (m: Moment) => joined(m.project.dataset, m.run.run?.classes ?? m.project.model?.manifest.classes);
  const floorsAt = ({ run }: Moment) => floors(run.run?.scoreFloor, run.run?.graphScoreFloor);
  const compiledRule = (m: Moment) => compiled(m.view.rule, classTable(m), floorsAt(m));
  const decisions = (m: Moment) =>
    decide({
      rule: m.view.rule,
      table: classTable(m),
      floors: floorsAt(m),
      images: m.project.dataset?.images ?? NO_IMAGES,
      outcomes: outcomes(m),
      revision: m.run.revision,
    });
  const sortedColumns = (m: Moment) => sorted(decisions(m), m.project.dataset);
  const decisionIndex = (m: Moment) => index(sortedColumns(m), m.view.rule, floorsAt(m));
  const operatingPoint = (m: Moment) => point(decisionIndex(m));

  return {
    moment: () => ({ project: stores.project.getState(), run: stores.run.getState(), view: stores.view.getState() }),
    classTable,
    compiledRule,
    sortedColumns,
    decisionIndex,
    operatingPoint,
    listed: (m) =>
      list({
        dataset: m.project.dataset,
        outcomes: outcomes(m),
        decisions: decisions(m),
        revision: m.run.revision,
        table: classTable(m),
        compiled: compiledRule(m),
        point: operatingPoint(m),
        choice: m.view,
      }),
    verdict: (m, i) => {
      const image = m.project.dataset?.images[i];
      if (!image) return "pending";
      return verdictWith(image, outcomes(m)[i], decisions(m), i, m.view.rule);
    },
    imageById: (m, id) => {
      const i = id === null ? undefined : positions(m.project.dataset).get(id);
      const image = i === undefined ? undefined : m.project.dataset?.images[i];
      return image && i !== undefined ? { index: i, image } : null;
    },
    bestScore: (m, i) => {
      const score = decisions(m).best[i] ?? NaN;
      return Number.isNaN(score) ? null : score;
    },
    classCounts: (m) => classes(m.project.dataset, outcomes(m), m.run.revision, classTable(m), compiledRule(m)),
    roleCounts: (m) => byRole(m.project.dataset),
    outcome: (m, i) => outcomes(m)[i],
  };
}
