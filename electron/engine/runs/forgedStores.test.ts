/** Stored runs that were damaged or forged in many ways: each is read, or refused by one line that names the file; nothing throws. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { expect, test } from "vitest";
import { alignedClasses } from "../../../shared/core/classTable.ts";
import { DEFAULT_DECISION_RULE } from "../../../shared/core/decisionRule.ts";
import { compileRule } from "../../../shared/metrics/decide.ts";
import { floorsOf } from "../../../shared/metrics/scoreFloors.ts";
import { failureText } from "../../../shared/words/failureText.ts";
import { createStoredRuns } from "../storedRuns.ts";
import { detectionsJson } from "./detectionsJson.ts";
import { type OutcomeRow, rowChecksum } from "./outcomeRecord.ts";
import { RUN_FILE } from "./runFile.ts";
import { openRunStore } from "./runStore.ts";

const FIXTURE = path.join(import.meta.dirname, "fixtures/run-version-1.sqlite");
const ID = "0123456789abcdef0123456789abcdef";

interface Forged {
  readonly runs: string;
  readonly folder: string;
  readonly file: string;
}

/** A run of this version below a folder of runs. */
function wholeRun(): Forged {
  const runs = mkdtempSync(path.join(tmpdir(), "loupe-forged-"));
  const folder = path.join(runs, ID);
  mkdirSync(folder);
  const file = path.join(folder, RUN_FILE);
  copyFileSync(FIXTURE, file);
  const opening = openRunStore(folder);
  if (!opening.ok) throw new Error(opening.failure.code);
  opening.store.close();
  return { runs, folder, file };
}

function forge(change: (db: DatabaseSyncInstance) => void): Forged {
  const forged = wholeRun();
  const db = new DatabaseSync(forged.file);
  change(db);
  db.close();
  return forged;
}

/** Changes what `set` names of every row and seals it again, as whoever forges a run on purpose would. */
function reseal(db: DatabaseSyncInstance, set: Readonly<Record<string, unknown>>): void {
  const rows = db.prepare("SELECT * FROM outcomes").all() as Record<string, unknown>[];
  for (const row of rows) {
    const changed = { ...row, ...set } as OutcomeRow;
    const columns = Object.keys(set);
    const update = db.prepare(
      `UPDATE outcomes SET ${[...columns, "checksum"].map((column) => `${column} = ?`).join(", ")} WHERE image_id = ?`,
    );
    update.run(...columns.map((column) => changed[column] as never), rowChecksum(changed), row["image_id"]);
  }
}

interface StoredHead {
  readonly info: object;
}

function changeHead(db: DatabaseSyncInstance, change: (head: StoredHead) => unknown): void {
  const { value } = db.prepare("SELECT value FROM meta WHERE key = 'head'").get() as { value: string };
  const text = JSON.stringify(change(JSON.parse(value) as StoredHead));
  const update = db.prepare("UPDATE meta SET value = ? WHERE key = ?");
  update.run(text, "head");
  update.run(createHash("sha256").update(text).digest("hex"), "head_sha256");
}

