/** Graph rewrites: results equal the framework's bit for bit, and nothing is rewritten where both ways could differ. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_TUNING } from "../../../shared/core/sessionTuning.ts";
import { decodeImage } from "../images/decodeImage.ts";
import { toTensor } from "../images/toTensor.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "./ortDetector.ts";
import { rewritePoolScatters } from "../graphs/poolScatter.ts";
import { delimited, joinBytes, readFields } from "../graphs/wireFields.ts";
import { trialFeeds } from "./trialFeeds.ts";

const PROJECT = join(import.meta.dirname, "../../..");
const DEMO = join(PROJECT, "models/demo-frcnn-dcn");
const IMAGES = join(PROJECT, "resources/demo/JPEGImages");
const FIXTURES = join(PROJECT, "../shared/fixtures");
const folder = mkdtempSync(join(tmpdir(), "loupe-rewritten-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The one that carries no class names: its reference says 11 labels with the background. */
const CLASSES = { classes: Array.from({ length: 10 }, (_, i) => `class ${i + 1}`) };

/** All numbers found in some images of the demo; with a `cacheFolder` by the rewritten graph. */
async function found(model: string, cacheFolder?: string): Promise<readonly number[]> {
  const opened = await openModel(model, model === DEMO ? {} : CLASSES);
  if (!opened.ok) throw new Error(opened.failure.code);
  const created = await createDetector(opened.model, "cpu", {
    tuning: { ...DEFAULT_TUNING, sessions: 1 },
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
  });
  if (!created.ok) throw new Error(created.failure.code);
  const numbers: number[] = [];
  for (const name of readdirSync(IMAGES).sort().slice(0, 6)) {
    const decoded = await decodeImage(join(IMAGES, name));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.reason));
    const detection = await created.detector.detect(toTensor(decoded.pixels, opened.model.manifest.preprocess), 0);
    if (!detection.ok) throw new Error(detection.reason.code);
    const { boxes, scores, classIndices } = detection.detections;
    numbers.push(...boxes, ...scores, ...classIndices);
  }
  await created.detector.close();
  return numbers;
}

/** Which scatter operators the only graph kept in `folder` uses. */
function scattersIn(kept: string): readonly string[] {
  const files = readdirSync(kept);
  expect(files).toHaveLength(1);
  const copy = readOnnxGraph(readFileSync(join(kept, files[0] as string)));
  if (!copy.ok) throw new Error(JSON.stringify(copy.reason));
  return [...copy.facts.operators].filter((operator) => operator.startsWith("Scatter"));
}

describe.each([
  { name: "the demo's model", model: DEMO },
  { name: "torchvision's", model: join(FIXTURES, "torchvision_frcnn") },
])("$name", ({ model }) => {
  it.skipIf(!existsSync(model))("finds the same bits when it is rewritten, and then from the copy", async () => {
    const kept = mkdtempSync(join(folder, "graphs-"));
    const plain = await found(model);
    expect(plain.length).toBeGreaterThan(60);
    expect(await found(model, kept)).toEqual(plain);
    // It is the rewritten graph that ran: its copy has none of the original operators.
    expect(scattersIn(kept)).toEqual(["ScatterND"]);
    expect(await found(model, kept)).toEqual(plain);
  });
});

