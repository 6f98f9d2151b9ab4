/** Reads a finished or interrupted run from its folder and maps its outcomes to the images of a dataset. */
import { failure } from "../../shared/core/failure.ts";
import { existsSync } from "node:fs";
import path from "node:path";
import { reasonText } from "../../shared/words/failureText.ts";
import { joinClasses } from "../../shared/core/classTable.ts";
import { alignDetections, type Detections } from "../../shared/core/detections.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { createImageNames, type NameResolution } from "../engine/datasets/imageNames.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import type { RecordedOutcome } from "../engine/runs/outcomeRecord.ts";
import { RUN_FILE } from "../engine/runs/runFile.ts";
import type { RunHead } from "../engine/runs/runHead.ts";
import { openRunStore } from "../engine/runs/runStore.ts";

export interface StoredRun {
  readonly head: RunHead;
  readonly records: readonly RecordedOutcome[];
  /** Images whose row is damaged. */
  readonly damaged: readonly string[];
}

export type StoredRunReading =
  | { readonly ok: true; readonly value: StoredRun }
  | { readonly ok: false; readonly failure: Failure };

/** Never starts a run, never moves a damaged one. */
export async function readRun(folder: string): Promise<StoredRunReading> {
  const file = path.join(folder, RUN_FILE);
  if (!existsSync(file)) return { ok: false, failure: failure("no-run", file) };
  const opening = openRunStore(folder, { setAside: false });
  if (!opening.ok) return opening;
  try {
    const head = opening.store.head();
    if (head === null) return { ok: false, failure: failure("run-not-begun", file) };
    const { records, damaged } = opening.store.outcomes();
    return { ok: true, value: { head, records, damaged } };
  } finally {
    opening.store.close();
  }
}

/** Reasons and texts are English here: the command line alone reads runs from folders. */
export interface AlignedRun {
  /** Per image of the dataset, classes in the dataset's table; null where not measured. */
  readonly detections: readonly (Detections | null)[];
  /** Per image of the dataset, with the dataset's image id; classes still in the run's table. */
  readonly outcomes: readonly (ImageOutcome | null)[];
  readonly notMeasured: readonly { readonly image: string; readonly reason: string }[];
  /** Classes of the run that the dataset lacks, where any detection has them. */
  readonly foreignClasses: readonly { readonly name: string; readonly detections: number }[];
  /** Images whose size differs from the annotated one, as after a rotation: their boxes may be misplaced. */
  readonly otherSizes: readonly { readonly image: string; readonly annotated: string; readonly inspected: string }[];
  readonly matched: number;
  /** Images of the run that the dataset does not list. */
  readonly elsewhere: number;
}

/**
 * An image is the same file, or, where the dataset was moved, has the same name, or, where the run was made from a
 * folder inside, the same end of its name. The first of these rules that matches any image is used for all, so that
 * rules are never mixed.
 */
export function alignRun(opened: OpenedDataset, run: StoredRun): AlignedRun {
  const { dataset } = opened;
  const found = placeRecords(opened, run);
  const matched = found.filter((record) => record !== null).length;
  const joined = joinClasses(dataset.classes, run.head.info.classes);
  const damaged = new Set(run.damaged);
  const notMeasured: { image: string; reason: string }[] = [];
  const detections = found.map((record, i) => {
    const image = dataset.images[i]?.name ?? "";
    if (record?.outcome.status === "done") return alignDetections(record.outcome.detections, joined);
    const reason =
      record?.outcome.status === "failed"
        ? `${record.outcome.code}: ${reasonText(record.outcome.reason, "en")}`
        : damaged.has(image)
          ? "its row in the run is damaged"
          : "not in the run";
    notMeasured.push({ image, reason });
    return null;
  });
  const outcomes = found.map((record, i) =>
    record ? { ...record.outcome, imageId: dataset.images[i]?.id ?? "" } : null,
  );
  return {
    detections,
    outcomes,
    notMeasured,
    foreignClasses: countForeign(detections, joined.names, dataset.classes.length),
    otherSizes: findOtherSizes(opened, found),
    matched,
    elsewhere: run.records.length - matched,
  };
}

function findOtherSizes(
  { dataset }: OpenedDataset,
  found: readonly (RecordedOutcome | null)[],
): { image: string; annotated: string; inspected: string }[] {
  return dataset.images.flatMap(({ name, size }, i) => {
    const outcome = found[i]?.outcome;
    if (size === null || outcome?.status !== "done" || (outcome.width === size.width && outcome.height === size.height))
      return [];
    return [
      { image: name, annotated: `${size.width} x ${size.height}`, inspected: `${outcome.width} x ${outcome.height}` },
    ];
  });
}

function countForeign(
  detections: readonly (Detections | null)[],
  classes: readonly string[],
  known: number,
): { name: string; detections: number }[] {
  const counts = new Array<number>(classes.length).fill(0);
  for (const one of detections) for (const index of one?.classIndices ?? []) counts[index] = (counts[index] ?? 0) + 1;
  return classes
    .map((name, i) => ({ name, detections: counts[i] ?? 0 }))
    .filter(({ detections: count }, i) => i >= known && count > 0);
}

/** Per image of the dataset its record, or null. */
function placeRecords({ dataset, files }: OpenedDataset, run: StoredRun): (RecordedOutcome | null)[] {
  const byPath = new Map(dataset.images.map((image, i) => [files.get(image.id)?.path, i]));
  const names = createImageNames(dataset.images.map(({ name }) => name));
  const indexOf = (resolution: NameResolution) => (resolution.kind === "image" ? resolution.index : undefined);
  const ways: readonly ((record: RecordedOutcome) => number | undefined)[] = [
    ({ name }) => byPath.get(path.resolve(run.head.source.folder, name)),
    ({ name }) => indexOf(names.byExactName(name)),
    ({ name }) => indexOf(names.byName(name)),
  ];
  for (const way of ways) {
    const found = new Array<RecordedOutcome | null>(dataset.images.length).fill(null);
    for (const record of run.records) {
      const index = way(record);
      if (index !== undefined) found[index] ??= record;
    }
    if (found.some((record) => record !== null)) return found;
  }
  return new Array<RecordedOutcome | null>(dataset.images.length).fill(null);
}
