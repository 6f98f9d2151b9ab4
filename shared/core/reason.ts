/** A reason: a code with its values. It is put into the words of a language (shared/words) where it is shown. */
import { z } from "zod";
import type { CodeTable, ParamKind } from "./codeTable.ts";
import { REASONS } from "./reasonCodes.ts";

export type Param = string | number | readonly string[] | Reason | readonly Reason[];
export type Params = Readonly<Record<string, Param>>;

type ValueOf<K> = K extends "text"
  ? string
  : K extends "number"
    ? number
    : K extends "list"
      ? readonly string[]
      : K extends "reason"
        ? Reason
        : readonly Reason[];

/** The values that go with a code of a table. */
export type ParamsOf<T extends CodeTable, C extends keyof T> = {
  readonly [P in keyof T[C]]: ValueOf<T[C][P]>;
};
/** The arguments after a code: none where the code has no values. */
export type ParamArguments<T extends CodeTable, C extends keyof T> = keyof T[C] extends never
  ? []
  : [params: ParamsOf<T, C>];

export type ReasonCode = keyof typeof REASONS;
export interface Reason {
  readonly code: ReasonCode;
  readonly params: Params;
}

export function reason<C extends ReasonCode>(code: C, ...[params]: ParamArguments<typeof REASONS, C>): Reason {
  return { code, params: params ?? {} };
}

/** Text that is shown unchanged in every language: a name, or what a runtime, a parser or the system reported. */
export function quoted(text: string): Reason {
  return { code: "quoted", params: { text } };
}

/** All that a runtime or the system said, where its first line alone is shown in the sentence; empty where that is all. */
export function detailsOf(params: Params): readonly string[] {
  return Object.values(params).flatMap((value) => detailsOfValue(value));
}

function detailsOfValue(value: Param): readonly string[] {
  if (typeof value === "string") {
    const end = value.indexOf("\n");
    return end < 0 ? [] : [value.slice(end + 1)];
  }
  if (typeof value === "number") return [];
  if (!Array.isArray(value)) return detailsOf((value as Reason).params);
  return (value as readonly (string | Reason)[]).flatMap((one) => detailsOfValue(one));
}

const paramSchema: z.ZodType<Param> = z.lazy(() =>
  z.union([z.string(), z.number(), z.array(z.string()), reasonSchema, z.array(reasonSchema)]),
);

/** Parses reasons of a code table, and refuses values that do not belong to the code. */
export function codedSchema<T extends CodeTable, S extends z.ZodRawShape>(table: T, others: S) {
  const codes = Object.keys(table) as (keyof T & string)[];
  const params: z.ZodType<Params> = z.record(z.string(), paramSchema);
  return z
    .object({ code: z.enum(codes as [keyof T & string, ...(keyof T & string)[]]), params, ...others })
    .refine((value) => fits(table, value as { code: string; params: Params }), "the values are not those of the code");
}

export const reasonSchema: z.ZodType<Reason> = codedSchema(REASONS, {});

function fits(table: CodeTable, { code, params }: { readonly code: string; readonly params: Params }): boolean {
  const kinds = table[code] ?? {};
  const names = Object.keys(kinds);
  return names.length === Object.keys(params).length && names.every((name) => isOfKind(params[name], kinds[name]));
}

function isOfKind(value: Param | undefined, kind: ParamKind | undefined): boolean {
  switch (kind) {
    case undefined:
      return false;
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "list":
      return Array.isArray(value) && value.every((one) => typeof one === "string");
    case "reason":
      return typeof value === "object" && !Array.isArray(value);
    case "reasons":
    case "detail":
    case "sentences":
      return Array.isArray(value) && value.every((one) => typeof one === "object");
  }
}
