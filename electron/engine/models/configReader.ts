/** Reads the YAML files that Paddle's tools leave beside a model, and takes typed values from them. */
import type { CollectionTag } from "yaml";
import type { Reason } from "../../../shared/core/reason.ts";
import { readYaml } from "../files/readYaml.ts";

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly reason: Reason };

/** A mapping in a configuration; its values have unknown types. */
export type Config = Readonly<Record<string, unknown>>;

/** PaddleX writes Python tuples; they become lists. Every other tag is ignored, none is ever executed. */
const pythonTuple: CollectionTag = { tag: "tag:yaml.org,2002:python/tuple", collection: "seq", resolve: (seq) => seq };

export function readConfig(text: string): ConfigRead {
  const read = readYaml(text, [pythonTuple]);
  return read.ok ? { ok: true, config: read.mapping } : read;
}

export function isConfig(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of finite numbers, or null. */
export function numbers(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isFinite(item))
    ? (value as readonly number[])
    : null;
}

/** Three numbers, one per channel, or null. */
export function triple(value: unknown): [number, number, number] | null {
  const list = numbers(value);
  return list?.length === 3 ? [list[0] as number, list[1] as number, list[2] as number] : null;
}

/** A list of names; numbers are taken as text, as in class lists like [0, 1, 2]. */
export function names(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((item) => typeof item === "string" || typeof item === "number") ? value.map(String) : null;
}
