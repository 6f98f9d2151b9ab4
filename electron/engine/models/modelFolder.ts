/** Finds the graph and the framework's own files in the folder or file that a user chose. */
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute, join, relative } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { modelFailure } from "./modelFailures.ts";
import { readTextFile } from "../files/regularFile.ts";
import { systemReason } from "../files/systemReason.ts";

export interface ModelFolder {
  /** Real path. */
  readonly folder: string;
  /** Names of the files in it. */
  readonly files: readonly string[];
  /** The `.onnx` file that the user chose, if it was a file. */
  readonly chosen: string | null;
}

export type FolderRead =
  | { readonly ok: true; readonly folder: ModelFolder }
  | { readonly ok: false; readonly failure: Failure };

export async function readModelFolder(path: string): Promise<FolderRead> {
  const target = await realpath(path).catch(() => null);
  if (!target) return { ok: false, failure: modelFailure.missing(path) };
  try {
    const isFolder = (await stat(target)).isDirectory();
    const folder = isFolder ? target : dirname(target);
    if (!isFolder && /\.(pdmodel|pdiparams|pdparams)$/i.test(target))
      return { ok: false, failure: modelFailure.paddleModel(target) };
    if (!isFolder && !/\.onnx$/i.test(target) && basename(target) !== "manifest.json")
      return { ok: false, failure: modelFailure.notAModel(target) };
    const chosen = !isFolder && /\.onnx$/i.test(target) ? basename(target) : null;
    return { ok: true, folder: { folder, files: (await readdir(folder)).sort(), chosen } };
  } catch (error) {
    return { ok: false, failure: modelFailure.unreadable(path, systemReason(error)) };
  }
}

/** The graph to use, or the reason why none can be chosen. */
export function pickGraph({
  folder,
  files,
  chosen,
}: ModelFolder): { readonly ok: true; readonly file: string } | { readonly ok: false; readonly failure: Failure } {
  if (chosen) return { ok: true, file: chosen };
  const graphs = files.filter((name) => extname(name).toLowerCase() === ".onnx");
  if (graphs.length === 1) return { ok: true, file: graphs[0] as string };
  if (graphs.length > 1) return { ok: false, failure: modelFailure.manyGraphs(folder, graphs) };
  const paddle =
    files.find((name) => /\.(pdmodel|pdiparams)$/i.test(name)) ?? files.find((name) => name === "__model__");
  return { ok: false, failure: paddle ? modelFailure.paddleModel(join(folder, paddle)) : modelFailure.noGraph(folder) };
}

/** A file of weights that the graph names must be inside its folder. Null when it is. */
export async function externalDataProblem(folder: string, location: string): Promise<string | null> {
  if (isAbsolute(location)) return location;
  const real = await realpath(join(folder, location)).catch(() => null);
  if (!real) return location;
  const inside = relative(folder, real);
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? location : null;
}

/** Configurations, labels and manifests are small text files. */
const MAX_SIDECAR_BYTES = 16 * 1024 * 1024;

/** The first of `names` that exists in the folder, with its text in whichever encoding; also null for a pipe or a file that is not text. */
export async function readFirst(
  { folder, files }: ModelFolder,
  names: readonly string[],
): Promise<{ readonly name: string; readonly text: string } | null> {
  const name = names.find((candidate) => files.includes(candidate));
  if (!name) return null;
  const read = await readTextFile(join(folder, name), MAX_SIDECAR_BYTES);
  return read.ok ? { name, text: read.text } : null;
}
