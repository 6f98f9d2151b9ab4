/** Reads the boxes expected in an image from a file: Pascal VOC, COCO, YOLO, or a framework's own rows, distinguished by content. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { readTextFile } from "../files/regularFile.ts";
import { MAX_ANNOTATION_BYTES, parseVocAnnotation } from "../datasets/readers/voc/vocAnnotation.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, refused } from "./expectedBoxes.ts";
import { readCocoDataset, readCocoResults } from "./expectedCoco.ts";
import { readFrameworkRows } from "./expectedRows.ts";
import { readYoloText } from "./expectedYolo.ts";

export type ExpectedFile =
  | { readonly ok: true; readonly boxes: readonly ExpectedBox[] }
  | { readonly ok: false; readonly failure: Failure };

/** COCO's largest file of boxes has 450 MB; files for comparing a few images are far smaller. */
const MAX_BYTES = 128 * 1024 * 1024;

/** `shown`: the file's name as shown to the user. */
export async function readExpectedFile(file: string, shown: string, of: ExpectedOf): Promise<ExpectedFile> {
  const read = await readText(file);
  const reading = read.ok ? readExpectedText(read.text, of) : read;
  if (reading.ok) return reading;
  return { ok: false, failure: failure("expected-unusable", shown, { reason: reading.reason }) };
}

/** Reads the text in whichever format it has. Never throws. */
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

/** Difficult objects are not counted, as in the figures. Boxes stay as written: the model's are not clipped either. */
function readVoc(text: string): ExpectedReading {
  if (text.length > MAX_ANNOTATION_BYTES)
    return refused(reason("annotation-larger-than", { megabytes: MAX_ANNOTATION_BYTES / 1024 / 1024 }));
  const annotation = parseVocAnnotation(text);
  if (!annotation.ok) return refused(annotation.reason);
  const { objects, size } = annotation;
  if (objects.length === 0 && size === null) return refused(reason("xml-but-not-voc"));
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
    const said = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 120);
    return refused(reason("not-json", { error: said }));
  }
  if (Array.isArray(json)) return readCocoResults(json, of);
  const object = json as Readonly<Record<string, unknown>>;
  const strange = refused(reason("neither-coco-nor-rows"));
  return readCocoDataset(object, of) ?? readFrameworkRows(object, of) ?? strange;
}

async function readText(
  file: string,
): Promise<{ readonly ok: true; readonly text: string } | Extract<ExpectedReading, { ok: false }>> {
  const failed = (why: Reason) => ({ ok: false as const, reason: why });
  const read = await readTextFile(file, MAX_BYTES);
  if (read.ok) return read;
  switch (read.code) {
    case "missing":
      return failed(reason("no-such-file"));
    case "not-regular":
      return failed(reason("not-a-regular-file"));
    case "too-large":
      return failed(reason("larger-than", { megabytes: MAX_BYTES / 1024 / 1024 }));
    case "unreadable":
      return failed(reason("cannot-be-read", { error: read.reason }));
  }
}
