/** Types that the commands of every subject share: ids, grants, and success or an expected failure. */
import { z } from "zod";
import { type Failure, failureSchema } from "../core/failure.ts";

/** A file or folder that the user chose in a dialog, dropped, or opened before: main knows the path, the page only this token. */
export const grantSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export type Grant = z.infer<typeof grantSchema>;

export const idSchema = z.string().min(1).max(200);

/** Success carries `value`; an expected failure is a value as well. */
export function outcome<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };
