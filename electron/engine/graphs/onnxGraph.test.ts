/** Reading graphs: the facts of real exports, and damage that must lead to a reason. */
import { reason } from "../../../shared/core/reason.ts";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOnnxGraph } from "./onnxGraph.ts";

const GRAPHS = join(import.meta.dirname, "../inference/fixtures/graphs");
const EXPORTS = join(import.meta.dirname, "../../../../shared/fixtures");

function facts(path: string) {
  const read = readOnnxGraph(readFileSync(path));
  if (!read.ok) throw new Error(read.reason.code);
  return read.facts;
}

describe("facts of a graph", () => {
  it("inputs, outputs, metadata, opset, operators; weights are no inputs", () => {
    const { inputs, outputs, metadata, opset, operators, producer } = facts(join(GRAPHS, "network.onnx"));
    expect(inputs).toEqual([{ name: "images", elementType: 1, dims: [1, 3, 96, 96] }]);
    expect(outputs).toEqual([{ name: "output0", elementType: 1, dims: [1, 8, 144] }]);
    expect([opset, producer, metadata.get("imgsz")]).toEqual([13, "made by hand", "[96, 96]"]);
    expect([...operators].sort()).toEqual(["Conv", "Mul", "Relu", "Reshape", "Sigmoid"]);
  });
  it("sides with names, without, and none are unknown", () => {
    expect(facts(join(GRAPHS, "dynamic.onnx")).inputs[0]?.dims).toEqual([null, 3, null, null]);
    expect(facts(join(GRAPHS, "rcnn.onnx")).inputs.map(({ dims }) => dims)).toEqual([
      [null, 2],
      [null, 3, null, null],
      [null, 2],
    ]);
  });
  it("external data", () =>
    expect(facts(join(GRAPHS, "external_outside.onnx")).externalData).toEqual(["../weights.bin"]));
  it.skipIf(!existsSync(EXPORTS))("the score floor inside real exports, as their suppression nodes say", () => {
    const floor = (name: string) => facts(join(EXPORTS, name, "model.onnx")).nmsScoreFloor;
    expect([
      floor("paddle_frcnn"),
      floor("paddle_ppyoloe"),
      floor("paddle_rtdetr"),
      floor("torchvision_frcnn"),
    ]).toEqual([0.05, 0.01, null, null]);
  });
});

describe("damage", () => {
  const seeds = readdirSync(GRAPHS)
    .filter((name) => name.endsWith(".onnx"))
    .map((name) => readFileSync(join(GRAPHS, name)));
  it("any bytes give facts or a reason", () => {
    fc.assert(
      fc.property(
        fc.nat(seeds.length - 1),
        fc.array(fc.tuple(fc.nat(260), fc.nat(255)), { maxLength: 8 }),
        fc.nat(600),
        (seed, changes, cut) => {
          const bytes = Uint8Array.from((seeds[seed] as Buffer).subarray(0, cut % 2 === 0 ? cut : undefined));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const read = readOnnxGraph(bytes);
          expect(read.ok || read.reason.code.length > 0).toBe(true);
        },
      ),
      { numRuns: 10_000, seed: 3 },
    );
  });
  it("graphs nested without end are refused", () => {
    let message: Buffer = Buffer.from([]);
    // A node with an attribute that holds a graph that holds a node, and so on.
    for (let i = 0; i < 200; i++) message = wrap(1, wrap(5, wrap(6, message)));
    expect(readOnnxGraph(wrap(7, message))).toEqual({ ok: false, reason: reason("graph-too-deep", { most: 16 }) });
  });

  it("more nodes than any exporter writes are refused before they take memory", () => {
    const nodes = Buffer.alloc(2_000_002);
    for (let i = 0; i < nodes.length; i += 2) nodes[i] = 0x0a;
    const before = process.memoryUsage().heapUsed;
    expect(readOnnxGraph(wrap(7, nodes))).toEqual({
      ok: false,
      reason: reason("graph-too-many-nodes", { most: 1_000_000 }),
    });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(250_000_000);
  });
  it("a tensor of millions of sides is refused, packed or not", () => {
    const packed = wrap(5, wrap(1, Buffer.alloc(1_000_001, 1)));
    const single = wrap(5, Buffer.alloc(2_000_002, Buffer.from([0x08, 1])));
    for (const tensor of [packed, single])
      expect(readOnnxGraph(wrap(7, tensor))).toEqual({
        ok: false,
        reason: reason("graph-too-many-parts", { most: 1_000_000 }),
      });
  });
  it("lengths beyond the file, and numbers without end, are a cut file", () => {
    for (const bytes of [
      [0x3a, 0xff, 0xff, 0xff, 0xff, 0x07],
      [0x3a, 0x02, 0x0a, 0x7f],
      [0x08, ...new Array<number>(12).fill(0xff)],
    ])
      expect(readOnnxGraph(Buffer.from(bytes))).toMatchObject({ ok: false });
  });
  it("fields that ONNX does not have are passed over", () => {
    const known = readFileSync(join(GRAPHS, "network.onnx"));
    const read = readOnnxGraph(Buffer.concat([wrap(900, Buffer.from("later")), known, Buffer.from([0xa0, 0x3f, 7])]));
    expect(read).toEqual(readOnnxGraph(known));
  });
});

/** A length-delimited field of protobuf, by hand. */
function wrap(id: number, inner: Buffer): Buffer {
  return Buffer.concat([varint(id * 8 + 2), varint(inner.length), inner]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
