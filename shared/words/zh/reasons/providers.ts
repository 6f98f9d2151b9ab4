/** Chinese: reasons about providers: why one did not run. */
import type { Templates } from "../../../core/codeTable.ts";
import type { PROVIDER_REASONS } from "../../../core/reasonCodes/providers.ts";

export const providers: Templates<typeof PROVIDER_REASONS> = {
  "runtime-says": "运行库报告：{{text}}",
  "no-nvidia-device": "本机没有 NVIDIA 设备",
  "no-gpu-device": "本机没有 GPU 设备",
  "not-on-system": "{{system}} 系统不支持",
  "slower-than-cpu": "此模型耗时 {{milliseconds}} 毫秒，CPU 仅 {{cpu}} 毫秒",
  "not-tried-here": "未尝试：此程序无法在独立进程中试运行",
  "no-answer-within": "{{seconds}} 秒内无响应",
  "trial-ended": "试运行的进程意外退出（{{how}}）",
  "trial-ended-saying": "试运行的进程意外退出（{{how}}）：{{said}}",
  "trial-not-started": "无法启动进程进行试运行：{{error}}",
  "trial-request-damaged": "试运行的进程无法理解请求",
  "trial-inputs-unknown": "无法为试运行构造模型输入",
  "its-device-lost": "设备丢失：{{error}}",
  "passed-over-after-loss": "未尝试：{{provider}} 的设备已丢失",
};
