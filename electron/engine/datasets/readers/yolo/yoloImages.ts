/** Finds the images of a YOLO split, which its `data.yaml` defines by folders or text lists, and the label file of each image. */
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { quoted, type Reason, reason } from "../../../../../shared/core/reason.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { type DatasetRoot, isInside } from "../../datasetRoot.ts";
import { findImages } from "../../folderImages.ts";
import { probeImage } from "../../imageProbe.ts";
import { mapOrdered } from "../../mapOrdered.ts";
import type { DatasetOptions, ImageFile } from "../../openedDataset.ts";

export interface YoloImage {
  readonly name: string;
  readonly file: ImageFile;
}

const PARALLEL_IMAGES = 16;
const MAX_LIST_BYTES = 256 * 1024 * 1024;
const MAX_ROW_LENGTH = 8192;

/** Null where the dataset has nothing of that name. `base`: the folder of `data.yaml` as a name below the root, empty or with a trailing `/`. */
export async function findSplitImages(
  root: DatasetRoot,
  { base, path: configPath, place }: { readonly base: string; readonly path: string | null; readonly place: string },
  options: DatasetOptions,
): Promise<{ readonly images: YoloImage[]; readonly issues: DatasetIssue[] } | null> {
  for (const name of namesOf(place, base, configPath)) {
    const folder = path.resolve(root.path, name);
    const kind = await kindOf(root, folder);
    if (kind === "folder") {
      const below = path.relative(root.path, folder).split(path.sep).join("/");
      const found = await findImages({
        folder,
        prefix: below === "" ? "" : `${below}/`,
        within: root,
        isExpected: (file) => /\.(?:txt|cache|npy|json|ya?ml)$/i.test(file),
        signal: options.signal,
      });
      return { images: [...found.images], issues: [...found.issues] };
    }
    if (kind === "file" && /\.txt$/i.test(name)) return readList(root, name, options);
  }
  return null;
}

/** The last `images` in the path becomes `labels`, and the extension `.txt`: Ultralytics' rule. Without such a folder the files are side by side. */
export function labelName(image: string): string {
  const text = `${image.replace(/\.[^./]*$/, "")}.txt`;
  const at = `/${text}`.lastIndexOf("/images/");
  return at < 0 ? text : `${text.slice(0, at)}labels/${text.slice(at + "images/".length)}`;
}

/**
 * Candidate locations below the root: beside `data.yaml` or below its `path`. A path of the machine that wrote the file
 * (absolute, or with `..`, as Roboflow writes it) is matched by its end, the longest first.
 */
function namesOf(place: string, base: string, configPath: string | null): string[] {
  const slashed = place.trim().replace(/\\/g, "/");
  const below = configPath === null ? null : configPath.trim().replace(/\\/g, "/").replace(/\/+$/, "");
  const isPlain = !/^([A-Za-z]:|\/)/.test(slashed) && !slashed.split("/").includes("..");
  const names = isPlain
    ? [...(below === null || leavesFolder(below) ? [] : [`${base}${below}/${slashed}`]), base + slashed, slashed]
    : [];
  if (isPlain) return names;
  const parts = slashed
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== ".." && !/^[A-Za-z]:$/.test(part));
  return parts.flatMap((_, i) => [...new Set([base + parts.slice(i).join("/"), parts.slice(i).join("/")])]);
}

function leavesFolder(name: string): boolean {
  return /^([A-Za-z]:|\/)/.test(name) || name.split("/").includes("..");
}

async function kindOf(root: DatasetRoot, wanted: string): Promise<"folder" | "file" | null> {
  try {
    if (!isInside(root.path, wanted) || !isInside(root.path, await realpath(wanted))) return null;
    const info = await stat(wanted);
    return info.isDirectory() ? "folder" : info.isFile() ? "file" : null;
  } catch {
    return null;
  }
}

async function readList(
  root: DatasetRoot,
  name: string,
  options: DatasetOptions,
): Promise<{ readonly images: YoloImage[]; readonly issues: DatasetIssue[] } | null> {
  const located = await root.locate(name);
  if (located.kind !== "file") return null;
  const read = await readTextFile(located.realPath, MAX_LIST_BYTES);
  if (!read.ok) return { images: [], issues: [{ code: "bad-row", file: name, detail: [read.reason], excluded: true }] };
  const base = name.slice(0, name.lastIndexOf("/") + 1);
  const rows = read.text
    .split(/\r\n|\n|\r/)
    .map((row, i) => ({ line: i + 1, image: row.trim() }))
    .filter(({ image }) => image !== "");
  const found = await mapOrdered(
    rows,
    PARALLEL_IMAGES,
    ({ line, image }) => findListed(root, base, image, `${name}:${line}`),
    options.signal,
  );
  const images = found.flatMap((one) => ("name" in one ? [one] : []));
  return { images, issues: found.flatMap((one) => ("name" in one ? [] : [one])) };
}

async function findListed(
  root: DatasetRoot,
  base: string,
  image: string,
  where: string,
): Promise<YoloImage | DatasetIssue> {
  const excluded = (code: DatasetIssue["code"], ...why: readonly Reason[]): DatasetIssue => ({
    code,
    file: where,
    detail: [quoted(image.slice(0, 200)), ...why],
    excluded: true,
  });
  if (image.length > MAX_ROW_LENGTH) return excluded("bad-row", reason("longer-than", { characters: MAX_ROW_LENGTH }));
  if (image.includes("\0")) return { code: "bad-row", file: where, detail: [reason("holds-nul")], excluded: true };
  for (const name of namesOf(image, base, null)) {
    const located = await root.locate(name);
    if (located.kind === "missing") continue;
    if (located.kind === "outside") return excluded("outside-dataset", located.reason);
    if (located.kind === "unusable") return excluded("unreadable-image", located.reason);
    const probe = await probeImage(located.realPath);
    if (!probe.ok) return excluded(probe.code, probe.reason);
    return { name: located.name, file: { path: located.realPath, bytes: located.bytes } };
  }
  return excluded("missing-image");
}
