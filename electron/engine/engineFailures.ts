/** Expected failures of the engine's commands, in both languages: the file, the reason, and what to do now. */
import type { IssueCode } from "../../shared/core/dataset.ts";
import type { Failure } from "../../shared/ipc/contract.ts";

export function forgottenGrant(what: string): Failure {
  return {
    code: "unknown-grant",
    file: what,
    en: "Loupe no longer knows this file or folder. Choose it again.",
    zh: "Loupe 已不再识别该文件或文件夹，请重新选择。",
  };
}

export function datasetNotOpen(): Failure {
  return {
    code: "dataset-not-open",
    file: "",
    en: "The dataset is not open. Open it again.",
    zh: "数据集未打开，请重新打开。",
  };
}

export function modelNotOpen(): Failure {
  return {
    code: "model-not-open",
    file: "",
    en: "The model is not open. Open it again.",
    zh: "模型未打开，请重新打开。",
  };
}

export function inspectionBusy(): Failure {
  return {
    code: "busy",
    file: "",
    en: "An inspection is under way. Cancel it, or wait until it ends.",
    zh: "检测正在进行中，请先取消或等待其结束。",
  };
}

export function imageNotKnown(imageId: string): Failure {
  return {
    code: "unknown-image",
    file: imageId,
    en: "The dataset has no such image. Open the dataset again.",
    zh: "数据集中没有该图片，请重新打开数据集。",
  };
}

export function runNotKnown(runId: string): Failure {
  return {
    code: "unknown-run",
    file: runId,
    en: "There is no such run. Inspect the dataset first.",
    zh: "没有该运行记录，请先检测数据集。",
  };
}

/** Why an image cannot be shown; `reason` is the decoder's own. */
export function imageFailure(
  name: string,
  code: Extract<IssueCode, "unreadable-image" | "not-an-image" | "missing-image" | "too-large">,
  reason: string,
): Failure {
  switch (code) {
    case "missing-image":
      return {
        code,
        file: name,
        en: `The file is not there any more (${reason}). Check the drive, or open the dataset again.`,
        zh: `文件已不存在（${reason}）。请检查磁盘，或重新打开数据集。`,
      };
    case "not-an-image":
      return {
        code,
        file: name,
        en: `This is not a JPEG, PNG, BMP, TIFF or WebP image (${reason}).`,
        zh: `这不是 JPEG、PNG、BMP、TIFF 或 WebP 图片（${reason}）。`,
      };
    case "too-large":
      return {
        code,
        file: name,
        en: `The image is larger than Loupe opens (${reason}). Split it into smaller ones.`,
        zh: `图片超出 Loupe 可打开的大小（${reason}），请拆分为较小的图片。`,
      };
    case "unreadable-image":
      return {
        code,
        file: name,
        en: `The image is damaged or cannot be read (${reason}). Replace the file.`,
        zh: `图片已损坏或无法读取（${reason}），请更换该文件。`,
      };
  }
}
