/** Opens a path as what it is: a PaddleX VOC dataset, a plain folder of images, or one image. */
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../shared/core/dataset.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { type DatasetRoot, isInside, openDatasetRoot, toName } from "./datasetRoot.ts";
import type { DatasetOpening, DatasetOptions } from "./openedDataset.ts";
import { readFolderDataset } from "./readFolderDataset.ts";
import { readVocDataset, type VocLayout } from "./readVocDataset.ts";
import { openSingleImage } from "./singleImage.ts";
import { decodeText } from "../files/textEncoding.ts";
import { parseLabels, parseVocList, type VocListRow } from "./vocList.ts";
import { systemReason } from "../files/systemReason.ts";

const DEFAULT_LIST = "val_list.txt";
const DEFAULT_BACKGROUND = "val_wu_xia_ci";
/** A list of a million rows is about 60 MB. */
const MAX_LIST_BYTES = 256 * 1024 * 1024;

/** A folder with a list is a VOC dataset; so is one with `Annotations` but no list at all. Any other is a plain folder; a file is one image. Throws only when `signal` is aborted. */
export async function openDataset(folder: string, options: DatasetOptions = {}): Promise<DatasetOpening> {
  const fail = (failure: Failure): DatasetOpening => ({ ok: false, failure });
  const single = await openFile(folder);
  if (single !== null) return single;
  const root = await openRoot(folder);
  if ("failure" in root) return fail(root.failure);
  const synthetic = await isSynthetic(root);
  const layout = await findVocLayout(root, synthetic, options);
  if (layout !== null && "failure" in layout) return fail(belowFolder(layout.failure, root, folder));
  const opened =
    layout === null ? await readFolderDataset(root.path, synthetic, options) : await readVocDataset(layout, options);
  if (opened.dataset.images.length === 0) return fail(noImages(folder, opened.dataset.issues));
  return { ok: true, value: opened };
}

/** Names a file of the dataset below the folder as it was asked for, not where links lead. */
function belowFolder(failure: Failure, root: DatasetRoot, folder: string): Failure {
  const inside = path.isAbsolute(failure.file) && isInside(root.path, failure.file);
  return inside ? { ...failure, file: path.join(folder, path.relative(root.path, failure.file)) } : failure;
}

/** Opens every image below a folder, whatever lists lie in it, as inspecting a whole folder needs. */
export async function openFolderImages(folder: string, options: DatasetOptions = {}): Promise<DatasetOpening> {
  const root = await openRoot(folder);
  if ("failure" in root) return { ok: false, failure: root.failure };
  const opened = await readFolderDataset(root.path, await isSynthetic(root), options);
  if (opened.dataset.images.length === 0) return { ok: false, failure: noImages(folder, opened.dataset.issues) };
  return { ok: true, value: opened };
}

/** A file as the one image it is; null for a folder, or where nothing is. */
async function openFile(file: string): Promise<DatasetOpening | null> {
  try {
    if (!(await stat(file)).isFile()) return null;
    const image = await openSingleImage(file);
    if (image.ok) return { ok: true, value: image.opened };
    const { code, reason } = image;
    return code === "not-an-image"
      ? { ok: false, failure: notAnImage(file) }
      : { ok: false, failure: unreadable(file, reason) };
  } catch {
    return null; // told by whoever opens it as a folder
  }
}

async function openRoot(folder: string): Promise<DatasetRoot | { failure: Failure }> {
  try {
    if (!(await stat(folder)).isDirectory()) {
      return {
        failure: {
          code: "not-a-folder",
          file: folder,
          en: "This is a file. Choose the folder that holds the images.",
          zh: "这是一个文件，请选择存放图片的文件夹。",
        },
      };
    }
    return await openDatasetRoot(folder);
  } catch (error) {
    return { failure: unreadable(folder, error) };
  }
}

