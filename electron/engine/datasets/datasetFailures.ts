/** What is said of a dataset that does not open. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../shared/core/dataset.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { systemReason } from "../files/systemReason.ts";
import type { DatasetRoot } from "./datasetRoot.ts";

/** A file where a folder is meant. */
export function notAFolder(file: string): Failure {
  return {
    code: "not-a-folder",
    file,
    en: "This is a file. Choose the folder that holds the images.",
    zh: "这是一个文件，请选择存放图片的文件夹。",
  };
}

export function notAnImage(file: string): Failure {
  return {
    code: "not-a-folder",
    file,
    en: "This is a file, and not an image. Choose an image or the folder that holds them.",
    zh: "这是一个文件，且不是图片。请选择图片或存放图片的文件夹。",
  };
}

/** `error`: what the system threw, or a reason in words. */
export function unreadable(file: string, error: unknown): Failure {
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

/** A list that was named, or the default one, is not there; `lists`: what could be named instead. */
export function missingList(file: string, lists: readonly string[]): Failure {
  if (lists.length === 0)
    return {
      code: "missing-list",
      file,
      en: "There is no such list, nor any other in the folder.",
      zh: "没有该列表文件，文件夹中也没有其他列表。",
    };
  const here = lists.slice(0, 10).join(", ");
  return {
    code: "missing-list",
    file,
    en: `There is no such list. Lists in the folder: ${here}. Name one of them.`,
    zh: `没有该列表文件。文件夹中的列表：${here}。请指定其中之一。`,
  };
}

/** Several files could be the dataset, and nothing tells which is meant. */
export function severalLists(folder: string, lists: readonly string[]): Failure {
  const here = lists.slice(0, 10).join(", ");
  return {
    code: "missing-list",
    file: folder,
    en: `The folder holds several lists of images: ${here}. Name one of them, or open its folder.`,
    zh: `文件夹中有多个图片列表：${here}。请指定其中之一，或打开其所在文件夹。`,
  };
}

/** The text files of the folder that may be PaddleX lists, by name. */
export async function textLists(root: DatasetRoot): Promise<string[]> {
  return (await readdir(root.path))
    .filter((name) => /\.txt$/i.test(name) && name.toLowerCase() !== "labels.txt")
    .sort();
}

export function backgroundOutside(folder: string): Failure {
  return {
    code: "outside-dataset",
    file: folder,
    en: "The background folder lies outside the dataset's folder. Move it into the dataset.",
    zh: "背景图文件夹位于数据集文件夹之外，请把它移到数据集中。",
  };
}

export function missingBackground(named: string): Failure {
  return {
    code: "missing-background",
    file: named,
    en: "There is no such background folder, neither in the dataset nor as a path. Check the name.",
    zh: "找不到该背景图文件夹，请检查名称。",
  };
}

/** `lookedFor`: by format, what would have made the folder a dataset, in file names alone. */
export function noImages(folder: string, issues: readonly DatasetIssue[], lookedFor: readonly string[]): Failure {
  const left = issues.filter((issue) => issue.leftOut);
  const [first] = left;
  const because = first
    ? ` ${left.length} were left out, the first ${first.file} (${first.code}${first.detail ? `: ${first.detail}` : ""}).`
    : "";
  const becauseZh = first
    ? `已排除 ${left.length} 项，第一项为 ${first.file}（${first.code}${first.detail ? `：${first.detail}` : ""}）。`
    : "";
  const formats = lookedFor.length > 0 ? ` Nor was there a dataset; looked for: ${lookedFor.join("; ")}.` : "";
  const formatsZh = lookedFor.length > 0 ? `也没有找到数据集，查找过：${lookedFor.join("；")}。` : "";
  return {
    code: "no-images",
    file: folder,
    en: `No usable image (JPEG, PNG, BMP, TIFF, WebP) was found.${because}${formats} Choose the folder that holds the images.`,
    zh: `没有找到可用的图片（JPEG、PNG、BMP、TIFF、WebP）。${becauseZh}${formatsZh}请选择存放图片的文件夹。`,
  };
}

/** Names a file of the dataset below the folder as it was asked for, not where links lead. */
export function belowAsked(failure: Failure, root: string, asked: string): Failure {
  const inside = path.isAbsolute(failure.file) ? path.relative(root, failure.file) : null;
  return inside === null || inside.startsWith("..") || path.isAbsolute(inside)
    ? failure
    : { ...failure, file: path.join(asked, inside) };
}
