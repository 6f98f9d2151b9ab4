/** What is under way, in the words of the question before a window closes. */
import type { Busy } from "../../shared/ipc/contract.ts";

export interface BusyWords {
  readonly inspectionUnderWay: string;
  readonly reportsUnderWay: string;
  readonly inspectionKept: string;
  readonly reportsLost: string;
}

/** `message`: the counts; `detail`: what becomes of it. */
export function busyText({ inspection, reports }: Busy, words: BusyWords): { message: string; detail: string } {
  const lines = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false).join("\n");
  return {
    message: lines([
      inspection !== null && filled(words.inspectionUnderWay, inspection),
      reports !== null && filled(words.reportsUnderWay, reports),
    ]),
    detail: lines([inspection !== null && words.inspectionKept, reports !== null && words.reportsLost]),
  };
}

function filled(text: string, { done, total }: { readonly done: number; readonly total: number }): string {
  return text.replace("{{done}}", String(done)).replace("{{total}}", String(total));
}
