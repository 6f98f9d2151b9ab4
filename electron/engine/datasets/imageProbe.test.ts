/** Finding the end of an image: beyond the usual place, and across the pieces in which a large file is read. */
import path from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { atOnce, patiently } from "../files/fileReading.ts";
import { probeImage } from "./imageProbe.ts";

const MIB = 1024 * 1024;

/** A JPEG by its marks alone, its scan and its end where a test wants them, and other bytes after it. */
function jpeg(scanAt: number, endAt: number | null, bytes: number): Uint8Array {
  const file = new Uint8Array(bytes);
  file.set([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46]);
  file.set([0xff, 0xda], scanAt);
  if (endAt !== null) file.set([0xff, 0xd9], endAt);
  return file;
}

async function probed(file: Uint8Array) {
  const name = path.join(folderOf({ "a.jpg": file }), "a.jpg");
  const [now, later] = [await probeImage(name, atOnce), await probeImage(name, patiently)];
  expect(now).toEqual(later);
  return now;
}

test.each([
  ["at the very end", 200, 998, 1000],
  ["before some bytes that a camera wrote", 200, 800, 1000],
  ["before 70 kB", 200, 800, 71_000],
  ["where one piece ends and the next begins", 200, MIB + 1, 4 * MIB],
  ["a piece after its scan, which lies across two pieces", MIB + 1, 2 * MIB + 7, 4 * MIB],
])("whole: the end is %s", async (_, scanAt, endAt, bytes) => {
  expect(await probed(jpeg(scanAt, endAt, bytes))).toEqual({ ok: true, format: "jpeg", bytes });
});

test.each([
  ["it has no end", 200, null, 3 * MIB],
  ["the only end belongs to a preview before the scan", MIB + 9, 500, 3 * MIB],
])("broken off: %s", async (_, scanAt, endAt, bytes) => {
  expect(await probed(jpeg(scanAt, endAt, bytes))).toMatchObject({ ok: false, code: "unreadable-image" });
});
