/** A run on disk: what is read back, what a killed process leaves, what damage does. */
import { reason } from "../../../shared/core/reason.ts";
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunInfo } from "../../../shared/core/run.ts";
import { fromRow, type OutcomeRow, type RecordedOutcome, toRow } from "./outcomeRecord.ts";
import { openRunFile, RUN_FILE } from "./runFile.ts";
import { RUN_VERSION, type RunHead } from "./runHead.ts";
import { openRunStore, RunStore, RunWriteError } from "./runStore.ts";

const folder = () => mkdtempSync(path.join(tmpdir(), "loupe-run-"));

function open(where: string): RunStore {
  const opening = openRunStore(where);
  if (!opening.ok) throw new Error(opening.failure.code);
  return opening.store;
}

function record(imageId: string, count = 2): RecordedOutcome {
  const boxes = Float64Array.from({ length: 4 * count }, (_, i) => i + 0.1);
  return {
    outcome: {
      status: "done",
      imageId,
      width: 640,
      height: 480,
      detections: {
        count,
        boxes,
        scores: Float64Array.from({ length: count }, (_, i) => 0.9 - i / 10),
        classIndices: Int32Array.from({ length: count }, (_, i) => i),
      },
      milliseconds: { decode: 1.5, preprocess: 2.5, inference: 3.25 },
    },
    name: `图/${imageId}.png`,
    tries: 1,
    provider: "cpu",
    fileBytes: 1234,
    fileModified: 1700000000123.456,
    remarks: [{ code: "multi-page", detail: reason("first-page-of", { pages: 3 }) }],
  };
}

const info: RunInfo = {
  id: "r",
  formatVersion: 1,
  datasetName: "d",
  datasetHash: "h",
  datasetSynthetic: true,
  modelName: "m",
  modelSha256: "s",
  modelSynthetic: true,
  classes: ["a"],
  provider: { asked: "auto", ran: "cpu", attempts: [] },
  scoreFloor: 0.01,
  imageCount: 3,
  startedAt: "2026-01-01T00:00:00.000Z",
  finishedAt: null,
  operator: "o",
  versions: { loupe: "0", onnxruntime: "0", sharp: "0", host: "0" },
};
const head: RunHead = {
  version: RUN_VERSION,
  name: null,
  info,
  identity: { datasetHash: "h", modelSha256: "s", feedingSha256: "f", provider: "auto", scoreFloor: 0.01 },
  source: { folder: "/set" },
};

test("what was recorded comes back, and closing leaves one file", () => {
  const where = folder();
  const store = open(where);
  expect(store.head()).toBeNull();
  store.writeHead(head);
  store.record([record("a"), record("b", 0)]);
  store.record([
    {
      ...record("c"),
      outcome: {
        status: "failed",
        imageId: "c",
        code: "too-large",
        reason: reason("too-many-pixels", { width: 3, height: 4, most: 11 }),
      },
    },
  ]);
  store.record([record("b", 3)]);
  store.writeFinished("2026-01-02T00:00:00.000Z");
  store.close();
  expect(readdirSync(where)).toEqual([RUN_FILE]);
  const again = open(where);
  expect(again.head()).toEqual({ ...head, info: { ...info, finishedAt: "2026-01-02T00:00:00.000Z" } });
  expect(again.outcomes()).toEqual({
    records: [
      record("a"),
      record("b", 3),
      {
        ...record("c"),
        outcome: {
          status: "failed",
          imageId: "c",
          code: "too-large",
          reason: reason("too-many-pixels", { width: 3, height: 4, most: 11 }),
        },
      },
    ],
    damaged: [],
  });
  again.close();
});

test("property: any detections survive the way to bytes and back, to the last bit", () => {
  const number = fc.double({ noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number, number, number, number, fc.integer({ min: -1, max: 1e6 })), { maxLength: 20 }),
      (rows) => {
        const detections = {
          count: rows.length,
          boxes: Float64Array.from(rows.flatMap((row) => row.slice(0, 4))),
          scores: Float64Array.from(rows, (row) => row[4]),
          classIndices: Int32Array.from(rows, (row) => row[5]),
        };
        const one = record("x");
        const sent: RecordedOutcome = { ...one, outcome: { ...one.outcome, detections } as RecordedOutcome["outcome"] };
        expect(fromRow(toRow(sent))).toEqual(sent);
      },
    ),
  );
});

test("a row with one flipped bit is told, and counts as never recorded", () => {
  const where = folder();
  const store = open(where);
  store.writeHead(head);
  store.record([record("a"), record("b")]);
  store.close();
  const db = new DatabaseSync(path.join(where, RUN_FILE));
  const row = db.prepare("SELECT scores FROM outcomes WHERE image_id = 'a'").get() as OutcomeRow;
  const scores = Uint8Array.from(row["scores"] as Uint8Array);
  scores[3] = (scores[3] ?? 0) ^ 1;
  db.prepare("UPDATE outcomes SET scores = ? WHERE image_id = 'a'").run(scores);
  db.close();
  const again = open(where);
  expect(again.outcomes()).toEqual({ records: [record("b")], damaged: ["图/a.png"] });
  again.close();
});

