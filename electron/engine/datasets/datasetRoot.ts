/** Finds files that a dataset names and refuses every path that leaves its folder, symbolic links included. */
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { systemReason } from "../files/systemReason.ts";

export type LocatedFile =
  /** `name`: relative to the root as requested, with `/`; `realPath`: with every link resolved. */
  | { readonly kind: "file"; readonly name: string; readonly realPath: string; readonly bytes: number }
  | { readonly kind: "missing" }
  | { readonly kind: "outside"; readonly reason: Reason }
  | { readonly kind: "unusable"; readonly reason: Reason };

export interface DatasetRoot {
  /** Absolute, links resolved. */
  readonly path: string;
  locate(named: string): Promise<LocatedFile>;
}

/** `folder` must exist; throws what `realpath` throws otherwise. */
export async function openDatasetRoot(folder: string): Promise<DatasetRoot> {
  const root = await realpath(folder);
  return { path: root, locate: (named) => locate(root, named) };
}

/** True when `inner` is `outer` or lies below it; both absolute with links resolved. */
export function isInside(outer: string, inner: string): boolean {
  const way = path.relative(outer, inner);
  return way === "" || (!path.isAbsolute(way) && way !== ".." && !way.startsWith(`..${path.sep}`));
}

/** A relative path with `/` from the root, as datasets, runs and result files name images. */
export function toName(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

async function locate(root: string, named: string): Promise<LocatedFile> {
  if (named.includes("\0")) return { kind: "outside", reason: reason("holds-nul") };
  if (/^([A-Za-z]:|[\\/])/.test(named)) return { kind: "outside", reason: reason("absolute-path") };
  for (const spelling of spellings(named)) {
    const wanted = path.resolve(root, spelling);
    if (!isInside(root, wanted)) return { kind: "outside", reason: reason("leads-outside") };
    const found = await inspectPath(root, wanted);
    if (found.kind !== "missing") return found;
  }
  return { kind: "missing" };
}

/** Lists from Windows use `\`, and macOS writes names decomposed: the same file, spelled differently. */
function spellings(named: string): Set<string> {
  const slashed = named.replace(/\\/g, "/");
  return new Set([slashed, slashed.normalize("NFC"), slashed.normalize("NFD"), named]);
}

async function inspectPath(root: string, wanted: string): Promise<LocatedFile> {
  try {
    const real = await realpath(wanted);
    if (!isInside(root, real)) return { kind: "outside", reason: reason("link-leads-outside") };
    const found = await stat(real);
    if (!found.isFile()) return { kind: "unusable", reason: reason("not-a-regular-file") };
    return { kind: "file", name: toName(root, wanted), realPath: real, bytes: found.size };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return { kind: "missing" };
    return { kind: "unusable", reason: systemReason(error) };
  }
}