async function findVocLayout(
  root: DatasetRoot,
  synthetic: boolean,
  options: DatasetOptions,
): Promise<VocLayout | { failure: Failure } | null> {
  const listName = options.list ?? DEFAULT_LIST;
  const issues: DatasetIssue[] = [];
  const list = await root.locate(listName);
  let rows: readonly VocListRow[] | null = null;
  if (list.kind === "file") {
    const text = await readText(list.realPath, list.bytes);
    if ("failure" in text) return text;
    rows = parseVocList(text.text);
  } else if (options.list !== undefined || list.kind !== "missing") {
    const reason = list.kind === "missing" ? "" : `: ${list.reason}`;
    return { failure: await listMissing(root, listName, reason) };
  } else {
    rows = await rowsWithoutList(root);
    if (rows === null)
      return (await isVocWithoutDefaultList(root)) ? { failure: await listMissing(root, listName, "") } : null;
    issues.push({
      code: "bad-row",
      file: listName,
      detail: "there is no list: every image that has an annotation is taken, by name",
      leftOut: false,
    });
  }
  const labels = await readLabels(root, issues);
  if (labels !== null && "failure" in labels) return labels;
  const background = await findBackground(root, options);
  if (background !== null && "failure" in background) return background;
  return { root, listName, rows, classes: labels?.classes ?? null, background, synthetic, issues };
}

/** Without any list, `Annotations` beside `JPEGImages` still say which image has which ground truth. Null when that is not the layout. */
async function rowsWithoutList(root: DatasetRoot): Promise<VocListRow[] | null> {
  const top = await readdir(root.path, { withFileTypes: true });
  if (top.some((entry) => /_list\.txt$/i.test(entry.name))) return null;
  const folders = new Map(
    top.filter((entry) => entry.isDirectory()).map((entry) => [entry.name.toLowerCase(), entry.name]),
  );
  const images = folders.get("jpegimages");
  const annotations = folders.get("annotations");
  if (images === undefined || annotations === undefined) return null;
  const stems = new Map<string, string>();
  for (const name of await readdir(path.join(root.path, annotations))) {
    if (/\.xml$/i.test(name)) stems.set(name.slice(0, -4).normalize("NFC"), name);
  }
  const rows: VocListRow[] = [];
  for (const name of (await readdir(path.join(root.path, images))).sort()) {
    const annotation = stems.get(name.replace(/\.[^.]*$/, "").normalize("NFC"));
    if (annotation !== undefined)
      rows.push({
        kind: "pair",
        line: rows.length + 1,
        image: `${images}/${name}`,
        annotation: `${annotations}/${annotation}`,
      });
  }
  return rows.length > 0 ? rows : null;
}

async function isVocWithoutDefaultList(root: DatasetRoot): Promise<boolean> {
  const top = await readdir(root.path);
  return top.some((name) => /_list\.txt$/i.test(name)) && top.some((name) => name.toLowerCase() === "annotations");
}

async function readLabels(
  root: DatasetRoot,
  issues: DatasetIssue[],
): Promise<{ classes: string[] } | { failure: Failure } | null> {
  const file = await root.locate("labels.txt");
  if (file.kind === "missing") {
    issues.push({
      code: "bad-row",
      file: "labels.txt",
      detail: "not there: the class names that the annotations use are taken, sorted",
      leftOut: false,
    });
    return null;
  }
  if (file.kind !== "file") return { failure: unreadable(path.join(root.path, "labels.txt"), file.reason) };
  const text = await readText(file.realPath, file.bytes);
  if ("failure" in text) return text;
  const { classes, repeated } = parseLabels(text.text);
  for (const { line, name } of repeated)
    issues.push({ code: "duplicate-row", file: `labels.txt:${line}`, detail: name, leftOut: false });
  if (classes.length === 0) return { failure: unreadable(file.realPath, "no class name in it") };
  return { classes };
}

async function findBackground(
  root: DatasetRoot,
  options: DatasetOptions,
): Promise<VocLayout["background"] | { failure: Failure }> {
  const named = options.background;
  const inside = path.resolve(root.path, (named ?? DEFAULT_BACKGROUND).replace(/\\/g, "/"));
  const candidates = [inside, ...(named !== undefined && options.allowOutsideBackground ? [path.resolve(named)] : [])];
  for (const folder of candidates) {
    try {
      const real = (await openDatasetRoot(folder)).path;
      if (!(await stat(real)).isDirectory()) continue;
      if (real === root.path) continue;
      if (isInside(root.path, folder)) {
        if (isInside(root.path, real) || options.allowOutsideBackground)
          return { folder, prefix: `${toName(root.path, folder)}/` };
      } else if (options.allowOutsideBackground) {
        const within = isInside(root.path, real);
        return { folder: real, prefix: within ? `${toName(root.path, real)}/` : `${path.basename(real)}/` };
      }
      return {
        failure: {
          code: "outside-dataset",
          file: folder,
          en: "The background folder lies outside the dataset's folder. Move it into the dataset.",
          zh: "背景图文件夹位于数据集文件夹之外，请把它移到数据集中。",
        },
      };
    } catch {
      // Not there: the next candidate, or none.
    }
  }
  if (named === undefined) return null;
  return {
    failure: {
      code: "missing-background",
      file: named,
      en: "There is no such background folder, neither in the dataset nor as a path. Check the name.",
      zh: "找不到该背景图文件夹，请检查名称。",
    },
  };
}