/** All that is ever done with a stored run; every refusal is one line in both languages. */
function useEverything({ runs, folder }: Forged): string[] {
  const said: string[] = [];
  const note = (failure: Parameters<typeof failureText>[0]) => {
    for (const language of ["en", "zh"] as const) {
      const text = failureText(failure, language);
      expect(text).not.toMatch(/\n|\{\{/);
      if (language === "en") said.push(text);
    }
  };
  const stored = createStoredRuns(runs, () => null);
  const { unusable } = stored.list();
  for (const { failure } of unusable) note(failure);
  const reading = stored.read(ID);
  if (!reading.ok) note(reading.failure);
  else {
    const { head, records } = reading.value;
    const compiled = compileRule(DEFAULT_DECISION_RULE, alignedClasses(head.info.classes), floorsOf(head.info));
    compiled.columns(
      records.map(({ outcome }) => ({
        role: "annotated" as const,
        groundTruth: [],
        detections: outcome.status === "done" ? outcome.detections : null,
      })),
    );
    expect(() => JSON.parse([...detectionsJson(records, head.info.classes)].join("")) as unknown).not.toThrow();
  }
  const renamed = stored.rename(ID, "new");
  if (!renamed.ok) note(renamed.failure);
  // As an inspection does, which may set it aside.
  const opening = openRunStore(folder);
  if (!opening.ok) note(opening.failure);
  else {
    try {
      opening.store.head();
      opening.store.outcomes();
      opening.store.crashes();
      opening.store.counts();
      opening.store.begin("图/c.png");
    } finally {
      opening.store.close();
    }
  }
  return said;
}

const sql = (text: string) => (db: DatabaseSyncInstance) => db.exec(text);
const FORGERIES: Readonly<Record<string, (db: DatabaseSyncInstance) => void>> = {
  "no table of outcomes": sql("DROP TABLE outcomes"),
  "no table of heads": sql("DROP TABLE meta"),
  "no table of images under way": sql("DROP TABLE under_way"),
  "a column gone": sql("ALTER TABLE outcomes DROP COLUMN remarks"),
  "another column": sql("ALTER TABLE outcomes ADD COLUMN more TEXT"),
  "a column renamed": sql("ALTER TABLE under_way RENAME COLUMN crashes TO ends"),
  "a view in a table's place": sql("ALTER TABLE outcomes RENAME TO o; CREATE VIEW outcomes AS SELECT * FROM o"),
  "a trigger": sql("CREATE TRIGGER t AFTER INSERT ON outcomes BEGIN DELETE FROM outcomes; END"),
  "an index": sql("CREATE INDEX i ON outcomes (name)"),
  "a table that is not strict": sql("DROP TABLE under_way; CREATE TABLE under_way (image_id, crashes, running)"),
  "a virtual table": sql("DROP TABLE under_way; CREATE VIRTUAL TABLE under_way USING fts5(image_id, crashes, running)"),
  "schema text of another form": sql(
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE outcomes (x)' WHERE name = 'outcomes'",
  ),
  "schema text that is none": sql(
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'nonsense' WHERE name = 'outcomes'",
  ),
  "schema without text": sql("PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = NULL WHERE name = 'meta'"),
  "a root page that is not there": sql("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 4000"),
  "two tables on one page": sql("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 2"),
  "a version of 0": sql("PRAGMA user_version = 0"),
  "a negative version": sql("PRAGMA user_version = -5"),
  "a later version": sql("PRAGMA user_version = 99"),
  "no version and no application": sql("PRAGMA user_version = 0; PRAGMA application_id = 0"),
  "a head of one letter": (db) => changeHead(db, () => "x"),
  "a head that is null": (db) => changeHead(db, () => null),
  "a head without classes": (db) => changeHead(db, (head) => ({ ...head, info: {} })),
  "a head with a time that is none": (db) =>
    changeHead(db, (head) => ({ ...head, info: { ...head.info, startedAt: "never" } })),
  "a head with no classes for the boxes": (db) =>
    changeHead(db, (head) => ({ ...head, info: { ...head.info, classes: [] } })),
  "a head with a score floor that is huge": (db) =>
    changeHead(db, (head) => ({ ...head, info: { ...head.info, scoreFloor: 1e300 } })),
  "two heads": sql("INSERT INTO meta (key, value) VALUES ('head2', 'x')"),
  "no head": sql("DELETE FROM meta"),
  "a count too large": sql("UPDATE outcomes SET count = 4611686018427387904"),
  "a count too large, sealed": (db) => reseal(db, { count: 1e15 }),
  "a count below 0, sealed": (db) => reseal(db, { count: -1 }),
  "boxes that are empty, sealed": (db) => reseal(db, { boxes: new Uint8Array(0) }),
  "boxes of half a number, sealed": (db) => reseal(db, { boxes: new Uint8Array(13) }),
  "boxes of no number, sealed": (db) =>
    reseal(db, {
      count: 1,
      boxes: new Uint8Array(32).fill(255),
      scores: new Uint8Array(8).fill(255),
      class_indices: new Uint8Array(4),
    }),
  "scores above every score, sealed": (db) =>
    reseal(db, {
      count: 1,
      boxes: new Uint8Array(32),
      scores: new Uint8Array(Float64Array.of(1e308).buffer),
      class_indices: new Uint8Array(4),
    }),
  "classes that the run does not have, sealed": (db) =>
    reseal(db, {
      count: 1,
      boxes: new Uint8Array(32),
      scores: new Uint8Array(Float64Array.of(0.5).buffer),
      class_indices: new Uint8Array(Int32Array.of(-7).buffer),
    }),
  "classes far beyond the run's, sealed": (db) =>
    reseal(db, {
      count: 1,
      boxes: new Uint8Array(32),
      scores: new Uint8Array(Float64Array.of(0.5).buffer),
      class_indices: new Uint8Array(Int32Array.of(2 ** 31 - 1).buffer),
    }),
  "remarks of another form, sealed": (db) => reseal(db, { remarks: '{"a":1}' }),
  "remarks that are no JSON, sealed": (db) => reseal(db, { remarks: "[" }),
  "remarks of nulls, sealed": (db) => reseal(db, { remarks: "[null]" }),
  "a provider that is none, sealed": (db) => reseal(db, { provider: "abacus" }),
  "a status that is none, sealed": (db) => reseal(db, { status: "maybe" }),
  "a name that is empty, sealed": (db) => reseal(db, { name: "" }),
  "failed without a reason, sealed": (db) => reseal(db, { status: "failed", code: null, reason: null }),
  "failed with a reason of another form, sealed": (db) =>
    reseal(db, { status: "failed", code: "constructor", reason: '{"code":"__proto__","params":null}' }),
  "infinite times, sealed": (db) => reseal(db, { file_modified: Infinity, decode_ms: -Infinity }),
  "counts of crashes too large": sql(
    "INSERT OR REPLACE INTO under_way (image_id, crashes, running) VALUES ('x', 9223372036854775807, 1)",
  ),
  "running that is no flag": sql("UPDATE under_way SET running = 7"),
  "a sequence at its end": sql("UPDATE sqlite_sequence SET seq = 9223372036854775807"),
  "another encoding": sql("PRAGMA journal_mode = DELETE; PRAGMA auto_vacuum = FULL; VACUUM"),
};

test.each(Object.entries(FORGERIES))("%s", (_name, change) => {
  let forged: Forged;
  try {
    forged = forge(change);
  } catch (error) {
    // This build of SQLite refuses to forge it.
    expect(String(error)).toMatch(/no such module|may not be modified|malformed|datatype|cannot store|disk image/i);
    return;
  }
  useEverything(forged);
});

test("bytes turned anywhere in the file, a hundred times: read or refused, never thrown", () => {
  let seed = 20260301;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let i = 0; i < 100; i++) {
    const forged = wholeRun();
    const bytes = readFileSync(forged.file);
    for (let k = 0; k <= i % 8; k++) bytes[random(i % 2 === 0 ? bytes.length : 200)] = random(256);
    writeFileSync(forged.file, i % 5 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
    try {
      useEverything(forged);
    } catch (error) {
      throw new Error(`forgery ${i}: ${error instanceof Error ? (error.stack ?? "") : String(error)}`);
    }
  }
}, 60_000);
