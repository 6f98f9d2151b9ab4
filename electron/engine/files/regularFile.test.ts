/** Files named by a user: what is not a regular file is refused at once, whatever its name. */
import { reason } from "../../../shared/core/reason.ts";
import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { readRegularFile, readTextFile } from "./regularFile.ts";

const folder = folderOf({ "a.txt": "漏底", "five.bin": "12345", empty: "" });
const at = (name: string) => path.join(folder, name);

test("bytes and text come back, in whichever encoding", async () => {
  expect(await readRegularFile(at("five.bin"), 5)).toEqual({ ok: true, bytes: Buffer.from("12345") });
  expect(await readRegularFile(at("empty"), 5)).toEqual({ ok: true, bytes: Buffer.alloc(0) });
  expect(await readTextFile(at("a.txt"), 100)).toMatchObject({ ok: true, text: "漏底" });
  // "漏底" as Python encodes it in GB18030.
  const gbk = folderOf({ "a.txt": Uint8Array.from([0xc2, 0xa9, 0xb5, 0xd7]) });
  expect(await readTextFile(path.join(gbk, "a.txt"), 100)).toMatchObject({ ok: true, text: "漏底" });
  expect(await readTextFile(at("five.bin"), 4)).toMatchObject({ ok: false, code: "too-large" });
});

test("what cannot be read says why, and never where", async () => {
  expect(await readRegularFile(at("none"), 5)).toEqual({
    ok: false,
    code: "missing",
    reason: reason("no-such-file"),
  });
  expect(await readRegularFile(at("a.txt/none"), 5)).toMatchObject({ code: "missing" });
  expect(await readRegularFile(folder, 5)).toMatchObject({ code: "not-regular", reason: reason("is-a-folder") });
  expect(await readRegularFile(at("five.bin"), 4)).toMatchObject({ code: "too-large" });
});

describe.skipIf(process.platform === "win32")("what is no file at all", () => {
  test("a pipe is not waited for, named itself or through a link", async () => {
    expect(spawnSync("mkfifo", [at("pipe")]).status).toBe(0);
    symlinkSync("pipe", at("link.txt"));
    for (const name of ["pipe", "link.txt"])
      expect(await readTextFile(at(name), 100)).toMatchObject({ ok: false, code: "not-regular" });
  });

  test("an endless device is not read", async () => {
    expect(await readRegularFile("/dev/zero", 100)).toMatchObject({ ok: false, code: "not-regular" });
  });

  test("a loop of links is unreadable", async () => {
    symlinkSync("loop", at("loop"));
    const read = await readRegularFile(at("loop"), 100);
    expect(read).toMatchObject({ ok: false, code: "unreadable", reason: reason("links-in-a-circle") });
  });
});
