/** What the user is told when a model cannot be used: which file, why, and what to do now, in English and Chinese. */
import { basename } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { BilingualText } from "../../../shared/inference/describePlan.ts";
import type { ModelNeed } from "../../../shared/inference/modelNeeds.ts";

interface Side {
  readonly width: number;
  readonly height: number;
}

function failure(code: string, file: string, en: string, zh: string): Failure {
  return { code, file: basename(file), en, zh };
}

export const modelFailure = {
  missing: (path: string) =>
    failure(
      "model-missing",
      path,
      "There is no such file or folder. Choose the model again.",
      "文件或文件夹不存在，请重新选择模型。",
    ),
  unreadable: (path: string, reason: string) =>
    failure("model-unreadable", path, `The file could not be read: ${reason}.`, `无法读取该文件：${reason}。`),
  noGraph: (path: string) =>
    failure(
      "model-no-graph",
      path,
      "The folder holds no .onnx file. Choose a folder with an ONNX model, or the .onnx file itself.",
      "文件夹中没有 .onnx 文件，请选择包含 ONNX 模型的文件夹或直接选择 .onnx 文件。",
    ),
  manyGraphs: (path: string, names: readonly string[]) =>
    failure(
      "model-many-graphs",
      path,
      `The folder holds ${names.length} .onnx files (${names.slice(0, 4).join(", ")}) and no manifest says which one. Choose the file itself.`,
      `文件夹中有 ${names.length} 个 .onnx 文件（${names.slice(0, 4).join("、")}），没有清单说明用哪一个，请直接选择文件。`,
    ),
  paddleModel: (path: string) =>
    failure(
      "model-not-converted",
      path,
      "This is a Paddle model (.pdmodel / .json) and must be converted to ONNX first. Faster R-CNN and Mask R-CNN: export with export_onnx=True under paddlepaddle 2.4 or older and convert with paddle2onnx 0.9.7 to 1.0.x at opset 16 (newer versions cannot). PP-YOLOE and RT-DETR: paddlepaddle 2.6.2 with paddle2onnx 1.3.1 at opset 16. Keep infer_cfg.yml or model.yml beside the .onnx file.",
      "这是 Paddle 模型（.pdmodel / .json），需先转换为 ONNX。Faster R-CNN 和 Mask R-CNN：在 paddlepaddle 2.4 或更早版本下以 export_onnx=True 导出，再用 paddle2onnx 0.9.7 至 1.0.x、opset 16 转换（更新的版本无法转换）。PP-YOLOE 和 RT-DETR：使用 paddlepaddle 2.6.2 与 paddle2onnx 1.3.1、opset 16。请将 infer_cfg.yml 或 model.yml 与 .onnx 文件放在一起。",
    ),
  badManifest: (path: string, reason: string) =>
    failure(
      "manifest-invalid",
      path,
      `The manifest is not valid: ${reason}. Correct it, or remove it and open the .onnx file again.`,
      `清单无效：${reason}。请更正，或删除清单后重新打开 .onnx 文件。`,
    ),
  graphMissing: (path: string) =>
    failure(
      "graph-missing",
      path,
      "The manifest names this file, but it is not in the model's folder.",
      "清单指定了该文件，但模型文件夹中没有。",
    ),
  outsideFolder: (path: string) =>
    failure(
      "graph-outside",
      path,
      "The file lies outside the model's folder (a link leads out of it). Copy it into the folder.",
      "该文件位于模型文件夹之外（链接指向外部），请将其复制到文件夹内。",
    ),
  changed: (path: string, expected: string, found: string) =>
    failure(
      "graph-changed",
      path,
      `The file has changed: its SHA-256 is ${found.slice(0, 12)}…, the manifest says ${expected.slice(0, 12)}…. Put the original back, or import the new file as a new model.`,
      `文件已改变：SHA-256 为 ${found.slice(0, 12)}…，清单中为 ${expected.slice(0, 12)}…。请恢复原文件，或将新文件作为新模型导入。`,
    ),
  changedWhileOpen: (path: string, expected: string, found: string) =>
    failure(
      "graph-changed",
      path,
      `The file has changed since it was opened: its SHA-256 was ${expected.slice(0, 12)}…, now it is ${found.slice(0, 12)}…. Nothing was inspected with it. Open the model again; it then gets a run of its own.`,
      `该文件在打开后已改变：SHA-256 原为 ${expected.slice(0, 12)}…，现为 ${found.slice(0, 12)}…。尚未用它检测。请重新打开模型，它将使用单独的运行记录。`,
    ),
  notOnnx: (path: string, reason: string) =>
    failure(
      "graph-invalid",
      path,
      `The file is not a whole ONNX model: ${reason}. Export or copy it again.`,
      `该文件不是完整的 ONNX 模型：${reason}。请重新导出或复制。`,
    ),
  externalData: (path: string, location: string) =>
    failure(
      "graph-external-data",
      path,
      `Its weights are said to lie in "${location}", outside the model's folder or missing. Put the file beside the .onnx, or export the model as one file.`,
      `其权重位于“${location}”，在模型文件夹之外或不存在。请将该文件放在 .onnx 旁边，或导出为单个文件。`,
    ),
  unknownLayout: (path: string, reason: BilingualText) =>
    failure(
      "layout-unknown",
      path,
      `Its inputs and outputs are of no detector that Loupe knows: ${reason.en}.`,
      `其输入和输出不属于 Loupe 已知的检测器：${reason.zh}。`,
    ),
  unknownStep: (path: string, step: string) =>
    failure(
      "preprocess-unknown",
      path,
      `It asks for the preprocessing step "${step}", which Loupe does not know; running without it would give wrong boxes.`,
      `它要求预处理步骤“${step}”，Loupe 不支持；跳过会得到错误的框。`,
    ),
  notDetector: (path: string, kind: string) =>
    failure(
      "not-a-detector",
      path,
      `It is a model of the kind "${kind}"; Loupe runs object detectors.`,
      `它是“${kind}”类模型；Loupe 运行目标检测模型。`,
    ),
  badSidecar: (path: string, reason: BilingualText) =>
    failure(
      "sidecar-invalid",
      path,
      `It says how the model is fed, but cannot be used: ${reason.en}. Correct it, or remove it and fill in the form.`,
      `该文件说明了模型的输入方式，但无法使用：${reason.zh}。请更正，或删除后填写表单。`,
    ),
  notAModel: (path: string) =>
    failure(
      "model-not-onnx",
      path,
      "It is not an .onnx file. Export the model to ONNX and choose that file or its folder.",
      "它不是 .onnx 文件。请将模型导出为 ONNX，并选择该文件或其文件夹。",
    ),
  classCount: (path: string, graph: number, list: number) =>
    failure(
      "class-count",
      path,
      `The graph has ${graph} classes, but the list of names has ${list}. Use the list that the model was trained with.`,
      `计算图有 ${graph} 个类别，而名称列表有 ${list} 个。请使用训练该模型时的列表。`,
    ),
  inputSize: (path: string, graph: Side, plan: Side) =>
    failure(
      "input-size",
      path,
      `The graph takes images of ${graph.width} x ${graph.height}, but its configuration resizes to ${plan.width} x ${plan.height}. Keep the files of one export together.`,
      `计算图接受 ${graph.width} x ${graph.height} 的图片，而配置缩放到 ${plan.width} x ${plan.height}。请使用同一次导出的文件。`,
    ),
  manifestExists: (path: string) =>
    failure(
      "manifest-exists",
      path,
      "A manifest is already there and was left as it is. Remove it first to write a new one.",
      "清单已存在，未作改动。如需重写请先删除。",
    ),
  manifestNotWritten: (path: string, reason: string) =>
    failure(
      "manifest-not-written",
      path,
      `The manifest could not be written: ${reason}. Copy the model into a folder that you may write to.`,
      `无法写入清单：${reason}。请将模型复制到可写的文件夹。`,
    ),
  incomplete: (path: string, missing: readonly ModelNeed[]) => {
    const en = missing
      .map((need) => (need === "classes" ? "the names of its classes" : "how images are resized and normalised"))
      .join(" and ");
    const zh = missing.map((need) => (need === "classes" ? "类别名称" : "图片的缩放与归一化方式")).join("和");
    return failure(
      "model-incomplete",
      path,
      `Nothing beside the graph says ${en}. Fill it in, or put a labels.txt, infer_cfg.yml or model.yml beside it.`,
      `模型旁没有文件说明${zh}。请填写，或将 labels.txt、infer_cfg.yml 或 model.yml 放在旁边。`,
    );
  },
  roiAlign22: (path: string) =>
    failure(
      "opset-unsupported",
      path,
      "It uses RoiAlign of opset 22, for which ONNX Runtime has no kernel. Export the model again at opset 21 or below.",
      "它使用 opset 22 的 RoiAlign,ONNX Runtime 没有对应内核。请以 opset 21 或更低版本重新导出。",
    ),
  cannotLoad: (path: string, reason: string) =>
    failure("graph-not-loaded", path, `ONNX Runtime cannot load it: ${reason}`, `ONNX Runtime 无法加载：${reason}`),
  providerUnavailable: (path: string, provider: string, reason: string) =>
    failure(
      "provider-unavailable",
      path,
      `The provider ${provider} cannot run it here: ${reason} Choose "auto" or "cpu".`,
      `推理后端 ${provider} 在此无法运行：${reason} 请选择“自动”或“cpu”。`,
    ),
} as const;
