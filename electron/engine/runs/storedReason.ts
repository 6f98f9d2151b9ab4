/** Reasons as a stored run holds them: in the head as values of its JSON, in the column of an outcome as a text. Before reasons were codes they were English sentences. */
import { z } from "zod";
import { quoted, type Reason, reasonSchema } from "../../../shared/core/reason.ts";

/** A sentence of before is shown as it stands. A code that this version does not know costs its words and not what it stands with. */
export const storedReasonSchema = z
  .union([z.string(), z.looseObject({ code: z.string() })])
  .transform((stored): Reason => {
    if (typeof stored === "string") return quoted(stored);
    const known = reasonSchema.safeParse(stored);
    return known.success ? known.data : quoted(stored.code);
  });

/** No sentence begins so, and what is in the brackets must be JSON to the end. */
const MARK = '{"reason":';

export function reasonToText(reason: Reason): string {
  return `${MARK}${JSON.stringify(reason)}}`;
}

/** Any text that `reasonToText` did not write is a sentence of before. */
export function reasonFromText(text: string): Reason {
  if (!text.startsWith(MARK)) return quoted(text);
  try {
    const { reason } = JSON.parse(text) as { readonly reason?: unknown };
    const read = storedReasonSchema.safeParse(reason);
    return read.success ? read.data : quoted(text);
  } catch {
    return quoted(text);
  }
}
