/** Finds the folder of defect-free images that a dataset comes with, and reads its images. */
import { stat } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../shared/core/dataset.ts";
import { reason } from "../../../shared/core/reason.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { backgroundOutside, missingBackground } from "./datasetFailures.ts";
import { type DatasetRoot, isInside, openDatasetRoot, toName } from "./datasetRoot.ts";
import { findImages } from "./folderImages.ts";
import type { DatasetOptions, FoundImage } from "./openedDataset.ts";

export interface BackgroundFolder {
  /** Absolute. */
  readonly folder: string;
  /** Prefix of its images' names. */
  readonly prefix: string;
}

/** `usual`: the name that is tried when the user named none; null where the format has no such folder. Null without backgrounds, which an empty name asks for. */
export async function findBackground(
  root: DatasetRoot,
  { background: named, allowOutsideBackground }: DatasetOptions,
  usual: string | null,
): Promise<BackgroundFolder | { readonly failure: Failure } | null> {
  const wanted = named ?? usual;
  if (wanted === null || wanted === "") return null;
  const inside = path.resolve(root.path, wanted.replace(/\\/g, "/"));
  const candidates = [inside, ...(named !== undefined && allowOutsideBackground ? [path.resolve(named)] : [])];
  for (const folder of candidates) {
    try {
      const real = (await openDatasetRoot(folder)).path;
      if (!(await stat(real)).isDirectory()) continue;
      if (real === root.path) continue;
      if (isInside(root.path, folder)) {
        if (isInside(root.path, real) || allowOutsideBackground)
          return { folder, prefix: `${toName(root.path, folder)}/` };
      } else if (allowOutsideBackground) {
        const within = isInside(root.path, real);
        return { folder: real, prefix: within ? `${toName(root.path, real)}/` : `${path.basename(real)}/` };
      }
      return { failure: backgroundOutside(folder) };
    } catch {
      // Does not exist: try the next candidate, or return none.
    }
  }
  return named === undefined ? null : { failure: missingBackground(named) };
}

/** By name; an image that is already in the dataset, by the path of its file in `taken`, is reported and excluded. */
export async function readBackgrounds(
  background: BackgroundFolder | null,
  taken: ReadonlySet<string>,
  issues: DatasetIssue[],
  options: DatasetOptions,
): Promise<FoundImage[]> {
  if (background === null) return [];
  const found = await findImages({ ...background, signal: options.signal });
  issues.push(...found.issues);
  const backgrounds: FoundImage[] = [];
  for (const { name, file } of found.images) {
    if (taken.has(file.path))
      issues.push({
        code: "duplicate-row",
        file: name,
        detail: [reason("counted-as-defect")],
        excluded: true,
      });
    else backgrounds.push({ name, file, role: "background", groundTruth: [], size: null });
  }
  return backgrounds;
}
