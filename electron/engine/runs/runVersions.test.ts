/** Stored runs not written by this version: earlier, later, with a head or tables that cannot be trusted. */
import { quoted } from "../../../shared/core/reason.ts";
import { failureText } from "../../../shared/words/failureText.ts";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync, type DatabaseSyncInstance } from "@photostructure/sqlite";
import { describe, expect, test } from "vitest";
import { fromRow, type OutcomeRow, rowChecksum, toRow } from "./outcomeRecord.ts";
import { RUN_FILE } from "./runFile.ts";
import { glanceAtRun } from "./runEntries.ts";
import { RUN_VERSION, type RunHead } from "./runHead.ts";
import { openRunStore, type RunStore } from "./runStore.ts";

/** Written by Loupe 0.1 before runs had names: two images done, one failed, and one that was under way when the process was killed. */
const VERSION_1 = path.join(import.meta.dirname, "fixtures/run-version-1.sqlite");

/** Written by Loupe 0.1 when runs had names and reasons were English text: a device was lost, and a GPU was slower than the cpu. */
const VERSION_2 = path.join(import.meta.dirname, "fixtures/run-version-2.sqlite");
const SAID_2 = [
  quoted("this machine has no NVIDIA device"),
  quoted("its device was lost: CUDA failure 700: an illegal memory access"),
  quoted("it takes 310 ms for this model, the cpu 95 ms"),
  null,
];
const reasonsOf = ({ info }: RunHead) => info.provider.attempts.map(({ reason }) => reason);

function version1(): { readonly folder: string; readonly file: string } {
  return copyOf(VERSION_1);
}

function copyOf(fixture: string): { readonly folder: string; readonly file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "loupe-run-"));
  const file = path.join(folder, RUN_FILE);
  copyFileSync(fixture, file);
  return { folder, file };
}

function open(folder: string): RunStore {
  const opening = openRunStore(folder);
  if (!opening.ok) throw new Error(failureText(opening.failure, "en"));
  return opening.store;
}

/** A run of this version with the outcomes of the fixture, after `change`. */
function changed(change: (db: DatabaseSyncInstance) => void): { readonly folder: string; readonly file: string } {
  const run = version1();
  open(run.folder).close();
  const db = new DatabaseSync(run.file);
  change(db);
  db.close();
  return run;
}

function expectUntouched(file: string, before: Buffer): void {
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(path.dirname(file))).toEqual([RUN_FILE]);
}

