/** Why a file was skipped, in the language of the window or the report: the engine tells it in English; what it says itself is translated, names and what a parser says stay. */
import type { Language } from "../words/languages.ts";

interface KnownReason {
  readonly pattern: RegExp;
  readonly zh: (match: RegExpExecArray) => string;
}

function known(pattern: RegExp, zh: string): KnownReason {
  // `$1` is what the first group of the pattern matched.
  return { pattern, zh: (match) => zh.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "") };
}

const IMAGES: readonly KnownReason[] = [
  known(/^the file is empty$/, "文件为空"),
  known(/^the file breaks off before the end of the image$/, "文件不完整，图片未结束"),
  known(/^the file is cut short/, "文件不完整"),
  known(/^there is no such file$/, "文件不存在"),
  known(/^reading it is not permitted$/, "没有读取权限"),
  known(/^it is a folder$/, "是文件夹"),
  known(/^it cannot be read: (.+)$/, "无法读取：$1"),
  known(/^it is (.+); Loupe reads JPEG, PNG, BMP, TIFF and WebP$/, "是 $1；Loupe 支持 JPEG、PNG、BMP、TIFF 和 WebP"),
  known(/^it is text \(SVG, HTML or XML\)/, "是文本（SVG、HTML 或 XML），不是图片"),
  known(
    /^(?:neither JPEG, PNG, BMP, TIFF nor WebP by its first bytes|its first bytes are of no image format)/,
    "文件头不属于 JPEG、PNG、BMP、TIFF 或 WebP",
  ),
  known(/^(\d+) x (\d+) pixels are more than the limit of (\d+)$/, "$1 × $2 像素，超过上限 $3"),
  known(/^the file has (\d+) bytes, more than the limit of (\d+)$/, "文件 $1 字节，超过上限 $2"),
  known(/^its compressed rows are damaged or cut short$/, "压缩数据损坏或不完整"),
  known(/^its header /, "文件头不合法"),
  known(/^its (?:palette|bit fields|compression|pixels) /, "图片格式不合法或不受支持"),
  known(/^it decodes to (\d+) channels$/, "解码得到 $1 个通道"),
  known(/^page 1 of (\d+)$/, "共 $1 页，使用第 1 页"),
  known(/^(\w+) to 8 bits$/, "由 $1 降为 8 位"),
  known(/^inspecting it ended the engine (\d+) times$/, "检测它时推理引擎退出了 $1 次"),
];

const DATASETS: readonly KnownReason[] = [
  known(/^there is no list: every image/, "没有列表：按名称使用所有带标注的图片"),
  known(
    /^not there: the class names that the annotations use are taken, sorted$/,
    "文件不存在：使用标注中出现的类别名并排序",
  ),
  known(/^folders deeper than (\d+) are not read$/, "不读取超过 $1 层的文件夹"),
  known(/^a link to nothing/, "链接目标不存在"),
  known(
    /^(?:leads out of the dataset's folder|a link that leads out of the dataset's folder)$/,
    "指向数据集文件夹之外",
  ),
  known(/^(?:it is )?not a regular file$/, "不是普通文件"),
  known(/^holds a NUL character$/, "含有空字符"),
  known(/^longer than (\d+) characters$/, "超过 $1 个字符"),
  known(/^larger than (\d+) MB$/, "超过 $1 MB"),
  known(/^not an image and an annotation$/, "不是“图片 标注”"),
  known(/^listed with defects too: counted there$/, "已列为缺陷图，按缺陷图计"),
  known(/^(.+): the same image as an earlier row$/, "$1：与前面的行是同一张图片"),
  known(/^the row names none$/, "该行没有给出标注"),
  known(/^no box lies in the image$/, "没有框位于图片内"),
  known(/^(.+): nothing of the box lies in the image, the box is left out$/, "$1：框完全在图片之外，未使用"),
  known(/^it has no id or no (?:name|file_name)$/, "没有 id 或名称"),
  known(/^the file lists no image (.+)$/, "文件中没有图片 $1"),
  known(/^(image_id|category_id) is neither a name nor a number$/, "$1 既不是名称也不是数字"),
  known(/^bbox is not four numbers$/, "bbox 不是四个数字"),
  known(/^bbox has a negative side$/, "bbox 的宽或高为负"),
  known(/^not an object$/, "不是对象"),
  known(/^annotation (\d+): bbox is not four numbers$/, "第 $1 条标注的 bbox 不是四个数字"),
  known(/^annotation (\d+): bbox has a negative side$/, "第 $1 条标注的 bbox 宽或高为负"),
  known(/^category (.+)$/, "类别 $1"),
  known(/^(\d+) more entries like these$/, "另有 $1 条类似记录"),
  known(/^not "class cx cy w h" in numbers$/, "不是数字形式的“class cx cy w h”"),
  known(/^(\d+) numbers where a label has 5\b/, "有 $1 个数字，而标注为 5 个，或类别加轮廓点"),
  known(/^(\S+) is no class number$/, "$1 不是类别编号"),
  known(/^not in parts of the image's sides/, "不是按图片边长归一化（0 到 1）的坐标"),
  known(/^no label file: taken for an image without objects/, "没有标注文件：与 Ultralytics 一样视为无目标的图片"),
  known(/^(\d+) of (\d+) rows cannot be read, the first$/, "$2 行中有 $1 行无法读取，第一处"),
  known(/^the same box again$/, "重复的框"),
  known(/^neither UTF-8 nor UTF-16 nor GB18030 text$/, "不是 UTF-8、UTF-16 或 GB18030 文本"),
];

/** The particular of a skipped file or a failed image; names and what a parser says come back as they are. */
export function fileReason(reason: string, language: Language): string {
  if (language === "en") return reason;
  const known = [...IMAGES, ...DATASETS];
  const whole = translated(reason, known);
  if (whole !== null) return whole;
  // "val_list.txt, line 3: …": the place stays, what is wrong with it is translated.
  const colon = reason.indexOf(": ");
  const rest = colon < 0 ? null : translated(reason.slice(colon + 2), known);
  if (rest === null) return reason;
  const place = reason.slice(0, colon);
  return `${translated(place, known) ?? place}：${rest}`;
}

function translated(reason: string, reasons: readonly KnownReason[]): string | null {
  for (const { pattern, zh } of reasons) {
    const match = pattern.exec(reason);
    if (match) return zh(match);
  }
  return null;
}
