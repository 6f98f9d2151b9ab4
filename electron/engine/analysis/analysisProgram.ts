/** The program of the analysis thread: computes the requested analyses one after another. */
import { parentPort } from "node:worker_threads";
import { computeAnalysis } from "../../../shared/metrics/analyses/registry.ts";
import type { AnalysisReply, AnalysisRequest } from "./analysisMessages.ts";

function send(reply: AnalysisReply): void {
  parentPort?.postMessage(reply);
}

parentPort?.on("message", ({ name, columns, options }: AnalysisRequest) => {
  try {
    const onProgress = (done: number, total: number) => send({ kind: "progress", done, total });
    send({ kind: "done", result: computeAnalysis(name, columns, options as never, onProgress) });
  } catch (error) {
    send({ kind: "failed", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