describe("a run of version 1", () => {
  test("is brought to this version with every outcome, the marks of a death, and nothing left beside it", () => {
    const { folder, file } = version1();
    const store = open(folder);
    expect(store.head()).toMatchObject({
      version: RUN_VERSION,
      name: null,
      source: { folder: "/line/铝材" },
      identity: { datasetHash: "d".repeat(64), modelSha256: "a".repeat(64), provider: "auto", scoreFloor: 0.01 },
      info: { datasetName: "铝材", operator: "李", imageCount: 4, startedAt: "2026-03-01T08:00:00.000Z" },
    });
    expect(Object.keys(store.head()?.source ?? {})).toEqual(["folder"]);
    const { records, damaged } = store.outcomes();
    expect(damaged).toEqual([]);
    expect(records.map(({ name }) => name)).toEqual(["图/a.png", "图/b.png", "图/c.png"]);
    const [first, , third] = records;
    expect(first?.outcome.status === "done" && [...first.outcome.detections.boxes]).toEqual([
      -1.5, 2, 8.5, 4, 1, 1, 2, 3,
    ]);
    expect(first?.outcome.status === "done" && [...first.outcome.detections.scores]).toEqual([0.505, 0.01]);
    expect(third?.outcome).toMatchObject({ status: "failed", reason: quoted("premature end") });
    expect([...store.crashes()]).toEqual([["d", 1]]);
    store.close();
    expect(readdirSync(folder)).toEqual([RUN_FILE]);
    const db = new DatabaseSync(file);
    expect(db.prepare("PRAGMA user_version").get()).toMatchObject({ user_version: RUN_VERSION });
    db.close();
  });

  test("stays as it is when the copy cannot be written whole", () => {
    const { folder, file } = version1();
    const before = readFileSync(file);
    // A folder in the copy's place is not removed as a file is.
    mkdirSync(path.join(folder, "run.migrating.sqlite"));
    expect(openRunStore(folder)).toMatchObject({ ok: false, failure: { code: "not-writable", file } });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("a copy that a killed process left half is written anew", () => {
    const { folder } = version1();
    writeFileSync(path.join(folder, "run.migrating.sqlite"), "half");
    const store = open(folder);
    expect(store.outcomes().records).toHaveLength(3);
    store.close();
    expect(readdirSync(folder)).toEqual([RUN_FILE]);
  });

  test("with a head that cannot be read is refused, and not migrated", () => {
    const { folder, file } = version1();
    const db = new DatabaseSync(file);
    db.exec("UPDATE meta SET value = '{}' WHERE key = 'head'");
    db.close();
    const before = readFileSync(file);
    expect(openRunStore(folder)).toMatchObject({ ok: false, failure: { code: "unreadable-head", file } });
    expectUntouched(file, before);
  });
});

describe("a run of version 2", () => {
  test("keeps why its providers did not run, as the text that it was", () => {
    const { folder, file } = copyOf(VERSION_2);
    const before = readFileSync(file);
    // Looking at it changes nothing.
    const glance = glanceAtRun(folder);
    expect(glance.ok && reasonsOf(glance.glance.head)).toEqual(SAID_2);
    expectUntouched(file, before);
    const store = open(folder);
    expect(store.head()).toMatchObject({ version: RUN_VERSION, name: "第一班", info: { graphScoreFloor: 0.05 } });
    expect(store.outcomes().records).toHaveLength(3);
    store.close();
    const again = open(folder);
    const head = again.head();
    again.close();
    expect(head && reasonsOf(head)).toEqual(SAID_2);
    expect(readdirSync(folder)).toEqual([RUN_FILE]);
  });
});

test("a reason that a later version of Loupe knows costs its words, not the run", () => {
  const { folder, file } = copyOf(VERSION_2);
  const store = open(folder);
  const head = store.head();
  if (!head) throw new Error("the fixture has no head");
  const attempts = [{ provider: "cuda", ok: false, reason: { code: "of-later", params: {} } }];
  store.writeHead({
    ...head,
    info: { ...head.info, provider: { ...head.info.provider, attempts: attempts as never } },
  });
  store.close();
  const again = open(folder);
  expect(again.head()?.info.provider.attempts).toEqual([{ provider: "cuda", ok: false, reason: quoted("of-later") }]);
  again.close();
  expect(readdirSync(path.dirname(file))).toEqual([RUN_FILE]);
});

test("a run of a later version is refused with the version it needs", () => {
  const { folder } = changed((db) => db.exec(`PRAGMA user_version = ${RUN_VERSION + 1}`));
  expect(openRunStore(folder)).toMatchObject({
    ok: false,
    failure: { code: "newer-run", params: { version: RUN_VERSION + 1, newest: RUN_VERSION } },
  });
});

describe("a head that cannot be read is not the same as no head", () => {
  test.each<[string, string, RegExp]>([
    ["gone", "DELETE FROM meta", /not what they are of/],
    ["gone, its checksum there", "DELETE FROM meta WHERE key = 'head'", /not what they are of/],
    ["its checksum gone", "DELETE FROM meta WHERE key = 'head_sha256'", /not the one that was written/],
    ["cut", "UPDATE meta SET value = substr(value, 1, 40) WHERE key = 'head'", /not the one that was written/],
    ["another model's", "UPDATE meta SET value = replace(value, 'aaaa', 'bbbb') WHERE key = 'head'", /not the one/],
  ])("%s: refused with its file, and nothing is changed", (_name, sql, reason) => {
    const { folder, file } = changed((db) => db.exec(sql));
    const before = readFileSync(file);
    for (const setAside of [true, false]) {
      const opening = openRunStore(folder, { setAside });
      expect(opening).toMatchObject({ ok: false, failure: { code: "unreadable-head", file } });
      if (!opening.ok) expect(failureText(opening.failure, "en")).toMatch(reason);
    }
    expectUntouched(file, before);
  });
});

describe("tables that are not as they were made", () => {
  test.each<[string, string, string]>([
    ["a table is missing", "DROP TABLE under_way", "the table under_way is missing"],
    ["a column is missing", "ALTER TABLE outcomes DROP COLUMN reason", "outcomes has no column reason"],
    [
      "a view in a table's place",
      "ALTER TABLE outcomes RENAME TO theirs; CREATE VIEW outcomes AS SELECT * FROM theirs",
      "outcomes is a view, not a table",
    ],
    [
      "a column of another kind",
      "DROP TABLE under_way; CREATE TABLE under_way (image_id, crashes, running)",
      "another form",
    ],
    ["a trigger", "CREATE TRIGGER t AFTER INSERT ON outcomes BEGIN DELETE FROM outcomes; END", "a trigger t"],
  ])("%s: one failure that names it", (_name, sql, reason) => {
    const { folder, file } = changed((db) => db.exec(sql));
    const before = readFileSync(file);
    const opening = openRunStore(folder, { setAside: false });
    expect(opening).toMatchObject({ ok: false, failure: { code: "damaged-run", file } });
    if (!opening.ok) expect(failureText(opening.failure, "en")).toContain(reason);
    expectUntouched(file, before);
  });
});

test("a count beyond what a number holds costs its own row alone", () => {
  const { folder } = changed((db) => db.exec("UPDATE outcomes SET count = 9223372036854775807 WHERE image_id = 'a'"));
  const store = open(folder);
  const { records, damaged } = store.outcomes();
  store.close();
  expect(damaged).toEqual(["图/a.png"]);
  expect(records.map(({ name }) => name)).toEqual(["图/b.png", "图/c.png"]);
});

describe("a row of another form is refused although its checksum is right", () => {
  const { folder } = version1();
  const store = open(folder);
  const [sound] = store.outcomes().records;
  store.close();
  if (!sound) throw new Error("the fixture has no rows");
  const forged = (change: OutcomeRow) => {
    const row = { ...toRow(sound), ...change };
    return fromRow({ ...row, checksum: rowChecksum(row) });
  };
  test("and taken when it is as it was", () => expect(forged({})).toEqual(sound));
  test.each<[string, OutcomeRow]>([
    ["a count that is not that of the boxes", { count: 3 }],
    ["boxes of an odd length", { boxes: new Uint8Array(63) }],
    ["no scores", { scores: null }],
    ["a width below nothing", { width: -1 }],
    ["remarks that are no JSON", { remarks: "{" }],
    ["remarks that are no list", { remarks: '{"code":"multi-page"}' }],
    ["an unknown status", { status: "fine" }],
    ["an unknown provider", { provider: "abacus" }],
    ["a failure without a reason", { status: "failed", code: "x", reason: null }],
  ])("%s", (_name, change) => expect(forged(change)).toBeNull());
});
