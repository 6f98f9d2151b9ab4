/** Simplified Chinese texts of how a model is run; `../en/performance.ts` has the same keys. */
import type { performanceEn } from "../en/performance.ts";
import type { Texts } from "../translation.ts";

export const performanceZh: Texts<typeof performanceEn> = {
  title: "速度",
  why: "只影响运行速度，不影响检测结果：更改后运行可继续",
  later: "模型加载后有更改：下次检测时生效",
  automatic: "自动",
  threads: "CPU 线程",
  threadsWhy: "留空：每个核心一个。减少可为其他程序留出余量",
  sessions: "并行会话",
  sessionsWhy: "在 CPU 上并行运行的模型副本，各处理一张图片，每个都占用内存。留空：按机器和模型自动决定",
  batch: "批大小",
  batchWhy: "模型一次运行处理的图片数，主要在 GPU 上更快；仅在模型支持时有效",
  batchAllowed: "当前模型支持",
  batchRefused: "当前模型每次只能处理一张",
  optimization: "图优化",
  optimizationWhy: "ONNX Runtime 在运行前对模型的简化。级别越低越慢，仅供全部优化时无法运行的模型使用",
  limits: {
    title: "限制",
    why: "超出限制的模型会被终止，其余图片继续。下次检测时生效",
    memoryGigabytes: "内存（GB）",
    memoryGigabytesWhy: "模型运行时引擎可用的内存。留空：可用内存的一半",
    imageSeconds: "单张图片时间（秒）",
    imageSecondsWhy: "单张图片在模型中的时间。留空：最初几张图片用时的 20 倍，至少一分钟；首次运行最多五分钟",
  },
  level: {
    all: "全部",
    extended: "扩展",
    basic: "基本",
    disabled: "关闭",
  },
};
