/** The stored runs in the app's folder: their names, and what their files contain, read without changing them. */
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import type { Failure } from "../../../shared/core/failure.ts";
import { reason } from "../../../shared/core/reason.ts";
import { errorText } from "../files/systemReason.ts";
import { closeAsIs, countOutcomes, readNumber } from "./runConnection.ts";
import { damagedRun, inUse, notWritable, refusalOf, RUN_FILE, saidBySqlite } from "./runFile.ts";
import { readHead, type RunHead } from "./runHead.ts";

/** By its identity; further runs of the same identity have a number appended, from 2 on. */
const RUN_ID = /^([0-9a-f]{32})(?:-([1-9]\d{0,5}))?$/;

export function isRunId(id: string): boolean {
  return RUN_ID.test(id);
}

/** Names of all folders that are named like runs and contain a run's file, in no particular order. */
export function runIdsIn(runsFolder: string): string[] {
  if (!existsSync(runsFolder)) return [];
  return readdirSync(runsFolder).filter((name) => isRunId(name) && existsSync(path.join(runsFolder, name, RUN_FILE)));
}

/** The run that an inspection of this identity continues: the one started last; a new one when there is none, or when it starts afresh. */
export function runToInspect(
  runsFolder: string,
  identityId: string,
  { fresh, wanted }: { readonly fresh: boolean; readonly wanted?: string | undefined },
): string {
  const numbers = new Map<number, string>();
  for (const id of runIdsIn(runsFolder)) {
    const [, base, number] = RUN_ID.exec(id) ?? [];
    if (base === identityId) numbers.set(Number(number ?? 1), id);
  }
  const last = Math.max(0, ...numbers.keys());
  if (fresh && last > 0) return `${identityId}-${last + 1}`;
  if (wanted !== undefined && [...numbers.values()].includes(wanted)) return wanted;
  return numbers.get(last) ?? identityId;
}

export interface RunGlance {
  readonly head: RunHead;
  readonly done: number;
  readonly failed: number;
}

export type RunGlancing =
  | { readonly ok: true; readonly glance: RunGlance }
  | { readonly ok: false; readonly failure: Failure };

/** Reads head and counts; nothing is written, migrated or set aside, and outcomes are not read. */
export function glanceAtRun(folder: string): RunGlancing {
  const file = path.join(folder, RUN_FILE);
  let db: DatabaseSyncInstance | null = null;
  try {
    db = new DatabaseSync(file, { readOnly: true });
    const version = readNumber(db, "PRAGMA user_version");
    const refusal = refusalOf(db, file, version, { pages: false });
    if (refusal?.kind === "failed") return { ok: false, failure: refusal.failure };
    if (refusal?.kind === "damaged") return { ok: false, failure: damagedRun(file, refusal.why) };
    const reading = readHead(db, version);
    if (reading.kind !== "head") return { ok: false, failure: damagedRun(file, reason("run-without-head")) };
    return { ok: true, glance: { head: reading.head, ...countOutcomes(db) } };
  } catch (error) {
    const said = errorText(error);
    if (/locked|busy/i.test(said)) return { ok: false, failure: inUse(file) };
    const unreadable = /malformed|not a database|corrupt|disk image/i.test(said);
    return { ok: false, failure: unreadable ? damagedRun(file, saidBySqlite(said)) : notWritable(file, error) };
  } finally {
    if (db?.isOpen) closeAsIs(db);
  }
}

/** Size of the run's folder in bytes: its file, its log, and what was set aside beside it. */
export function bytesOf(folder: string): number {
  let bytes = 0;
  for (const name of readdirSync(folder)) bytes += statSync(path.join(folder, name)).size;
  return bytes;
}
