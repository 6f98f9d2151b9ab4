/** Chinese: reasons about files of any kind. */
import type { Templates } from "../../../core/codeTable.ts";
import type { FILE_REASONS } from "../../../core/reasonCodes/files.ts";

export const files: Templates<typeof FILE_REASONS> = {
  "not-yaml": "不是有效的 YAML（{{error}}）",
  "larger-than": "超过 {{megabytes}} MB",
  "not-json": "不是有效的 JSON（{{error}}）",
  "not-a-regular-file": "不是普通文件",
  "no-such-file": "文件不存在",
  "cannot-be-read": "无法读取：{{error}}",
  "file-empty": "文件为空",
  "file-too-large": "文件 {{bytes}} 字节，超过上限 {{most}}",
  "is-a-folder": "是文件夹",
  "reading-not-permitted": "没有读取权限",
  "text-of-no-known-encoding": "不是 UTF-8、UTF-16 或 GB18030 文本",
  "text-belies-its-mark": "带有 {{encoding}} 的字节顺序标记，但内容不是有效的 {{encoding}}",
  "access-denied": "没有访问权限",
  "disk-full": "磁盘空间不足",
  "quota-exceeded": "磁盘配额已用完",
  "disk-read-only": "磁盘为只读",
  "disk-fault": "磁盘报告输入/输出错误",
  "too-many-open-files": "打开的文件过多",
  "links-in-a-circle": "符号链接形成循环",
  "name-too-long": "名称过长",
  "not-a-folder-on-the-way": "路径中有一部分不是文件夹",
  "file-in-use": "正被其他程序使用",
  "exists-already": "已存在",
  "other-disk": "位于另一个磁盘",
  "larger-than-system-allows": "超过系统允许的大小",
  "yaml-not-a-mapping": "不是映射",
  "yaml-repeated-key": "键 {{key}} 在同一映射中出现两次",
  "yaml-too-many-aliases": "有 {{count}} 个别名，超过上限 {{most}}",
};
