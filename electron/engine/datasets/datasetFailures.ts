/** Failures of opening a dataset. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../shared/core/dataset.ts";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { systemReason } from "../files/systemReason.ts";
import type { DatasetRoot } from "./datasetRoot.ts";

/** A longer list of names would not help. */
const MAX_NAMED_LISTS = 10;

/** A file where a folder is expected. */
export function notAFolder(file: string): Failure {
  return failure("not-a-folder", file);
}

export function notAnImage(file: string): Failure {
  return failure("not-a-folder-nor-image", file);
}

export function unreadable(file: string, why: Reason): Failure {
  return why.code === "no-such-file" ? failure("not-found", file) : failure("unreadable", file, { reason: why });
}

/** `error`: what the system threw. */
export function refusedBySystem(file: string, error: unknown): Failure {
  return unreadable(file, systemReason(error));
}

/** The requested list, or the default one, does not exist; `lists`: the names available. */
export function missingList(file: string, lists: readonly string[]): Failure {
  return lists.length === 0
    ? failure("no-list", file)
    : failure("missing-list", file, { lists: lists.slice(0, MAX_NAMED_LISTS) });
}

/** Several files could be the dataset, and nothing shows which one is meant. */
export function severalLists(folder: string, lists: readonly string[]): Failure {
  return failure("several-lists", folder, { lists: lists.slice(0, MAX_NAMED_LISTS) });
}

/** The text files of the folder that may be PaddleX lists, by name. */
export async function textLists(root: DatasetRoot): Promise<string[]> {
  return (await readdir(root.path))
    .filter((name) => /\.txt$/i.test(name) && name.toLowerCase() !== "labels.txt")
    .sort();
}

export function backgroundOutside(folder: string): Failure {
  return failure("outside-dataset", folder);
}

export function missingBackground(named: string): Failure {
  return failure("missing-background", named);
}

/** `lookedFor`: by format, what would have made the folder a dataset, in file names alone. */
export function noImages(folder: string, issues: readonly DatasetIssue[], lookedFor: readonly string[]): Failure {
  const excluded = issues.filter((issue) => issue.excluded);
  const [first] = excluded;
  const why: Reason[] = [];
  if (first) {
    const detail = [reason(first.code), ...first.detail];
    why.push(reason("all-excluded", { count: excluded.length, first: first.file, detail }));
  }
  if (lookedFor.length > 0) why.push(reason("no-dataset-either", { files: lookedFor }));
  return why.length === 0 ? failure("no-images", folder) : failure("no-usable-images", folder, { why });
}

/** Names a file of the dataset relative to the folder as it was requested, not where links lead. */
export function belowAsked(failure: Failure, root: string, asked: string): Failure {
  const inside = path.isAbsolute(failure.file) ? path.relative(root, failure.file) : null;
  return inside === null || inside.startsWith("..") || path.isAbsolute(inside)
    ? failure
    : { ...failure, file: path.join(asked, inside) };
}