/** A dataset of generated images says so in `loupe-dataset.json`, so that no figure made from it is taken for a real one. */
async function isSynthetic(root: DatasetRoot): Promise<boolean> {
  const file = await root.locate("loupe-dataset.json");
  if (file.kind !== "file" || file.bytes > 65_536) return false;
  try {
    const marker: unknown = JSON.parse(await readFile(file.realPath, "utf8"));
    return typeof marker === "object" && marker !== null && (marker as { synthetic?: unknown }).synthetic === true;
  } catch {
    return false;
  }
}

async function readText(file: string, bytes: number): Promise<{ text: string } | { failure: Failure }> {
  if (bytes > MAX_LIST_BYTES) return { failure: unreadable(file, `larger than ${MAX_LIST_BYTES / 1024 / 1024} MB`) };
  try {
    const decoded = decodeText(await readFile(file));
    return decoded.ok ? { text: decoded.text } : { failure: unreadable(file, decoded.reason) };
  } catch (error) {
    return { failure: unreadable(file, error) };
  }
}

function notAnImage(file: string): Failure {
  return {
    code: "not-a-folder",
    file,
    en: "This is a file, and not an image. Choose an image or the folder that holds them.",
    zh: "这是一个文件，且不是图片。请选择图片或存放图片的文件夹。",
  };
}

function unreadable(file: string, error: unknown): Failure {
  if (typeof error === "object" && error !== null && (error as NodeJS.ErrnoException).code === "ENOENT") {
    return {
      code: "not-found",
      file,
      en: "There is no such file or folder. Check the name, or whether the drive is connected.",
      zh: "找不到该文件或文件夹，请检查名称或磁盘是否已连接。",
    };
  }
  const reason = systemReason(error);
  return {
    code: "unreadable",
    file,
    en: `It cannot be read (${reason}). Check the file and your permissions.`,
    zh: `无法读取（${reason}）。请检查文件及访问权限。`,
  };
}

async function listMissing(root: DatasetRoot, listName: string, reason: string): Promise<Failure> {
  const lists = (await readdir(root.path))
    .filter((name) => /\.txt$/i.test(name) && name.toLowerCase() !== "labels.txt")
    .sort();
  const file = path.join(root.path, listName);
  const here = lists.slice(0, 10).join(", ");
  if (reason.length > 0) return unreadable(file, reason.replace(/^: /, ""));
  if (lists.length === 0)
    return {
      code: "missing-list",
      file,
      en: "There is no such list, nor any other in the folder.",
      zh: "没有该列表文件，文件夹中也没有其他列表。",
    };
  return {
    code: "missing-list",
    file,
    en: `There is no such list. Lists in the folder: ${here}. Name one of them.`,
    zh: `没有该列表文件。文件夹中的列表：${here}。请指定其中之一。`,
  };
}

function noImages(folder: string, issues: readonly DatasetIssue[]): Failure {
  const left = issues.filter((issue) => issue.leftOut);
  const [first] = left;
  const because = first
    ? ` ${left.length} were left out, the first ${first.file} (${first.code}${first.detail ? `: ${first.detail}` : ""}).`
    : "";
  const becauseZh = first
    ? `已排除 ${left.length} 项，第一项为 ${first.file}（${first.code}${first.detail ? `：${first.detail}` : ""}）。`
    : "";
  return {
    code: "no-images",
    file: folder,
    en: `No usable image (JPEG, PNG, BMP, TIFF, WebP) was found.${because} Choose the folder that holds the images.`,
    zh: `没有找到可用的图片（JPEG、PNG、BMP、TIFF、WebP）。${becauseZh}请选择存放图片的文件夹。`,
  };
}
