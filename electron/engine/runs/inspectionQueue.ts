/** Decides which images of a run still need work, in which order and which of them alone. */
import type { ImageRole } from "../../../shared/core/dataset.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";

export interface QueuedImage {
  readonly imageId: string;
  readonly name: string;
  readonly path: string;
  /** 1 for the first try. */
  readonly tries: number;
  /** True when it must run alone, because it is suspected of having ended the engine. */
  readonly alone: boolean;
}

export interface InspectionImage {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly role: ImageRole;
  /** The current state of the file, to decide whether a stored outcome belongs to it. */
  readonly bytes: number;
  readonly modified: number;
}

export interface InspectionPlan {
  readonly queue: readonly QueuedImage[];
  /** Outcomes that remain valid. */
  readonly kept: readonly RecordedOutcome[];
  /** Images that ended the engine too often, to be recorded as failed. */
  readonly quarantined: readonly InspectionImage[];
  /** Images whose file differs from the one of their outcome. */
  readonly changed: number;
}

const MAX_TRIES = 2;
/** The code of a failed outcome that no further try can fix. */
export const ENDED_ENGINE = "ended-engine";
/** The code of an outcome that took more time or memory in the model than it might: a further try would end the engine again. */
export const OVER_LIMIT = "over-limit";

/**
 * A done image is done; a failed one is tried once more. An image that was under way when the engine died is tried first and alone, so that a second
 * death accuses it and nobody else; after that once more, alone and last, because a process can be ended from outside; `maxCrashes` deaths are enough.
 * Defect images and backgrounds alternate in proportion, so that recall and overkill are both known from the first images on.
 */
export function planInspection(
  images: readonly InspectionImage[],
  stored: readonly RecordedOutcome[],
  crashes: ReadonlyMap<string, number>,
  maxCrashes: number,
): InspectionPlan {
  const byId = new Map(stored.map((record) => [record.outcome.imageId, record]));
  const kept: RecordedOutcome[] = [];
  const quarantined: InspectionImage[] = [];
  const first: QueuedImage[] = [];
  const middle: QueuedImage[] = [];
  const last: QueuedImage[] = [];
  let changed = 0;
  for (const image of interleaveRoles(images)) {
    const record = byId.get(image.id);
    const same = record !== undefined && record.fileBytes === image.bytes && record.fileModified === image.modified;
    if (record && !same) changed += 1;
    if (record && same && stands(record)) {
      kept.push(record);
      continue;
    }
    const deaths = crashes.get(image.id) ?? 0;
    if (deaths >= maxCrashes) {
      quarantined.push(image);
      continue;
    }
    const tries = record && same ? record.tries + 1 : 1;
    const queued = { imageId: image.id, name: image.name, path: image.path, tries, alone: deaths > 0 };
    (deaths === 0 ? middle : deaths === 1 ? first : last).push(queued);
  }
  return { queue: [...first, ...middle, ...last], kept, quarantined, changed };
}

/** Image i of the n of its role comes at the share (i + 1/2) / n of the whole; within a role the order stays. */
function interleaveRoles(images: readonly InspectionImage[]): InspectionImage[] {
  const counts = new Map<ImageRole, number>();
  const places = images.map(({ role }) => {
    const place = counts.get(role) ?? 0;
    counts.set(role, place + 1);
    return place;
  });
  return images
    .map((image, i) => ({ image, share: ((places[i] ?? 0) + 0.5) / (counts.get(image.role) ?? 1) }))
    .sort((a, b) => a.share - b.share)
    .map(({ image }) => image);
}

function stands({ outcome, tries }: RecordedOutcome): boolean {
  return outcome.status === "done" || tries >= MAX_TRIES || [ENDED_ENGINE, OVER_LIMIT].includes(outcome.code);
}
