/** How a model was run, in one line: for the window, the reports and the command line alike. */
import type { Language } from "../words/languages.ts";
import type { Execution } from "../core/sessionTuning.ts";

/** Batches are the most that was allowed: the last run of a dataset may hold fewer images. */
export function executionText({ sessions, threads, batchSize, optimization }: Execution, language: Language): string {
  if (language === "zh") {
    const perSession = threads === null ? "" : `，每个 ${threads} 个线程`;
    const level = { all: "全部", extended: "扩展", basic: "基本", disabled: "关闭" }[optimization];
    return `${sessions} 个会话${perSession}；每次${batchSize === 1 ? "" : "最多"} ${batchSize} 张图片；图优化：${level}`;
  }
  const perSession =
    threads === null ? "" : ` with ${threads} ${threads === 1 ? "thread" : "threads"}${sessions === 1 ? "" : " each"}`;
  const level = optimization === "disabled" ? "off" : optimization;
  return `${sessions} ${sessions === 1 ? "session" : "sessions"}${perSession}, ${batchSize === 1 ? "1 image" : `up to ${batchSize} images`} a run, graph optimisation ${level}`;
}
