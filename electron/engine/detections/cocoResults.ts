/** Reads a COCO results array into detections per image of a dataset; entries that match no image are counted and reported. */
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { reasonText } from "../../../shared/words/failureText.ts";
import { plainClassName } from "../../../shared/core/className.ts";
import { type Detection, type Detections, detectionsFromRows, isScore } from "../../../shared/core/detections.ts";
import type { ImageNames, NameResolution } from "../datasets/imageNames.ts";
import type { DatasetIds } from "../datasets/openedDataset.ts";
import { type CocoBoxEntry, readCocoBox } from "../datasets/readers/coco/cocoAnnotations.ts";

export interface PlacedResults {
  /** Per image of the dataset, in the file's order; class -1 is a class that the dataset lacks. */
  readonly detections: readonly Detections[];
  readonly total: number;
  /** Excluded entries and unknown classes, with their numbers. */
  readonly problems: readonly { readonly kind: ProblemKind; readonly what: string; readonly count: number }[];
  /** How numeric ids were read; null where there were none. */
  readonly imageIdsFrom: 0 | 1 | null;
  readonly categoryIdsFrom: 0 | 1 | null;
}

/** Entries of an `unknown-class` still count for the image's verdict; the others are excluded. */
export type ProblemKind = "unknown-image" | "ambiguous-image" | "unknown-class" | "bad-entry";

export type CocoResultsReading =
  | { readonly ok: true; readonly value: PlacedResults }
  | { readonly ok: false; readonly reason: Reason };

export interface CocoResult extends CocoBoxEntry {
  readonly score: number;
}

/**
 * Ids: `image_id` a file name or the image's position in the dataset, `category_id` a class name or the class's
 * position. Positions count from 1 as in COCO; a file that has an id 0 counts from 0, as PaddleX writes its images.
 * `ids`: the dataset's own ids, as in COCO; they are then used instead of positions.
 */
export function placeCocoResults(
  text: string,
  images: ImageNames,
  imageCount: number,
  classes: readonly string[],
  ids: DatasetIds | null = null,
): CocoResultsReading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { ok: false, reason: reason("not-json", { error: error instanceof Error ? error.message : String(error) }) };
  }
  if (!Array.isArray(parsed)) return { ok: false, reason: reason("not-a-results-array") };
  const problems = createProblemCount();
  const entries: CocoResult[] = [];
  parsed.forEach((raw: unknown, i) => {
    const entry = readCocoResult(raw);
    // English: the command line alone reads results files.
    if (!entry.ok) problems.add("bad-entry", `entry ${i + 1}: ${reasonText(entry.reason, "en")}`);
    else entries.push(entry.entry);
  });
  const imageIdsFrom = ids ? null : firstId(entries.map(({ image }) => image));
  const categoryIdsFrom = ids ? null : firstId(entries.map(({ category }) => category));
  const classIndex = new Map(classes.map((name, i) => [name.normalize("NFC"), i]));
  const rows: Detection[][] = Array.from({ length: imageCount }, () => []);
  for (const { image, category, box, score } of entries) {
    const placed = ids ? byOwnId(ids, images, image) : byNameOrPosition(images, image, imageIdsFrom ?? 1);
    if (placed.kind !== "image") {
      problems.add(placed.kind === "unknown" ? "unknown-image" : "ambiguous-image", String(image));
      continue;
    }
    const found =
      typeof category === "string"
        ? (ids?.classes.get(category) ?? classIndex.get(plainClassName(category)))
        : ids
          ? ids.classes.get(category)
          : category - (categoryIdsFrom ?? 1);
    const known = found !== undefined && Number.isInteger(found) && found >= 0 && found < classes.length;
    if (!known) problems.add("unknown-class", String(category));
    rows[placed.index]?.push({ box, score, classIndex: known ? found : -1 });
  }
  return {
    ok: true,
    value: {
      detections: rows.map(detectionsFromRows),
      total: parsed.length,
      problems: problems.list(),
      imageIdsFrom,
      categoryIdsFrom,
    },
  };
}

function byOwnId(ids: DatasetIds, images: ImageNames, image: string | number): NameResolution {
  const index = ids.images.get(image) ?? (typeof image === "string" ? ids.images.get(Number(image)) : undefined);
  if (index !== undefined) return { kind: "image", index };
  return typeof image === "string" ? images.byName(image) : { kind: "unknown" };
}

/** Some tools write numbers as text. */
function byNameOrPosition(images: ImageNames, named: string | number, first: 0 | 1): NameResolution {
  if (typeof named === "number") return images.byPosition(named, first);
  const byName = images.byName(named);
  return byName.kind === "unknown" && /^\d{1,9}$/.test(named) ? images.byPosition(Number(named), 1) : byName;
}

/** The first position that numeric ids use; null where there are none. */
export function firstId(ids: readonly (string | number)[]): 0 | 1 | null {
  const numbers = ids.filter((id) => typeof id === "number");
  if (numbers.length === 0) return null;
  return numbers.includes(0) ? 0 : 1;
}

/** An entry of results, or what is wrong with it. */
export function readCocoResult(
  raw: unknown,
): { readonly ok: true; readonly entry: CocoResult } | { readonly ok: false; readonly reason: Reason } {
  const read = readCocoBox(raw);
  if (!read.ok) return read;
  const { score } = raw as Record<string, unknown>;
  if (!isScore(score)) return { ok: false, reason: reason("score-not-0-to-1") };
  return { ok: true, entry: { ...read.entry, score } };
}

/** A name in a file may have any length. */
const MAX_SHOWN = 200;

function createProblemCount() {
  const counts = new Map<string, { kind: ProblemKind; what: string; count: number }>();
  return {
    add(kind: ProblemKind, what: string): void {
      const shown = what.length > MAX_SHOWN ? `${what.slice(0, MAX_SHOWN)}…` : what;
      const key = `${kind}\0${shown}`;
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { kind, what: shown, count: 1 });
    },
    list: () => [...counts.values()],
  };
}
