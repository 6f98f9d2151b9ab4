/** The tables of a stored run: creating them, and checking that a file has exactly these. */
import type { DatabaseSyncInstance } from "@photostructure/sqlite";
import { type Reason, reason } from "../../../shared/core/reason.ts";

/** "LOUP": distinguishes a run from any other SQLite file. */
export const APPLICATION_ID = 0x4c4f5550;

/** The same in every version: they differ in what `meta` holds. */
const TABLES: Readonly<Record<string, string>> = {
  meta: "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
  outcomes: `CREATE TABLE outcomes (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     image_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status TEXT NOT NULL, tries INTEGER NOT NULL, provider TEXT,
     file_bytes REAL NOT NULL, file_modified REAL NOT NULL,
     width INTEGER, height INTEGER, count INTEGER, boxes BLOB, scores BLOB, class_indices BLOB,
     decode_ms REAL, preprocess_ms REAL, inference_ms REAL, code TEXT, reason TEXT, remarks TEXT NOT NULL, checksum TEXT NOT NULL) STRICT`,
  under_way:
    "CREATE TABLE under_way (image_id TEXT PRIMARY KEY, crashes INTEGER NOT NULL, running INTEGER NOT NULL) STRICT",
};

export function createTables(db: DatabaseSyncInstance): void {
  for (const sql of Object.values(TABLES)) db.exec(sql);
}

/** Null when the file has exactly the tables as created; otherwise what is wrong. Nothing is written. */
export function schemaProblem(db: DatabaseSyncInstance): Reason | null {
  const entries = db.prepare("SELECT name, type, sql FROM sqlite_master").all() as {
    name: string;
    type: string;
    sql: string | null;
  }[];
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  for (const [name, sql] of Object.entries(TABLES)) {
    const entry = byName.get(name);
    if (!entry) return reason("table-missing", { table: name });
    if (entry.type !== "table") return reason("not-a-table", { name, kind: entry.type });
    const missing = columnsOf(sql).find((column) => !columnsOf(entry.sql ?? "").includes(column));
    if (missing !== undefined) return reason("column-missing", { table: name, column: missing });
    if (plain(entry.sql ?? "") !== plain(sql)) return reason("table-of-another-form", { table: name });
  }
  // SQLite's own begin with its name.
  const foreign = entries.find(({ name }) => !(name in TABLES) && !name.startsWith("sqlite_"));
  return foreign ? reason("foreign-to-runs", { name: foreign.name, kind: foreign.type }) : null;
}

function plain(sql: string): string {
  return sql.replace(/\s+/g, " ").trim();
}

function columnsOf(sql: string): string[] {
  return plain(sql.slice(sql.indexOf("(") + 1, sql.lastIndexOf(")")))
    .split(",")
    .map((column) => column.trim().split(" ")[0]?.replace(/["`]/g, "") ?? "");
}
