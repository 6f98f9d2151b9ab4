/** Chinese: reasons about the engine, its providers, and the end of its process. */
import type { Templates } from "../../../core/codeTable.ts";
import type { ENGINE_REASONS } from "../../../core/reasonCodes/engine.ts";

export const engine: Templates<typeof ENGINE_REASONS> = {
  "goes-on-with": "将继续使用 {{provider}}",
  "rest-on-other": "其余图片改用 {{provider}} 检测",
  "engine-hung": "30 秒内没有响应",
  "engine-out-of-memory": "内存不足",
  "engine-killed": "被系统或其他程序终止，内存紧张时会出现这种情况",
  "engine-crashed": "原生代码崩溃",
  "engine-not-started": "无法启动",
  "engine-ended": "意外退出",
  "process-ended": "代码 {{code}}",
  "process-ended-by": "代码 {{code}}，{{detail}}",
  "engine-device-lost": "{{provider}} 设备停止工作，将再试一次：{{error}}",
  "engine-device-lost-again": "{{provider}} 设备再次停止工作：{{error}}",
  "no-memory-for-input": "作为 {{size}} 的输入，内存容纳不下",
  "over-time": "模型运行 {{reached}} 秒仍无结果；限制为 {{limit}} 秒",
  "over-memory": "模型占用了 {{reached}} GB 内存；限制为 {{limit}} GB",
  "image-library-clashes": "图片库 sharp 与此系统冲突，会耗尽内存；请运行 npm run setup 修复",
  "engine-unfit": "无法在此计算机上运行：{{problem}}",
};
