/** Reading many files: synchronously on a fast disk, concurrently on a slow one, in order either way. */
import path from "node:path";
import { expect, test } from "vitest";
import { folderOf, GREY_PNG } from "../fixtures/folderOf.testing.ts";
import { atOnce, patiently } from "../files/fileReading.ts";
import { readAtPace } from "./readAtPace.ts";

const ITEMS = Array.from({ length: 200 }, (_, i) => i);

test("a quick disk is read at once but for the first files, results in order", async () => {
  const ways: string[] = [];
  const results = await readAtPace(ITEMS, (item, open) => {
    ways.push(open === atOnce ? "at once" : "patiently");
    return Promise.resolve(item * 2);
  });
  expect(results).toEqual(ITEMS.map((item) => item * 2));
  expect(ways.filter((way) => way === "patiently")).toHaveLength(4);
});

test("a disk that keeps one waiting is read side by side from then on, results in order", async () => {
  let underWay = 0;
  let most = 0;
  let blocking = 0;
  const results = await readAtPace(ITEMS, async (item, open) => {
    if (open === atOnce) {
      blocking += 1;
      const end = performance.now() + 3;
      while (performance.now() < end);
      return item;
    }
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 3));
    underWay -= 1;
    return item;
  });
  expect(results).toEqual(ITEMS);
  expect(blocking).toBe(8);
  expect(most).toBe(16);
});

test("while a quick disk is read others get their turn, and it can be cancelled", async () => {
  const abort = new AbortController();
  let turns = 0;
  const timer = setInterval(() => ++turns === 3 && abort.abort(), 1);
  const endless = Array.from({ length: 1_000_000 }, (_, i) => i);
  const started = readAtPace(
    endless,
    () => {
      const end = performance.now() + 0.2;
      while (performance.now() < end);
      return Promise.resolve(0);
    },
    abort.signal,
  );
  await expect(started).rejects.toThrow("cancelled");
  clearInterval(timer);
});

test.each([
  ["at once", atOnce],
  ["patiently", patiently],
])("%s: parts of a file, fewer at its end; no folder, nothing that is not there", async (_, open) => {
  const folder = folderOf({ "a.png": GREY_PNG });
  const opened = await open(path.join(folder, "a.png"));
  if (!opened.ok) throw new Error(opened.code);
  const { file } = opened;
  expect(file.bytes).toBe(GREY_PNG.length);
  expect([...(await file.read(1, 3))]).toEqual([...Buffer.from("PNG")]);
  expect(await file.read(GREY_PNG.length - 2, 10)).toHaveLength(2);
  await file.close();
  expect(await open(folder)).toMatchObject({ ok: false, code: "not-regular" });
  expect(await open(path.join(folder, "b.png"))).toMatchObject({ ok: false, code: "missing" });
});
