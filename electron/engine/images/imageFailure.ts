/** The failure shown when an image cannot be read. */
import type { IssueCode } from "../../../shared/core/dataset.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";

/** Why an image cannot be shown; `reason` is the decoder's own. */
export function imageFailure(
  name: string,
  code: Extract<IssueCode, "unreadable-image" | "not-an-image" | "missing-image" | "too-large">,
  reason: string,
): Failure {
  switch (code) {
    case "missing-image":
      return {
        code,
        file: name,
        en: `The file is not there any more (${reason}). Check the drive, or open the dataset again.`,
        zh: `文件已不存在（${reason}）。请检查磁盘，或重新打开数据集。`,
      };
    case "not-an-image":
      return {
        code,
        file: name,
        en: `This is not a JPEG, PNG, BMP, TIFF or WebP image (${reason}).`,
        zh: `这不是 JPEG、PNG、BMP、TIFF 或 WebP 图片（${reason}）。`,
      };
    case "too-large":
      return {
        code,
        file: name,
        en: `The image is larger than Loupe opens (${reason}). Split it into smaller ones.`,
        zh: `图片超出 Loupe 可打开的大小（${reason}），请拆分为较小的图片。`,
      };
    case "unreadable-image":
      return {
        code,
        file: name,
        en: `The image is damaged or cannot be read (${reason}). Replace the file.`,
        zh: `图片已损坏或无法读取（${reason}），请更换该文件。`,
      };
  }
}
