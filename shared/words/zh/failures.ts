/** Failures and notices in Simplified Chinese: what is wrong, and what to do. The file is named before or above the text. */
import type { Templates } from "../../core/codeTable.ts";
import type { FAILURES } from "../../core/failureCodes.ts";

export const failures: Templates<typeof FAILURES> = {
  "unknown-grant": "Loupe 已不再识别该文件或文件夹，请重新选择。",
  "dataset-not-open": "数据集未打开，请重新打开。",
  "model-not-open": "模型未打开，请重新打开。",
  busy: "检测正在进行中，请先取消或等待其结束。",
  "unknown-image": "数据集中没有该图片，请重新打开数据集。",
  "unknown-run": "没有该运行记录，请先检测数据集。",
  "analysis-failed": "分析失败（{{reason}}）。请重试；若内存不足，请先关闭其他程序。",

  "missing-image": "文件已不存在（{{reason}}）。请检查磁盘，或重新打开数据集。",
  "not-an-image": "这不是 JPEG、PNG、BMP、TIFF 或 WebP 图片（{{reason}}）。",
  "too-large": "图片超出 Loupe 可打开的大小（{{reason}}），请拆分为较小的图片。",
  "unreadable-image": "图片已损坏或无法读取（{{reason}}），请更换该文件。",
  "image-not-shown": "无法显示图片：{{reason}}。请检查文件是否完整后重试",
  "wrong-image": "引擎返回了另一张图片，因此未显示。请重新打开数据集",
  "engine-lost": "引擎在图片到达前已终止，引擎恢复后会自动显示",

  "not-found": "找不到该文件或文件夹，请检查名称或磁盘是否已连接。",
  unreadable: "无法读取（{{reason}}）。请检查文件及访问权限。",
  "not-a-folder": "这是一个文件，请选择存放图片的文件夹。",
  "not-a-folder-nor-image": "这是一个文件，且不是图片。请选择图片或存放图片的文件夹。",
  "outside-dataset": "背景图文件夹位于数据集文件夹之外，请把它移到数据集中。",
  "missing-background": "找不到该背景图文件夹，请检查名称。",
  "missing-list": "没有该列表文件。文件夹中的列表：{{lists}}。请指定其中之一。",
  "nothing-to-choose": "没有可选的内容：文件夹中既没有多个列表，也没有无缺陷图片的文件夹。",
  "no-list": "没有该列表文件，文件夹中也没有其他列表。",
  "no-images": "没有找到可用的图片（JPEG、PNG、BMP、TIFF、WebP）。请选择存放图片的文件夹。",
  "no-usable-images": "没有找到可用的图片（JPEG、PNG、BMP、TIFF、WebP）。{{why}}请选择存放图片的文件夹。",
  "no-ground-truth": "数据集中没有带真值的图片，无从比较。请指定 PaddleX VOC 数据集，或带标注的列表。",

  "model-missing": "文件或文件夹不存在，请重新选择模型。",
  "model-unreadable": "无法读取该文件：{{reason}}。",
  "model-no-graph": "文件夹中没有 .onnx 文件，请选择包含 ONNX 模型的文件夹或直接选择 .onnx 文件。",
  "model-many-graphs": "文件夹中有 {{count}} 个 .onnx 文件（{{names}}），没有清单说明用哪一个，请直接选择文件。",
  "model-not-converted":
    "这是 Paddle 模型（.pdmodel / .json），需先转换为 ONNX。Faster R-CNN 和 Mask R-CNN：在 paddlepaddle 2.4 或更早版本下以 export_onnx=True 导出，再用 paddle2onnx 0.9.7 至 1.0.x、opset 16 转换（更新的版本无法转换）。PP-YOLOE 和 RT-DETR：使用 paddlepaddle 2.6.2 与 paddle2onnx 1.3.1、opset 16。请将 infer_cfg.yml 或 model.yml 与 .onnx 文件放在一起。",
  "model-not-onnx": "它不是 .onnx 文件。请将模型导出为 ONNX，并选择该文件或其文件夹。",
  "model-incomplete": "模型旁没有文件说明{{missing}}。请填写，或将 labels.txt、infer_cfg.yml 或 model.yml 放在旁边。",
  "manifest-invalid": "清单无效：{{reason}}。请更正，或删除清单后重新打开 .onnx 文件。",
  "manifest-exists": "清单已存在，未作改动。如需重写请先删除。",
  "manifest-not-written": "无法写入清单：{{reason}}。请将模型复制到可写的文件夹。",
  "sidecar-invalid": "该文件说明了模型的输入方式，但无法使用：{{reason}}。请更正，或删除后填写表单。",
  "graph-missing": "清单指定了该文件，但模型文件夹中没有。",
  "graph-outside": "该文件位于模型文件夹之外（链接指向外部），请将其复制到文件夹内。",
  "graph-changed":
    "文件已改变：SHA-256 为 {{found}}…，清单中为 {{expected}}…。请恢复原文件，或将新文件作为新模型导入。",
  "graph-changed-while-open":
    "该文件在打开后已改变：SHA-256 原为 {{expected}}…，现为 {{found}}…。尚未用它检测。请重新打开模型，它将使用单独的运行记录。",
  "graph-invalid": "该文件不是完整的 ONNX 模型：{{reason}}。请重新导出或复制。",
  "graph-external-data":
    "其权重位于“{{location}}”，在模型文件夹之外或不存在。请将该文件放在 .onnx 旁边，或导出为单个文件。",
  "graph-not-loaded": "ONNX Runtime 无法加载：{{reason}}",
  "layout-unknown": "其输入和输出不属于 Loupe 已知的检测器：{{reason}}。",
  "preprocess-unknown": "它要求预处理步骤“{{step}}”，Loupe 不支持；跳过会得到错误的框。",
  "not-a-detector": "它是“{{kind}}”类模型；Loupe 运行目标检测模型。",
  "class-count": "计算图有 {{graph}} 个类别，而名称列表有 {{list}} 个。请使用训练该模型时的列表。",
  "input-size": "计算图接受 {{graph}} 的图片，而配置缩放到 {{plan}}。请使用同一次导出的文件。",
  "input-too-large":
    "该图要求输入 {{graph}} 的图片；Loupe 每边最多输入 {{most}} 像素。请以更小的输入尺寸重新导出模型。",
  "opset-unsupported": "它使用 opset 22 的 RoiAlign，ONNX Runtime 没有对应内核。请以 opset 21 或更低版本重新导出。",
  "input-over-memory":
    "它要求输入 {{size}} 的图片，每张占用 {{needed}} GB 内存；本机上模型最多可用 {{limit}} GB。请更正清单文件中的尺寸，或放宽内存限制（设置，或 --memory-limit）。",
  "graph-over-memory":
    "首次运行占用了 {{reached}} GB 内存，已被终止：本机上模型最多可用 {{limit}} GB。请换用更小的模型或输入尺寸、关闭其他程序，或放宽内存限制（设置，或 --memory-limit）。",
  "graph-over-time":
    "首次运行 {{reached}} 秒仍无结果，已被终止：限制为 {{limit}} 秒。请检查模型的导出方式，或放宽单张图片的时间限制（设置，或 --time-limit）。",
  "graph-ends-process": "首次运行使试运行进程意外终止（{{reason}}），因此未加载。请重新导出模型，或换用其他模型。",
  "provider-unavailable": "推理后端 {{provider}} 在此无法运行：{{reason}}。请选择“自动”或“cpu”。",

  "expected-unusable": "无法从中读取期望框：{{reason}}。",
  "check-interrupted": "自检过程中推理引擎退出，正在重新启动。请在设置中选择 CPU 后再次自检",

  "run-in-use": "另一个 Loupe 正在写入该运行。请等待其结束，或选择其他文件夹。",
  "run-under-way": "该运行正在检测中，请先停止检测再删除。",
  "other-dataset":
    "该运行所用的数据集（{{stored}}…）与当前打开的 {{dataset}}（{{open}}…）不同，或其文件已更改。请打开原数据集，或重新检测当前数据集。",
  "not-a-run": "该文件不是 Loupe 的运行记录，请选择其他文件夹。",
  "damaged-run": "运行记录已损坏（{{reason}}）。请重新检测，损坏的文件会另行保留。",
  "damaged-run-set-aside": "已保存的运行记录损坏，已在 Loupe 自己的数据文件夹中另存为该文件，检测重新开始。",
  "newer-run":
    "由更新版本的 Loupe 生成：运行记录版本 {{version}}，当前 Loupe 最高支持 {{newest}}。请升级 Loupe 后再打开。",
  "unreadable-head":
    "无法读取该运行记录的头信息（{{reason}}），其中的结果保持不动。请选择其他文件夹，或移走该文件后在此重新开始。",
  "other-run": "其中是另一次运行的记录（{{differences}}）。请为本次运行选择其他文件夹。",
  "no-run": "此处没有运行记录，请指定 loupe inspect 写入的文件夹。",
  "run-not-begun": "该运行尚未开始，请重新执行 loupe inspect。",
  "not-writable": "无法写入（{{reason}}）。请检查可用空间和权限。",
  "image-over-limit":
    "已终止：{{reason}}。该图片记为失败，已完成的结果均已保留。重新检测即可继续其余图片；如需检测该图片，请放宽限制（设置，或 --time-limit 和 --memory-limit）后从头重新检测。",
  "images-over-limit":
    "已终止：{{reason}}。已完成的结果均已保留。重新检测时会逐张重试正在处理的图片；也可先放宽限制（设置，或 --time-limit 和 --memory-limit）。",
  "detector-lost":
    "模型在 {{provider}} 上停止工作（{{reason}}）。已完成的结果均已保存：请再次检测以继续；若再次发生，请改用 cpu（将另建一次运行）。",
  "detector-lost-twice":
    "它在 {{provider}} 上两次停止工作（{{reason}}）；已指定推理后端，不会自动改用其他后端。已完成的结果均已保存：再次运行同一命令可继续使用 {{provider}}，或改用 --provider cpu 和另一个 --out 检测。",
  "device-lost": "设备停止工作（{{reason}}）。{{next}}，已完成的结果均已保存。",
  "device-lost-again": "设备再次停止工作（{{reason}}）。{{next}}，已完成的结果均已保存。",

  "no-font": "缺少报告所用字体，请重新安装 Loupe。",
  "no-report-folder": "找不到该文件夹，请为报告选择其他文件夹。",
  "report-not-written": "无法写入报告（{{reason}}）。请检查可用空间和权限，或选择其他文件夹。",
  "reports-cancelled": "已取消写入报告：此前已写入 {{written}} 个文件，均完整。请重新写入其余报告。",
  "reports-interrupted": "写入过程中推理引擎退出。已完成的文件是完整的，其余文件未写入；请重新生成缺少的报告",

  "unusable-answers": "{{reason}}。",
  unusable: "{{reason}}",
  "run-of-other-dataset": "其 {{count}} 张图片均不在数据集 {{dataset}} 中，请用 --dataset 指定数据集。",
  "no-output-folder": "其所在文件夹不存在，请先创建。",
  "folder-not-made": "无法创建（{{reason}}）。",

  unexpected: "Loupe 内部出错：{{reason}}。请重试；若再次出现，请反馈给我们。",
  "no-demo": "安装中缺少演示文件。请重新安装 Loupe，或打开自己的数据集和模型",
  "recent-gone": "已不在原处。请连接磁盘，或从新位置打开",
  "changed-images": "{{total}} 个图片文件中有 {{changed}} 个在该运行之后被重新写入。若内容有变化，请重新检测",
  dropped: "不是文件夹、图片或模型。请拖入图片文件夹、图片文件，或 ONNX 模型",
  "dropped-nameless":
    "拖入的 {{total}} 个文件中有 {{count}} 个没有文件名。系统所设语言环境未安装时，中文等文件名会丢失；请在已安装的 UTF-8 语言环境（如 C.UTF-8）下启动 Loupe",
  "class-mismatch": "数据集中有模型不认识的类别：{{names}}。这些缺陷只能被其他类别的框检出，请确认模型与数据集匹配",
  "class-mismatch-all":
    "模型与数据集没有相同的类别名。图片级指标仍然有效，按类别的指标无效；请打开按这些类别训练的模型",
  "extra-classes": "模型中有数据集未列出的类别：{{names}}。这些框会显示，但没有真值可与之匹配",
  "remark-score-floor":
    "计算图丢弃得分低于 {{floor}} 的框：曲线到此为止，更低的阈值不会改变结果。以更低的得分阈值重新导出可看到更多。",
  "remark-torchvision-floor": "torchvision 会丢弃低于其 box_score_thresh（默认 0.05）的框：曲线可能到此为止。",
  "remark-customary-nms":
    "模型将抑制交给应用，但其文件没有给出参数。采用 PaddleDetection 的惯例：重叠 {{iou}}、最多 {{boxes}} 个框。可在清单中修改。",
  "remark-one-image": "模型每次处理一张图片（批大小 1）。",
  "remark-fixed-input": "计算图的输入固定为 {{size}}，而缩放保持图片比例：其他比例的图片将被拒绝。",
  "remark-synthetic": "此模型使用生成的图片训练。",
  "several-lists": "文件夹中有多个图片列表：{{lists}}。请指定其中之一，或打开其所在文件夹。",
};
