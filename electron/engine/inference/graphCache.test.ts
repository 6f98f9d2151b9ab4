/** Optimised copies of graphs: made once, used afterwards, never trusted when damaged, and never an obstacle. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { toTensor } from "../images/toTensor.ts";
import { type CopyKey, openGraphCopy } from "../graphs/graphCache.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "./ortDetector.ts";

const folder = mkdtempSync(join(tmpdir(), "loupe-copies-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rgb = Uint8Array.from({ length: 60 * 40 * 3 }, (_, i) => (i * 31) % 256);

async function scores(cacheFolder?: string): Promise<readonly number[]> {
  const opened = await openModel(join(import.meta.dirname, "fixtures/graphs/network.onnx"));
  if (!opened.ok) throw new Error(opened.failure.code);
  const created = await createDetector(opened.model, "cpu", cacheFolder === undefined ? {} : { cacheFolder });
  if (!created.ok) throw new Error(created.failure.code);
  const found = await created.detector.detect(
    toTensor({ width: 60, height: 40, rgb }, opened.model.manifest.preprocess),
    0.01,
  );
  await created.detector.close();
  if (!found.ok) throw new Error(found.reason.code);
  return [...found.detections.scores];
}

it("keeps a copy, uses it, makes a damaged one again, and runs without one where it cannot write", async () => {
  const plain = await scores();
  expect(plain.length).toBeGreaterThan(5);
  expect(await scores(folder)).toEqual(plain);
  const copies = () => readdirSync(folder).sort();
  expect(copies()).toHaveLength(1);
  const copy = join(folder, copies()[0] as string);

  const made = statSync(copy).mtimeMs;
  expect(await scores(folder)).toEqual(plain);
  expect(statSync(copy).mtimeMs).toBe(made);

  const whole = readFileSync(copy);
  appendFileSync(copy, "x");
  expect(await scores(folder)).toEqual(plain);
  expect(readFileSync(copy).length).toBe(whole.length);
  expect(copies()).toHaveLength(1);

  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(await scores(join(file, "below"))).toEqual(plain);
});

const KEY: CopyKey = { sha256: "a", provider: "cpu", runtimeVersion: "1", optimization: "all" };
const newFolder = () => mkdtempSync(join(folder, "copies-"));
/** The output of several optimisers: each complete, all different. */
const contentOf = (writer: number) => String(writer % 10).repeat(200_000 + writer);

it("sessions that write the same copy at the same moment: whoever reads finds a whole one or none, and one stays", async () => {
  const shared = newFolder();
  let writing = true;
  const found = new Set<string>();
  const torn: number[] = [];
  async function read(): Promise<void> {
    while (writing) {
      const { ready } = await openGraphCopy(shared, KEY);
      if (ready === null) continue;
      const text = readFileSync(ready, "utf8");
      const writer = text.length - 200_000;
      if (text === contentOf(writer)) found.add(ready);
      else torn.push(text.length);
    }
  }
  const readers = [read(), read()];
  for (let round = 0; round < 12; round++) {
    const copies = await Promise.all([0, 1, 2].map(() => openGraphCopy(shared, KEY)));
    copies.forEach(({ draft }, i) => writeFileSync(draft, contentOf(i)));
    await Promise.all(copies.map((copy) => copy.keep()));
    // Checked after each round, so that a pass is not luck of the last one.
    expect((await openGraphCopy(shared, KEY)).ready).not.toBeNull();
  }
  writing = false;
  await Promise.all(readers);
  expect(torn).toEqual([]);
  expect(found.size).toBeGreaterThan(0);
  expect(readdirSync(shared).filter((name) => name.endsWith(".tmp"))).toEqual([]);
}, 30_000);

it("however many were written, eight stay", async () => {
  const shared = newFolder();
  for (let i = 0; i < 10; i++) {
    const copy = await openGraphCopy(shared, { ...KEY, sha256: String(i) });
    writeFileSync(copy.draft, contentOf(i));
    await copy.keep();
    utimesSync(
      join(shared, readdirSync(shared).find((name) => statSync(join(shared, name)).size === 200_000 + i) ?? ""),
      new Date(i),
      new Date(i),
    );
  }
  expect(
    readdirSync(shared)
      .map((name) => statSync(join(shared, name)).size - 200_000)
      .sort(),
  ).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

it("the draft of a process that died goes when it is old; one under way stays", async () => {
  const shared = newFolder();
  writeFileSync(join(shared, "x.1-1.tmp"), "left");
  utimesSync(join(shared, "x.1-1.tmp"), new Date(0), new Date(0));
  writeFileSync(join(shared, "y.2-1.tmp"), "under way");
  const copy = await openGraphCopy(shared, KEY);
  writeFileSync(copy.draft, contentOf(1));
  await copy.keep();
  expect(readdirSync(shared).filter((name) => name.endsWith(".tmp"))).toEqual(["y.2-1.tmp"]);
});