describe("a damaged file", () => {
  function damage(how: (file: string) => void): string {
    const where = folder();
    const store = open(where);
    store.writeHead(head);
    store.record(Array.from({ length: 50 }, (_, i) => record(`i${i}`, 20)));
    store.close();
    how(path.join(where, RUN_FILE));
    return where;
  }
  test.each([
    [
      "not a database",
      (file: string) =>
        writeFileSync(file, "not a database at all, but long enough to have a header that is wrong".repeat(20)),
    ],
    ["cut in the middle", (file: string) => truncateSync(file, 8192)],
    ["a page of zeros", (file: string) => writeFileSync(file, Buffer.from(readFileSync(file)).fill(0, 4096, 12288))],
  ])("%s: set aside with its bytes, a new run begun; never when only reading", (_name, how) => {
    const where = damage(how);
    const before = readFileSync(path.join(where, RUN_FILE));
    expect(openRunStore(where, { setAside: false })).toMatchObject({
      ok: false,
      failure: { code: "damaged-run", file: path.join(where, RUN_FILE) },
    });
    expect(readFileSync(path.join(where, RUN_FILE)).equals(before)).toBe(true);
    const opening = openRunStore(where);
    expect(opening).toMatchObject({ ok: true, setAside: expect.stringMatching(/^run\.damaged-.*\.sqlite$/) });
    if (!opening.ok) return;
    expect(opening.store.outcomes().records).toEqual([]);
    opening.store.close();
    expect(readFileSync(path.join(where, opening.setAside ?? "")).equals(before)).toBe(true);
  });
});

test("another program's database is left alone", () => {
  const where = folder();
  const db = new DatabaseSync(path.join(where, RUN_FILE));
  db.exec("CREATE TABLE theirs (x)");
  db.close();
  expect(openRunStore(where)).toMatchObject({ ok: false, failure: { code: "not-a-run" } });
  expect(readdirSync(where)).toEqual([RUN_FILE]);
});

test("a newer form is left alone", () => {
  const where = folder();
  open(where).close();
  const db = new DatabaseSync(path.join(where, RUN_FILE));
  db.exec("PRAGMA user_version = 99");
  db.close();
  expect(openRunStore(where)).toMatchObject({
    ok: false,
    failure: { code: "newer-run", params: { version: 99, newest: RUN_VERSION } },
  });
});

test("two writers: the second is told", () => {
  const where = folder();
  const store = open(where);
  expect(openRunStore(where)).toMatchObject({ ok: false, failure: { code: "run-in-use" } });
  store.close();
  open(where).close();
});

test("a folder that cannot be made", () => {
  const where = folder();
  writeFileSync(path.join(where, "file"), "");
  expect(openRunStore(path.join(where, "file", "run"))).toMatchObject({ ok: false, failure: { code: "not-writable" } });
});

test("under way at a death counts; under way at a clean shutdown, or finished, does not", () => {
  const where = folder();
  const store = open(where);
  store.writeHead(head);
  for (const id of ["a", "b", "c"]) store.begin(id);
  store.pause("b");
  store.record([record("c")]);
  // The state left by a killed process: the file and its log as they are now.
  const left = folder();
  for (const name of readdirSync(where)) writeFileSync(path.join(left, name), readFileSync(path.join(where, name)));
  store.close();
  const calm = open(where);
  expect([...calm.crashes()]).toEqual([]);
  calm.close();
  const after = open(left);
  expect([...after.crashes()]).toEqual([["a", 1]]);
  after.begin("a");
  after.close();
  const later = open(left);
  expect([...later.crashes()]).toEqual([["a", 1]]);
  later.record([record("a")]);
  expect([...later.crashes()]).toEqual([]);
  later.close();
});

test("a disk that is full stops the record, loses nothing before it, and closes", () => {
  const where = folder();
  const file = openRunFile(where, { setAside: true });
  if (!file.ok) throw new Error(file.failure.code);
  file.db.exec("PRAGMA max_page_count = 40");
  const store = new RunStore(file.db, where);
  store.writeHead(head);
  const taken: string[] = [];
  expect(() => {
    for (let i = 0; i < 1000; i++) {
      store.record([record(`i${i}`, 50)]);
      taken.push(`i${i}`);
    }
  }).toThrow(RunWriteError);
  expect(taken.length).toBeGreaterThan(10);
  store.close();
  const again = open(where);
  expect(again.outcomes().records.map(({ outcome }) => outcome.imageId)).toEqual(taken);
  again.close();
});
