/** Reads the `data.yaml` of a YOLO dataset: class names, and the locations of each split's images. */
import { type Reason, reason } from "../../../../../shared/core/reason.ts";
import { readYaml } from "../../../files/readYaml.ts";
import { plainClassName } from "../../../../../shared/core/className.ts";

export interface YoloConfig {
  /** In the order of their numbers. */
  readonly classes: readonly string[];
  /** The base of all paths, as written; null when not given. */
  readonly path: string | null;
  /** Folders or text lists of each split, as written; absent for a split without any. */
  readonly splits: ReadonlyMap<string, readonly string[]>;
  /** Rows of labels contain the keypoints of a pose after the box. */
  readonly keypoints: boolean;
}

export type YoloConfigRead =
  | { readonly ok: true; readonly config: YoloConfig }
  | { readonly ok: false; readonly reason: Reason };

export const MAX_CONFIG_BYTES = 2 * 1024 * 1024;
const SPLITS = ["train", "val", "valid", "test", "minival"];
const MAX_CLASSES = 100_000;

/** Never throws. No tag of the YAML is executed, and aliases may not multiply. */
export function parseYoloConfig(text: string): YoloConfigRead {
  const read = readYaml(text);
  if (!read.ok) return read;
  const fields = read.mapping;
  const splits = new Map<string, readonly string[]>();
  for (const split of SPLITS) {
    const written: unknown = fields[split];
    const places = (Array.isArray(written) ? (written as unknown[]) : [written]).filter(
      (place): place is string => typeof place === "string" && place.trim() !== "",
    );
    if (places.length > 0) splits.set(split, places);
  }
  if (splits.size === 0) return { ok: false, reason: reason("yolo-names-no-images") };
  const classes = classNames(fields["names"], fields["nc"]);
  if (classes === null) return { ok: false, reason: reason("yolo-names-unusable") };
  const path = typeof fields["path"] === "string" && fields["path"] !== "" ? fields["path"] : null;
  return { ok: true, config: { classes, path, splits, keypoints: Array.isArray(fields["kpt_shape"]) } };
}

/** A list, or a mapping of 0, 1, 2 …; with `nc` alone the names are the class numbers, as in Ultralytics. */
function classNames(names: unknown, count: unknown): string[] | null {
  if (names === undefined || names === null) {
    if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MAX_CLASSES) return null;
    return Array.from({ length: count }, (_, i) => `class_${i}`);
  }
  if (typeof names !== "object") return null;
  const list: unknown[] = Array.isArray(names) ? (names as unknown[]) : listOf(names as Record<string, unknown>);
  const written = list.map((name) =>
    typeof name === "string" || typeof name === "number" || typeof name === "boolean"
      ? plainClassName(String(name))
      : "",
  );
  return written.length > 0 && written.length <= MAX_CLASSES && !written.includes("") ? written : null;
}

/** Missing numbers leave a gap that has no name. */
function listOf(names: Readonly<Record<string, unknown>>): unknown[] {
  const count = Object.keys(names).length;
  return Array.from({ length: count }, (_, i) => names[String(i)]);
}