describe("graphs made by hand", () => {
  const pathOf = (name: string) => join(import.meta.dirname, `fixtures/pool/${name}.onnx`);
  const read = (name: string) => readFileSync(pathOf(name));

  it.each([
    ["whole_rows", ["ScatterND"]],
    ["parts_of_rows", ["ScatterElements"]],
  ])("%s: the rewrite is tried, and kept where it runs", async (name, scatters) => {
    expect(rewritePoolScatters(read(name))).not.toBeNull();
    const kept = mkdtempSync(join(folder, "graphs-"));
    const plain = await found(pathOf(name));
    expect(new Set(plain).size).toBeGreaterThan(20);
    expect(await found(pathOf(name), kept)).toEqual(plain);
    expect(scattersIn(kept)).toEqual(scatters);
  });

  it("rows that are written once and whole are rewritten, and nothing else changes", () => {
    const before = readOnnxGraph(read("rows"));
    const after = readOnnxGraph(rewritePoolScatters(read("rows")) ?? new Uint8Array(0));
    if (!before.ok || !after.ok) throw new Error("not read");
    const operators = new Set(before.facts.operators);
    operators.delete("ScatterElements");
    operators.delete("Expand");
    expect(after.facts).toEqual({ ...before.facts, operators: operators.add("ScatterND") });
    // A second rewrite finds nothing to do.
    expect(rewritePoolScatters(rewritePoolScatters(read("rows")) ?? new Uint8Array(0))).toBeNull();
  });
  it("what is not rewritten keeps its bits, fields that Loupe does not know included", () => {
    const unknown = Buffer.from([0xfa, 0x7f, 5, ...Buffer.from("later")]);
    const before = Buffer.concat([unknown, read("rows"), unknown]);
    const after = Buffer.from(rewritePoolScatters(before) ?? []);
    expect(after.subarray(0, unknown.length)).toEqual(unknown);
    expect(after.subarray(-unknown.length)).toEqual(unknown);
    const fields = (graph: Uint8Array) => {
      const all: string[] = [];
      readFields(graph, (_, __, start, end) => all.push(Buffer.from(graph.subarray(start, end)).toString("hex")));
      return all;
    };
    const inside = (file: Uint8Array) => {
      let graph: Uint8Array = new Uint8Array(0);
      readFields(file, (id, payload) => (graph = id === 7 ? payload : graph));
      return fields(graph);
    };
    const [kept, rewritten] = [inside(before), inside(after)];
    // Two nodes differ, a constant is new, and the recorded shape of one value is gone: everything else is unchanged, in its order.
    const same = rewritten.filter((field) => kept.includes(field));
    expect(rewritten.length - same.length).toBe(3);
    expect(same).toEqual(kept.filter((field) => rewritten.includes(field)));
    expect(kept.length - same.length).toBeLessThanOrEqual(3);
  });
  it.each([
    ["added", "values are added, not written"],
    ["columns", "another side is indexed"],
    ["pairs", "a row may come twice"],
    ["not_pooled", "what is written are no pooled regions"],
    ["read_outside", "the indices are an output, too"],
    ["read_in_branch", "a branch reads the indices, too"],
    ["old", "a constant would have to be an input"],
    ["along_height", "the indices run along the regions' height"],
    ["cast_index", "two rows may become one"],
    ["flattened_index", "coordinates of a matrix may have become one list"],
    ["unsqueezed_index", "nothing shows that there is one coordinate a place"],
    ["unsqueezed_turned_index", "nothing shows that there is one coordinate a place"],
  ])("%s stays: %s", (name) => {
    expect(readOnnxGraph(read(name)).ok).toBe(true);
    expect(rewritePoolScatters(read(name))).toBeNull();
  });
  it("a file of a million empty nodes is left alone before each has an object of its own", () => {
    const many = new Uint8Array(2_000_000);
    for (let i = 0; i < many.length; i += 2) many[i] = 0x0a;
    const parts: Uint8Array[] = [];
    const rows = read("rows");
    readFields(rows, (id, payload, start, end) =>
      parts.push(...(id === 7 ? delimited(7, [payload, many]) : [rows.subarray(start, end)])),
    );
    const before = process.memoryUsage().heapUsed;
    expect(rewritePoolScatters(joinBytes(parts))).toBeNull();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(250_000_000);
  });
  it("damage is no business of the rewrite", () => {
    const whole = read("rows");
    for (let length = 0; length < whole.length; length += 7)
      expect(() => rewritePoolScatters(whole.subarray(0, length))).not.toThrow();
    expect(rewritePoolScatters(Buffer.from("not a graph at all"))).toBeNull();
  });
});

it("an image that no memory holds is not made up for a trial", () => {
  const image = (side: number) => ({ inputs: [{ name: "input", elementType: 1, dims: [3, side, side] }] });
  expect(trialFeeds(image(800))?.[0]?.data.length).toBe(3 * 800 * 800);
  expect(trialFeeds(image(60_000))).toBeNull();
});
