/** Reasons in a stored run: as this version writes them, as sentences of before, and as what a later version may have written. */
import { describe, expect, test } from "vitest";
import { quoted, type Reason, reason } from "../../../shared/core/reason.ts";
import { reasonFromText, reasonToText } from "./storedReason.ts";

describe("in the column of an outcome", () => {
  test.each<readonly [string, Reason]>([
    ["without values", reason("image-breaks-off")],
    ["with values", reason("too-many-pixels", { width: 30000, height: 20000, most: 268_000_000 })],
    ["with a reason inside", reason("cannot-be-read", { error: reason("disk-fault") })],
    ["in quotes", quoted('VipsJpeg: "premature end" of {"reason":{}}')],
  ])("%s", (_, stored) => expect(reasonFromText(reasonToText(stored))).toEqual(stored));

  test.each([
    "the file breaks off before the end of the image",
    "",
    '{"code":"image-breaks-off","params":{}}',
    '{"reason":',
    '{"reason":7}',
    '{"reason":{"text":"a"}}',
    '{"reason":{"code":"image-breaks-off","params":{}}',
  ])("a sentence of before stays as it was: %s", (text) => {
    const read = reasonFromText(text);
    expect(read).toEqual(quoted(text));
  });

  test("a code of a later version costs its words, and so do values that are not the code's", () => {
    const later = { code: "of-later", params: {} } as unknown as Reason;
    expect(reasonFromText(reasonToText(later))).toEqual(quoted("of-later"));
    const other = { code: "file-too-large", params: {} } as unknown as Reason;
    expect(reasonFromText(reasonToText(other))).toEqual(quoted("file-too-large"));
  });
});
