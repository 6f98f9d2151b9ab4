/** Chinese: reasons about files, whatever they hold. */
import type { Templates } from "../../../core/codeTable.ts";
import type { FILE_REASONS } from "../../../core/reasonCodes/files.ts";

export const files: Templates<typeof FILE_REASONS> = {
  "not-yaml": "不是有效的 YAML（{{error}}）",
  "larger-than": "超过 {{megabytes}} MB",
  "not-json": "不是有效的 JSON（{{error}}）",
  "not-a-regular-file": "不是普通文件",
  "no-such-file": "文件不存在",
  "cannot-be-read": "无法读取：{{error}}",
};
