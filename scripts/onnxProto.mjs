// Writes what Loupe reads of ONNX's own definition as a descriptor for protobufjs: `node scripts/onnxProto.mjs` after a change of either.
// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import protobuf from "protobufjs";
import { projectRoot } from "./project.mjs";

const FOLDER = path.join(projectRoot, "electron", "engine", "graphs", "onnx");

/** Where the descriptor lies, so that a bundle needs no parser. */
export const DESCRIPTOR = path.join(FOLDER, "descriptor.json");

/**
 * The fields that Loupe reads; all others stay unread bytes. With `bytes` a part is not decoded together with what holds it: graphs, nodes and tensors
 * are looked at one after the other, so that neither large weights nor millions of empty nodes become objects all at once.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, "as-written" | "bytes" | "list-of-bytes">>>>}
 */
const READ = {
  ModelProto: {
    irVersion: "as-written",
    producerName: "as-written",
    opsetImport: "as-written",
    metadataProps: "bytes",
    // One is allowed; a second is to be seen.
    graph: "list-of-bytes",
  },
  GraphProto: { node: "bytes", initializer: "bytes", input: "bytes", output: "bytes", valueInfo: "bytes" },
  NodeProto: {
    input: "as-written",
    output: "as-written",
    name: "as-written",
    opType: "as-written",
    domain: "as-written",
    attribute: "bytes",
  },
  AttributeProto: { name: "as-written", i: "as-written", s: "as-written", t: "bytes", g: "bytes", graphs: "bytes" },
  TensorProto: {
    dims: "as-written",
    dataType: "as-written",
    name: "as-written",
    rawData: "as-written",
    // Packed: the numbers as they lie in the file.
    floatData: "list-of-bytes",
    externalData: "as-written",
  },
  ValueInfoProto: { name: "as-written", type: "as-written" },
  TypeProto: { tensorType: "as-written" },
  "TypeProto.Tensor": { elemType: "as-written", shape: "as-written" },
  TensorShapeProto: { dim: "as-written" },
  "TensorShapeProto.Dimension": { dimValue: "as-written" },
  OperatorSetIdProto: { domain: "as-written", version: "as-written" },
  StringStringEntryProto: { key: "as-written", value: "as-written" },
};

/** @returns {string} the text of the descriptor, from the definition as it is now */
export function describeOnnx() {
  const { root } = protobuf.parse(readFileSync(path.join(FOLDER, "onnx-ml.proto"), "utf8"));
  root.resolveAll();
  /** @type {Record<string, any>} */
  const nested = {};
  for (const [name, fields] of Object.entries(READ)) {
    const type = root.lookupType(`onnx.${name}`);
    const described = { fields: describeFields(type, fields) };
    const [outer = "", inner] = name.split(".");
    if (inner === undefined) nested[outer] = { ...described };
    else nested[outer] = { ...nested[outer], nested: { [inner]: described } };
  }
  return `${JSON.stringify({ edition: "proto2", nested }, null, 2)}\n`;
}

/**
 * @param {import("protobufjs").Type} type
 * @param {Readonly<Record<string, string>>} fields
 */
function describeFields(type, fields) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, form]) => {
      const field = type.fields[name];
      if (!field) throw new Error(`${type.name} has no field ${name}`);
      const repeated = field.repeated || form === "list-of-bytes";
      return [
        name,
        {
          ...(repeated ? { rule: "repeated" } : {}),
          type: form === "as-written" ? field.type : "bytes",
          id: field.id,
        },
      ];
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(DESCRIPTOR, describeOnnx());
  console.log(`Written: ${path.relative(projectRoot, DESCRIPTOR)}`);
}
