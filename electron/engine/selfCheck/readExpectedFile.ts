/** Reads the boxes that are expected in an image from a file: Pascal VOC, COCO, YOLO, or a framework's own rows; told apart by their content. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { readTextFile } from "../files/regularFile.ts";
import { MAX_ANNOTATION_BYTES, parseVocAnnotation } from "../datasets/readers/voc/vocAnnotation.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, refused } from "./expectedBoxes.ts";
import { readCocoDataset, readCocoResults } from "./expectedCoco.ts";
import { readFrameworkRows } from "./expectedRows.ts";
import { readYoloText } from "./expectedYolo.ts";

export type ExpectedFile =
  | { readonly ok: true; readonly boxes: readonly ExpectedBox[] }
  | { readonly ok: false; readonly failure: Failure };

/** COCO's largest file of boxes has 450 MB; what a few images are compared with is far smaller. */
const MAX_BYTES = 128 * 1024 * 1024;

/** `shown`: what the file is called towards the user. */
export async function readExpectedFile(file: string, shown: string, of: ExpectedOf): Promise<ExpectedFile> {
  const read = await readText(file);
  const reading = read.ok ? readExpectedText(read.text, of) : read;
  if (reading.ok) return reading;
  return {
    ok: false,
    failure: {
      code: "expected-unusable",
      file: shown,
      en: `No expected boxes could be read from it: ${reading.en}.`,
      zh: `无法从中读取期望框：${reading.zh}。`,
    },
  };
}

/** The text of a file as whatever it is. Never throws. */
export function readExpectedText(text: string, of: ExpectedOf): ExpectedReading {
  switch (text.trimStart()[0]) {
    case "<":
      return readVoc(text);
    case "{":
    case "[":
      return readJson(text, of);
    default:
      return readYoloText(text, of);
  }
}

/** Difficult objects count neither way, as in the figures. Boxes stay as written: the model's are not clipped either. */
function readVoc(text: string): ExpectedReading {
  if (text.length > MAX_ANNOTATION_BYTES)
    return refused(
      `an annotation larger than ${MAX_ANNOTATION_BYTES / 1024 / 1024} MB`,
      `标注大于 ${MAX_ANNOTATION_BYTES / 1024 / 1024} MB`,
    );
  const annotation = parseVocAnnotation(text);
  if (!annotation.ok) return refused(annotation.reason, annotation.reason);
  const { objects, size } = annotation;
  if (objects.length === 0 && size === null)
    return refused("it is XML, but no annotation of Pascal VOC", "是 XML，但不是 Pascal VOC 标注");
  return expectedBoxes(
    objects
      .filter(({ difficult }) => !difficult)
      .map(({ name, x1, y1, x2, y2 }) => ({ className: name, score: null, x1, y1, x2, y2 })),
  );
}

function readJson(text: string, of: ExpectedOf): ExpectedReading {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 120);
    return refused(`it is not JSON (${reason})`, `不是有效的 JSON（${reason}）`);
  }
  if (Array.isArray(json)) return readCocoResults(json, of);
  const object = json as Readonly<Record<string, unknown>>;
  const strange = refused(
    'neither COCO ("images" and "annotations", or a list of results) nor a framework\'s "rows"',
    "既不是 COCO（images 与 annotations，或结果列表），也不是框架输出的 rows",
  );
  return readCocoDataset(object, of) ?? readFrameworkRows(object, of) ?? strange;
}

async function readText(
  file: string,
): Promise<{ readonly ok: true; readonly text: string } | Extract<ExpectedReading, { ok: false }>> {
  const failed = (en: string, zh: string) => ({ ok: false as const, en, zh });
  const read = await readTextFile(file, MAX_BYTES);
  if (read.ok) return read;
  switch (read.code) {
    case "missing":
      return failed("there is no such file", "文件不存在");
    case "not-regular":
      return failed("it is no regular file", "不是普通文件");
    case "too-large":
      return failed(`it is larger than ${MAX_BYTES / 1024 / 1024} MB`, `大于 ${MAX_BYTES / 1024 / 1024} MB`);
    case "unreadable":
      return failed(`it cannot be read (${read.reason})`, `无法读取（${read.reason}）`);
  }
}
