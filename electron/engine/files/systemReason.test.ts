/** The system's own errors, without paths. */
import { copyFileSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { systemReason } from "./systemReason.ts";

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

test.skipIf(process.platform === "win32")("code and words stay, one path and two go", () => {
  const folder = folderOf({ "a, open '.txt": "x" });
  symlinkSync("loop", path.join(folder, "loop"));
  expect(systemReason(thrownBy(() => readFileSync(path.join(folder, "loop"))))).toMatch(/^ELOOP: [a-z ]+$/);
  expect(systemReason(thrownBy(() => readdirSync(path.join(folder, "none, open 'x'"))))).toBe(
    "ENOENT: no such file or directory",
  );
  expect(systemReason(thrownBy(() => copyFileSync(path.join(folder, "none"), path.join(folder, "to"))))).toBe(
    "ENOENT: no such file or directory",
  );
});

test("what is no error of the system stays as it is", () => {
  expect([new Error("a, open 'b'"), "words", 7].map(systemReason)).toEqual(["a, open 'b'", "words", "7"]);
});
