/** Expected failures of the engine's commands, in both languages: the file, the reason, and what to do now. */
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
