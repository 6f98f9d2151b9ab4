/** Why a provider did not run, in the language of the window: Loupe's own reasons are translated, a runtime's are quoted. */
import type { Language } from "../../shared/ipc/contract.ts";

interface KnownReason {
  readonly pattern: RegExp;
  readonly zh: (match: RegExpExecArray) => string;
}

const KNOWN: readonly KnownReason[] = [
  { pattern: /^this machine has no NVIDIA device$/, zh: () => "本机没有 NVIDIA 设备" },
  { pattern: /^this machine has no GPU device$/, zh: () => "本机没有 GPU 设备" },
  { pattern: /^it does not exist on (\S+)$/, zh: ([, system]) => `${system ?? ""} 系统不支持` },
  { pattern: /^it takes (\d+) ms for this model, the cpu (\d+) ms$/, zh: ([, its, cpu]) => `此模型耗时 ${its ?? ""} 毫秒，CPU 仅 ${cpu ?? ""} 毫秒` },
  { pattern: /^not tried: no model is open$/, zh: () => "未尝试：没有打开模型" },
  { pattern: /^not tried: /, zh: () => "未尝试：此程序无法在独立进程中试运行" },
  { pattern: /^(?:it did not answer within (\d+) seconds|no answer within (\d+) s)$/, zh: ([, a, b]) => `${a ?? b ?? ""} 秒内无响应` },
  { pattern: /^(?:the process that tried it ended with |the trial ended its process)/, zh: () => "试运行的进程意外退出" },
  { pattern: /^no process could be started to try it/, zh: () => "无法启动进程进行试运行" },
];

/** @param reason as the engine tells it, in English */
export function providerReason(reason: string, language: Language): string {
  if (reason === "") return "";
  if (language === "en") return reason.charAt(0).toUpperCase() + reason.slice(1);
  for (const { pattern, zh } of KNOWN) {
    const match = pattern.exec(reason);
    if (match) return zh(match);
  }
  return `运行库报告：${reason}`;
}
