/** One image's outcome as a database row: columns as little-endian bytes, and a checksum that detects a damaged row. */
import { createHash } from "node:crypto";
import type { Detections } from "../../../shared/core/detections.ts";
import { z } from "zod";
import { issueCodeSchema } from "../../../shared/core/dataset.ts";
import { type ImageOutcome, type Provider, providerSchema } from "../../../shared/core/run.ts";
import type { ImageRemark } from "../images/decodedImage.ts";
import { reasonFromText, reasonToText, storedReasonSchema } from "./storedReason.ts";

/** An outcome and the state of the image's file when it was read. */
export interface RecordedOutcome {
  readonly outcome: ImageOutcome;
  readonly name: string;
  /** How often the image was tried, this time included. */
  readonly tries: number;
  /** Null where nothing ran. */
  readonly provider: Provider | null;
  readonly fileBytes: number;
  readonly fileModified: number;
  /** What decoding dropped, such as further pages or bits beyond 8 per channel. */
  readonly remarks: readonly ImageRemark[];
}

const remarksSchema = z.array(z.object({ code: issueCodeSchema, detail: storedReasonSchema }));

/** A row of the table `outcomes`; SQLite stores every value unchanged. */
export type OutcomeRow = Readonly<Record<string, string | number | null | Uint8Array>>;

export const OUTCOME_COLUMNS = [
  "image_id",
  "name",
  "status",
  "tries",
  "provider",
  "file_bytes",
  "file_modified",
  "width",
  "height",
  "count",
  "boxes",
  "scores",
  "class_indices",
  "decode_ms",
  "preprocess_ms",
  "inference_ms",
  "code",
  "reason",
  "remarks",
] as const;

/** Whole numbers as REAL: one beyond 2^53, as only damage writes, would otherwise end the reading of every other row. */
export const SELECTED_COLUMNS = [...OUTCOME_COLUMNS, "checksum"]
  .map((column) =>
    ["tries", "width", "height", "count"].includes(column) ? `CAST(${column} AS REAL) AS ${column}` : column,
  )
  .join(", ");

/** Every machine that Loupe runs on is little-endian, so the columns' own bytes are stored. */
export function toRow(record: RecordedOutcome): OutcomeRow {
  const { outcome } = record;
  const done = outcome.status === "done" ? outcome : null;
  const failed = outcome.status === "failed" ? outcome : null;
  const row = {
    image_id: outcome.imageId,
    name: record.name,
    status: outcome.status,
    tries: record.tries,
    provider: record.provider,
    file_bytes: record.fileBytes,
    file_modified: record.fileModified,
    width: done?.width ?? null,
    height: done?.height ?? null,
    count: done?.detections.count ?? null,
    boxes: done ? bytesOf(done.detections.boxes) : null,
    scores: done ? bytesOf(done.detections.scores) : null,
    class_indices: done ? bytesOf(done.detections.classIndices) : null,
    decode_ms: done?.milliseconds.decode ?? null,
    preprocess_ms: done?.milliseconds.preprocess ?? null,
    inference_ms: done?.milliseconds.inference ?? null,
    code: failed?.code ?? null,
    reason: failed && reasonToText(failed.reason),
    remarks: JSON.stringify(record.remarks),
  };
  return { ...row, checksum: rowChecksum(row) };
}

/** Null when the row is not what was written: by its checksum, or by its form. */
export function fromRow(row: OutcomeRow): RecordedOutcome | null {
  if (row["checksum"] !== rowChecksum(row)) return null;
  const outcome = outcomeOf(row);
  const remarks = remarksOf(row["remarks"]);
  const provider = providerSchema.nullable().safeParse(row["provider"]);
  const [name, tries, fileBytes, fileModified] = [row["name"], row["tries"], row["file_bytes"], row["file_modified"]];
  if (outcome === null || remarks === null || !provider.success) return null;
  if (typeof name !== "string" || !isCount(tries) || typeof fileBytes !== "number" || typeof fileModified !== "number")
    return null;
  return { outcome, name, tries, provider: provider.data, fileBytes, fileModified, remarks };
}

function outcomeOf(row: OutcomeRow): ImageOutcome | null {
  const imageId = row["image_id"];
  if (typeof imageId !== "string") return null;
  const { status, code, reason, width, height } = row;
  if (status === "failed")
    return typeof code === "string" && typeof reason === "string"
      ? { status, imageId, code, reason: reasonFromText(reason) }
      : null;
  const detections = detectionsOf(row);
  const [decode, preprocess, inference] = [row["decode_ms"], row["preprocess_ms"], row["inference_ms"]];
  if (status !== "done" || detections === null || !isCount(width) || !isCount(height)) return null;
  if (typeof decode !== "number" || typeof preprocess !== "number" || typeof inference !== "number") return null;
  return { status, imageId, width, height, detections, milliseconds: { decode, preprocess, inference } };
}

/** Null unless the columns hold as many numbers as the count states. */
function detectionsOf(row: OutcomeRow): Detections | null {
  const { count, boxes, scores, class_indices: classes } = row;
  if (!isCount(count) || !isBytes(boxes, 32 * count) || !isBytes(scores, 8 * count) || !isBytes(classes, 4 * count))
    return null;
  return {
    count,
    boxes: new Float64Array(ownBuffer(boxes)),
    scores: new Float64Array(ownBuffer(scores)),
    classIndices: new Int32Array(ownBuffer(classes)),
  };
}

function remarksOf(text: OutcomeRow[string] | undefined): RecordedOutcome["remarks"] | null {
  try {
    return remarksSchema.parse(JSON.parse(String(text)));
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isBytes(value: unknown, length: number): value is Uint8Array {
  return value instanceof Uint8Array && value.byteLength === length;
}

function bytesOf(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** A copy at an aligned address with memory of its own. */
function ownBuffer(value: Uint8Array): ArrayBuffer {
  return value.slice().buffer;
}

/** Over every column but itself. */
export function rowChecksum(row: OutcomeRow): string {
  const hash = createHash("sha256");
  for (const column of OUTCOME_COLUMNS) {
    const value = row[column] ?? null;
    const bytes = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value));
    hash.update(`${column}:${bytes.byteLength}:`).update(bytes);
  }
  return hash.digest("hex").slice(0, 16);
}
