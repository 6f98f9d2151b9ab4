/** The system's own errors, in words and without a path. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { quoted, reason } from "../../../shared/core/reason.ts";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { errorText, systemReason } from "./systemReason.ts";

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe.skipIf(process.platform === "win32")("what the system refuses", () => {
  const folder = folderOf({ "a, open '.txt": "x" });
  symlinkSync("loop", path.join(folder, "loop"));
  test.each([
    ["a link to itself", () => readFileSync(path.join(folder, "loop")), reason("links-in-a-circle")],
    ["a folder that is not there", () => readdirSync(path.join(folder, "none, open 'x'")), reason("no-such-file")],
    ["two paths", () => copyFileSync(path.join(folder, "none"), path.join(folder, "to")), reason("no-such-file")],
    ["a folder read as a file", () => readFileSync(folder), reason("is-a-folder")],
    ["a file on the way", () => readFileSync(path.join(folder, "a, open '.txt/b")), reason("not-a-folder-on-the-way")],
    ["a long name", () => writeFileSync(path.join(folder, "x".repeat(300)), ""), reason("name-too-long")],
    ["a folder that cannot be made", () => mkdtempSync(path.join(folder, "none/x")), reason("no-such-file")],
  ])("%s", (_, act, expected) => expect(systemReason(thrownBy(act))).toEqual(expected));

  test("is a code that the system has", () => {
    // What no test can bring about is at least spelled as the system spells it.
    for (const code of ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EMFILE", "ENFILE", "EBUSY", "EXDEV", "EFBIG", "EACCES"]) {
      expect(Object.keys(constants.errno)).toContain(code);
      expect(systemReason(Object.assign(new Error("x"), { code })).code).not.toBe("quoted");
    }
  });

  test("without words keeps code and message, the path goes", () => {
    const error = Object.assign(new Error("EPROTO: protocol error, open '/home/a'"), {
      code: "EPROTO",
      path: "/home/a",
      syscall: "open",
    });
    expect(systemReason(error)).toEqual(quoted("EPROTO: protocol error"));
  });
});

test("what is no error of the system stays as it is", () => {
  const errors = [new Error("a, open 'b'"), "words", 7, Object.assign(new Error("c"), { code: "constructor" })];
  expect(errors.map(errorText)).toEqual(["a, open 'b'", "words", "7", "c"]);
  expect(errors.map(systemReason)).toEqual(["a, open 'b'", "words", "7", "c"].map(quoted));
});
