/** The messages of an ONNX file, decoded and encoded by protobufjs after ONNX's own definition (`onnx/onnx-ml.proto`), as far as Loupe reads them. */
import { reason } from "../../../shared/core/reason.ts";
import protobuf from "protobufjs/light.js";
import descriptor from "./onnx/descriptor.json";
import { bufferOf, damage, readFields, WireError } from "./wireFields.ts";

/** 64-bit numbers are decoded to objects that print all of their digits. */
export type Int64 = number | { toString(): string };

/** A view of the file; empty where the field is absent. */
export type FileBytes = Uint8Array | readonly never[];

/** Fields that are absent from the file have protobuf's defaults: "", 0, no elements. Byte fields may be messages or numbers that are decoded later. */
export interface OnnxMessages {
  readonly ModelProto: {
    readonly irVersion: Int64;
    readonly producerName: string;
    readonly opsetImport: readonly { readonly domain: string; readonly version: Int64 }[];
    readonly metadataProps: readonly Uint8Array[];
    readonly graph: readonly Uint8Array[];
  };
  readonly NodeProto: {
    readonly input: readonly string[];
    readonly output: readonly string[];
    readonly name: string;
    readonly opType: string;
    readonly domain: string;
    readonly attribute: readonly Uint8Array[];
  };
  readonly AttributeProto: {
    readonly name: string;
    readonly i: Int64;
    readonly s: FileBytes;
    readonly t: FileBytes;
    readonly g: FileBytes;
    readonly graphs: readonly Uint8Array[];
  };
  readonly TensorProto: {
    readonly dims: readonly Int64[];
    readonly dataType: number;
    readonly name: string;
    readonly rawData: FileBytes;
    readonly floatData: readonly Uint8Array[];
    readonly externalData: readonly { readonly key: string; readonly value: string }[];
  };
  readonly ValueInfoProto: {
    readonly name: string;
    readonly type: {
      readonly tensorType: {
        readonly elemType: number;
        readonly shape: { readonly dim: readonly { readonly dimValue: Int64 }[] } | null;
      } | null;
    } | null;
  };
  readonly StringStringEntryProto: { readonly key: string; readonly value: string };
}

type MessageName = keyof OnnxMessages;

const root = protobuf.Root.fromJSON(descriptor).resolveAll();

const types = new Map<string, protobuf.Type>();
/** A look-up walks through namespaces; a graph needs the same few types a hundred thousand times. */
function typeOf(name: string): protobuf.Type {
  const type = types.get(name) ?? root.lookupType(name);
  types.set(name, type);
  return type;
}

/** The number of a field in the file. */
export function fieldId(message: MessageName | "GraphProto", field: string): number {
  const found = typeOf(message).fields[field];
  if (!found) throw new Error(`${message} has no field ${field}`);
  return found.id;
}

/** The maximum number of objects for one message: far more than any exporter writes of what Loupe reads. */
const MAX_PARTS = 1_000_000;

/** Throws `WireError` for damage and for a message with too many parts. */
export function decodeMessage<Name extends MessageName>(name: Name, bytes: Uint8Array): OnnxMessages[Name] {
  const type = typeOf(name);
  // Never more parts than bytes.
  if (bytes.length > MAX_PARTS) checkParts(type, bytes);
  try {
    return type.decode(bufferOf(bytes)) as unknown as OnnxMessages[Name];
  } catch (error) {
    throw damage(error);
  }
}

/** Each field is at least one object; inner numbers and messages may be as many as it has bytes. */
function checkParts(type: protobuf.Type, message: Uint8Array): void {
  let parts = 0;
  readFields(message, (id, payload) => {
    const field = type.fieldsById[id];
    parts += field === undefined || field.type === "bytes" || field.type === "string" ? 1 : payload.length + 1;
    if (parts > MAX_PARTS) throw new WireError(reason("graph-too-many-parts", { most: MAX_PARTS }));
  });
}

/** `fields`: those to be encoded. */
export function encodeMessage<Name extends MessageName>(name: Name, fields: Partial<OnnxMessages[Name]>): Uint8Array {
  const type = typeOf(name);
  return type.encode(type.fromObject(fields)).finish();
}

export function viewOf(bytes: FileBytes): Uint8Array {
  return bytes instanceof Uint8Array ? bytes : NONE;
}

const NONE = new Uint8Array(0);

/** Whether a field is present in the file, where its absence differs in meaning from its default. */
export function isPresent(message: object, field: string): boolean {
  return Object.prototype.hasOwnProperty.call(message, field);
}

/** Digits beyond 2 ** 53 are lost. */
export function numberOf(value: Int64): number {
  return Number(String(value));
}
