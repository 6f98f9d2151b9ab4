/** Chinese: reasons about runs that cannot be continued. */
import type { Templates } from "../../../core/codeTable.ts";
import type { RUN_REASONS } from "../../../core/reasonCodes/runs.ts";

export const runs: Templates<typeof RUN_REASONS> = {
  "other-folder": "文件夹 {{folder}}",
  "other-model": "模型 {{model}}",
  "other-preprocessing": "预处理来自另一份清单",
  "other-provider": "推理后端 {{provider}}",
  "other-score-floor": "得分下限 {{floor}}",
};
