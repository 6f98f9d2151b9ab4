/** Finds the parts of a PaddleX VOC dataset before its rows are read: the list, the class names, the backgrounds. */
import path from "node:path";
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { quoted, reason } from "../../../../../shared/core/reason.ts";
import type { Failure } from "../../../../../shared/ipc/contract.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { type BackgroundFolder, findBackground } from "../../backgroundImages.ts";
import { missingList, textLists, unreadable } from "../../datasetFailures.ts";
import type { FolderPlace } from "../../datasetPlace.ts";
import type { DatasetRoot } from "../../datasetRoot.ts";
import type { DatasetOptions } from "../../openedDataset.ts";
import { parseLabels, parseVocList, type VocListRow } from "./vocList.ts";

export interface VocLayout {
  readonly root: DatasetRoot;
  readonly listName: string;
  readonly rows: readonly VocListRow[];
  /** Null without a `labels.txt`: the sorted names of the annotations are then used. */
  readonly classes: readonly string[] | null;
  /** Null when there are no backgrounds. */
  readonly background: BackgroundFolder | null;
  readonly synthetic: boolean;
  /** Remarks made while finding the parts. */
  readonly issues: readonly DatasetIssue[];
}

export const DEFAULT_LIST = "val_list.txt";
export const DEFAULT_BACKGROUND = "val_wu_xia_ci";
/** A list of a million rows is about 60 MB. */
export const MAX_LIST_BYTES = 256 * 1024 * 1024;

/** `madeRows`: for a dataset without any list; null reads the list. */
export async function findVocLayout(
  { root, synthetic }: FolderPlace,
  madeRows: readonly VocListRow[] | null,
  options: DatasetOptions,
): Promise<VocLayout | { readonly failure: Failure }> {
  const listName = options.list ?? DEFAULT_LIST;
  const issues: DatasetIssue[] = [];
  const rows = madeRows ?? (await readList(root, listName));
  if ("failure" in rows) return rows;
  if (madeRows !== null)
    issues.push({
      code: "bad-row",
      file: listName,
      detail: [reason("no-list")],
      excluded: false,
    });
  const labels = await readLabels(root, issues);
  if (labels !== null && "failure" in labels) return labels;
  const background = await findBackground(root, options, DEFAULT_BACKGROUND);
  if (background !== null && "failure" in background) return background;
  return { root, listName, rows, classes: labels?.classes ?? null, background, synthetic, issues };
}

async function readList(
  root: DatasetRoot,
  listName: string,
): Promise<readonly VocListRow[] | { readonly failure: Failure }> {
  const list = await root.locate(listName);
  const file = path.join(root.path, listName);
  if (list.kind === "missing") return { failure: missingList(file, await textLists(root)) };
  if (list.kind !== "file") return { failure: unreadable(file, list.reason) };
  const read = await readTextFile(list.realPath, MAX_LIST_BYTES);
  return read.ok ? parseVocList(read.text) : { failure: unreadable(list.realPath, read.reason) };
}

async function readLabels(
  root: DatasetRoot,
  issues: DatasetIssue[],
): Promise<{ readonly classes: string[] } | { readonly failure: Failure } | null> {
  const file = await root.locate("labels.txt");
  if (file.kind === "missing") {
    issues.push({
      code: "bad-row",
      file: "labels.txt",
      detail: [reason("no-class-names-file")],
      excluded: false,
    });
    return null;
  }
  if (file.kind !== "file") return { failure: unreadable(path.join(root.path, "labels.txt"), file.reason) };
  const read = await readTextFile(file.realPath, MAX_LIST_BYTES);
  if (!read.ok) return { failure: unreadable(file.realPath, read.reason) };
  const { classes, repeated } = parseLabels(read.text);
  for (const { line, name } of repeated)
    issues.push({ code: "duplicate-row", file: `labels.txt:${line}`, detail: [quoted(name)], excluded: false });
  if (classes.length === 0) return { failure: unreadable(file.realPath, reason("names-no-class")) };
  return { classes };
}
