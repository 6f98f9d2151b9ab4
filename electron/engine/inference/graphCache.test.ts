/** Optimised copies: made once, used after, never trusted when damaged, never in the way. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { toTensor } from "../images/toTensor.ts";
import { openModel } from "./openModel.ts";
import { createDetector } from "./ortDetector.ts";

const folder = mkdtempSync(join(tmpdir(), "loupe-copies-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rgb = Uint8Array.from({ length: 60 * 40 * 3 }, (_, i) => (i * 31) % 256);

async function scores(cacheFolder?: string): Promise<readonly number[]> {
  const opened = await openModel(join(import.meta.dirname, "fixtures/graphs/network.onnx"));
  if (!opened.ok) throw new Error(opened.failure.en);
  const created = await createDetector(opened.model, "cpu", cacheFolder === undefined ? {} : { cacheFolder });
  if (!created.ok) throw new Error(created.failure.en);
  const found = await created.detector.detect(toTensor({ width: 60, height: 40, rgb }, opened.model.manifest.preprocess), 0.01);
  await created.detector.close();
  if (!found.ok) throw new Error(found.reason);
  return [...found.detections.scores];
}

it("keeps a copy, uses it, makes a damaged one again, and runs without one where it cannot write", async () => {
  const plain = await scores();
  expect(plain.length).toBeGreaterThan(5);
  expect(await scores(folder)).toEqual(plain);
  const copies = () => readdirSync(folder).sort();
  expect(copies()).toHaveLength(2);
  const copy = join(folder, copies().find((name) => name.endsWith(".onnx")) as string);

  const made = statSync(copy).mtimeMs;
  expect(await scores(folder)).toEqual(plain);
  expect(statSync(copy).mtimeMs).toBe(made);

  const whole = readFileSync(copy);
  appendFileSync(copy, "x");
  expect(await scores(folder)).toEqual(plain);
  expect(readFileSync(copy).length).toBe(whole.length);
  expect(copies()).toHaveLength(2);

  const file = join(folder, "a-file");
  writeFileSync(file, "");
  expect(await scores(join(file, "below"))).toEqual(plain);
});
