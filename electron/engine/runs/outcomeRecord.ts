/** One image's outcome as a database row: columns as little-endian bytes, and a checksum that tells a damaged row from a true one. */
import { createHash } from "node:crypto";
import type { Detections } from "../../../shared/core/detections.ts";
import type { ImageOutcome, Provider } from "../../../shared/core/run.ts";
import type { DecodedImage } from "../images/decodedImage.ts";

/** An outcome and what its image's file was when it was read. */
export interface RecordedOutcome {
  readonly outcome: ImageOutcome;
  readonly name: string;
  /** How often the image was tried, this time included. */
  readonly tries: number;
  /** Null where nothing ran. */
  readonly provider: Provider | null;
  readonly fileBytes: number;
  readonly fileModified: number;
  /** What decoding left out or changed, such as more pages or more than 8 bits a channel. */
  readonly remarks: DecodedImage["remarks"];
}

/** A row of the table `outcomes`; every value is one that SQLite stores as it is. */
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

/** Every machine that Loupe runs on is little-endian, so columns are their own bytes. */
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
    reason: failed?.reason ?? null,
    remarks: JSON.stringify(record.remarks),
  };
  return { ...row, checksum: checksum(row) };
}

/** Null when the row is not what was once written. */
export function fromRow(row: OutcomeRow): RecordedOutcome | null {
  if (row["checksum"] !== checksum(row)) return null;
  const text = (column: string) => String(row[column]);
  const number = (column: string) => Number(row[column]);
  const outcome: ImageOutcome =
    row["status"] === "done"
      ? {
          status: "done",
          imageId: text("image_id"),
          width: number("width"),
          height: number("height"),
          detections: detectionsOf(row),
          milliseconds: {
            decode: number("decode_ms"),
            preprocess: number("preprocess_ms"),
            inference: number("inference_ms"),
          },
        }
      : { status: "failed", imageId: text("image_id"), code: text("code"), reason: text("reason") };
  return {
    outcome,
    name: text("name"),
    tries: number("tries"),
    provider: row["provider"] === null ? null : (row["provider"] as Provider),
    fileBytes: number("file_bytes"),
    fileModified: number("file_modified"),
    remarks: JSON.parse(text("remarks")) as DecodedImage["remarks"],
  };
}

function detectionsOf(row: OutcomeRow): Detections {
  return {
    count: Number(row["count"]),
    boxes: new Float64Array(ownBuffer(row["boxes"])),
    scores: new Float64Array(ownBuffer(row["scores"])),
    classIndices: new Int32Array(ownBuffer(row["class_indices"])),
  };
}

function bytesOf(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** A copy that starts at an aligned address and shares memory with nobody. */
function ownBuffer(value: unknown): ArrayBuffer {
  return value instanceof Uint8Array ? value.slice().buffer : new ArrayBuffer(0);
}

function checksum(row: OutcomeRow): string {
  const hash = createHash("sha256");
  for (const column of OUTCOME_COLUMNS) {
    const value = row[column] ?? null;
    const bytes = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value));
    hash.update(`${column}:${bytes.byteLength}:`).update(bytes);
  }
  return hash.digest("hex").slice(0, 16);
}
