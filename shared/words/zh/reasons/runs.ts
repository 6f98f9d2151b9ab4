/** Chinese: reasons about runs that cannot be continued. */
import type { Templates } from "../../../core/codeTable.ts";
import type { RUN_REASONS } from "../../../core/reasonCodes/runs.ts";

export const runs: Templates<typeof RUN_REASONS> = {
  "other-folder": "文件夹 {{folder}}",
  "other-model": "模型 {{model}}",
  "other-preprocessing": "预处理来自另一份清单",
  "other-provider": "推理后端 {{provider}}",
  "other-score-floor": "得分下限 {{floor}}",
  "run-without-head": "尚未开始",
  "run-of-version": "版本为 {{version}}",
  "table-missing": "缺少表 {{table}}",
  "not-a-table": "{{name}} 是 {{kind}}，不是表",
  "column-missing": "表 {{table}} 缺少列 {{column}}",
  "table-of-another-form": "表 {{table}} 的结构不同",
  "foreign-to-runs": "其中的 {{kind}} {{name}} 不是 Loupe 创建的",
  "head-missing": "存有检测结果，但没有关于其来源的记录",
  "head-changed": "与写入时的内容不一致",
  "head-not-json": "不是 JSON",
};
