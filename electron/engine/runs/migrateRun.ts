/** Migrates a stored run of an earlier version: on a copy, which replaces the original only when it is complete. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import type { Reason } from "../../../shared/core/reason.ts";
import { closeRunFile, readFirst } from "./runConnection.ts";
import { readHead, RUN_VERSION, storeHead } from "./runHead.ts";
import { schemaProblem } from "./runSchema.ts";

const COPY = "run.migrating.sqlite";

/**
 * Takes over the open, locked `db` of version `from` at `file`, whose schema and head were checked, and closes it in any case.
 * Until the last step, one rename, the original stands as it was; a copy that a killed process left is written anew.
 * @throws what the disk refuses, and when the copy does not come out whole: then the original stays.
 */
export function migrateOnCopy(db: DatabaseSyncInstance, file: string, from: number): void {
  const copy = path.join(path.dirname(file), COPY);
  try {
    const { ino } = statSync(file);
    rmSync(copy, { force: true });
    db.prepare("VACUUM INTO ?").run(copy);
    const outcomes = readFirst(db, "SELECT count(*) FROM outcomes");
    migrateFile(copy, from, outcomes);
    syncFile(copy);
    closeRunFile(db);
    if (existsSync(`${file}-wal`) || statSync(file).ino !== ino) throw new Error("the run was changed meanwhile");
    renameSync(copy, file);
  } finally {
    if (db.isOpen) closeRunFile(db);
    rmSync(copy, { force: true });
  }
}

function migrateFile(file: string, from: number, outcomes: unknown): void {
  const db = new DatabaseSync(file);
  try {
    db.exec("BEGIN EXCLUSIVE");
    // The tables are the same in every version; the head is read as the version that wrote it, and written as this one writes it.
    const reading = readHead(db, from);
    if (reading.kind === "head") storeHead(db, reading.head);
    db.exec(`PRAGMA user_version = ${RUN_VERSION}; COMMIT`);
    const problem =
      readFirst(db, "PRAGMA quick_check(1)") !== "ok" || readFirst(db, "SELECT count(*) FROM outcomes") !== outcomes
        ? "rows are missing"
        : ((schemaProblem(db) ?? headProblem(db))?.code ?? null);
    if (problem !== null) throw new Error(`the migrated copy is not whole: ${problem}`);
  } finally {
    closeRunFile(db);
  }
}

function headProblem(db: DatabaseSyncInstance): Reason | null {
  const reading = readHead(db, RUN_VERSION);
  return reading.kind === "unreadable" ? reading.reason : null;
}

function syncFile(file: string): void {
  const handle = openSync(file, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
