/** Reads the label file of one image of a YOLO dataset into ground truth in pixels. */
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { quoted, type Reason, reason } from "../../../../../shared/core/reason.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { readImageSize } from "../../../images/imageSize.ts";
import type { DatasetRoot } from "../../datasetRoot.ts";
import { type EdgeObject, edgeGroundTruth } from "../edgeGroundTruth.ts";
import type { ImageReading } from "../labelledImages.ts";
import type { YoloConfig } from "./yoloConfig.ts";
import { labelName, type YoloImage } from "./yoloImages.ts";
import { type BadYoloRow, parseYoloRows, type YoloRow } from "./yoloRows.ts";

/** `unlabelled`: there is no label file. */
export type YoloReading = ImageReading & { readonly labels?: "none" };

const MAX_LABEL_BYTES = 16 * 1024 * 1024;

/** Fractions become pixels of the upright image, read from its header; boxes stay edges (see `edgeGroundTruth`). A row that cannot be read excludes the image: its ground truth is incomplete. */
export async function readYoloImage(root: DatasetRoot, image: YoloImage, config: YoloConfig): Promise<YoloReading> {
  const { classes, keypoints } = config;
  const file = labelName(image.name);
  const excluded = (code: DatasetIssue["code"], at: string, ...detail: readonly Reason[]): YoloReading => ({
    ok: false,
    issue: { code, file: at, detail, excluded: true },
  });
  const located = await root.locate(file);
  if (located.kind === "missing") return { ok: true, image: background(image), remarks: [], labels: "none" };
  if (located.kind === "outside") return excluded("outside-dataset", file, located.reason);
  if (located.kind === "unusable") return excluded("unreadable-annotation", file, located.reason);
  const read = await readTextFile(located.realPath, MAX_LABEL_BYTES);
  if (!read.ok) return excluded("unreadable-annotation", file, read.reason);
  const rows = parseYoloRows(read.text, keypoints);
  const bad = rows.flatMap((row) => (row.ok ? (row.score === null ? [] : [scored(row)]) : [row]));
  const [first] = bad;
  if (first) {
    const counted = bad.length > 1 ? [reason("first-of-rows", { count: bad.length, total: rows.length })] : [];
    return excluded("unreadable-annotation", `${file}:${first.line}`, ...counted, problemOf(first));
  }
  const { kept, remarks } = withoutRepeats(
    rows.filter((row) => row.ok),
    file,
  );
  if (kept.length === 0) return { ok: true, image: background(image), remarks: [] };
  const unknown = new Set(kept.filter(({ classId }) => classId >= classes.length).map(({ classId }) => classId));
  if (unknown.size > 0) return excluded("unknown-class", file, quoted([...unknown].slice(0, 10).join(", ")));
  const sized = await readImageSize(image.file.path);
  if (!sized.ok) return excluded("unreadable-image", image.name, sized.reason);
  const { width, height } = sized.size;
  const objects = kept.map(
    ({ line, classId, left, top, right, bottom }): EdgeObject => ({
      classIndex: classId,
      box: { x1: left * width, y1: top * height, x2: right * width, y2: bottom * height },
      difficult: false,
      called: reason("line-of-class", { line, name: classes[classId] ?? "" }),
    }),
  );
  const truth = edgeGroundTruth(objects, sized.size, file);
  if (truth.boxes.length === 0) return excluded("no-object", file, reason("no-box-in-image"));
  return {
    ok: true,
    image: { ...image, role: "annotated", groundTruth: truth.boxes, size: sized.size },
    remarks: [...remarks, ...truth.remarks],
  };
}

/**
 * Ultralytics takes an image without a label file for one without objects. So does Loupe, with a remark, as a lost file
 * would hide a defect; where no image of the split has one, all are without ground truth.
 */
export function withoutLabels(readings: readonly YoloReading[]): ImageReading[] {
  const any = readings.some(({ labels }) => labels !== "none");
  return readings.map((reading) => {
    if (reading.labels !== "none" || !reading.ok) return reading;
    if (!any) return { ...reading, image: { ...reading.image, role: "unlabelled" } };
    const detail = [reason("no-label-file")];
    const issue = { code: "missing-annotation" as const, file: labelName(reading.image.name), detail, excluded: false };
    return { ...reading, remarks: [issue] };
  });
}

function background(image: YoloImage) {
  return { ...image, role: "background" as const, groundTruth: [], size: null };
}

/** A repeated row is one object, as Ultralytics counts it. */
function withoutRepeats(rows: readonly YoloRow[], file: string) {
  const seen = new Set<string>();
  const kept: YoloRow[] = [];
  const remarks: DatasetIssue[] = [];
  for (const row of rows) {
    const { classId, left, top, right, bottom } = row;
    const key = [classId, left, top, right, bottom].join();
    if (seen.has(key))
      remarks.push({
        code: "duplicate-row",
        file: `${file}:${row.line}`,
        detail: [reason("same-box-again")],
        excluded: false,
      });
    else kept.push(row);
    seen.add(key);
  }
  return { kept, remarks };
}

/** A label has no score: a file with scores contains predictions. */
function scored({ line, columns }: YoloRow): BadYoloRow {
  return { line, ok: false, problem: "columns", columns };
}

function problemOf(row: BadYoloRow): Reason {
  switch (row.problem) {
    case "not-numbers":
      return reason("label-not-numbers");
    case "columns":
      return reason("label-columns", { count: row.columns });
    case "class":
      return reason("label-class", { found: row.written });
    case "not-parts":
      return reason("label-not-normalised");
    case "score":
      return reason("label-score", { score: row.written });
  }
}
