/** Reports appear complete, under a free name, and leave nothing else behind. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeNewFolder, writeNewFile, writeUnlessThere } from "./newFile.ts";
import { writeAtomically } from "./writeAtomically.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "loupe-报告-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function contents(): Promise<string[][]> {
  return readdir(folder).then((names) =>
    Promise.all(names.sort().map(async (name) => [name, await readFile(join(folder, name), "utf8")])),
  );
}

async function refuseLinks(): Promise<void> {
  throw Object.assign(new Error("operation not permitted"), { code: "EPERM" });
}

test.each([
  ["with hard links", undefined],
  ["without hard links", refuseLinks],
])("an existing file is never replaced, %s", async (_name, linkFile) => {
  await writeFile(join(folder, "报告.pdf"), "the customer's own");
  expect(await writeNewFile(folder, "报告.pdf", "first", linkFile)).toBe("报告 (2).pdf");
  expect(await writeNewFile(folder, "报告.pdf", "second", linkFile)).toBe("报告 (3).pdf");
  expect(await contents()).toEqual([
    ["报告 (2).pdf", "first"],
    ["报告 (3).pdf", "second"],
    ["报告.pdf", "the customer's own"],
  ]);
});

test("twenty at once get twenty names, each with its own content", async () => {
  const names = await Promise.all(Array.from({ length: 20 }, (_, i) => writeNewFile(folder, "list.txt", String(i))));
  expect(new Set(names).size).toBe(20);
  const written = new Map((await contents()).map(([name, content]) => [name, content]));
  expect(names.map((name) => written.get(name))).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
});

test("a failure is thrown and leaves no trace", async () => {
  const broken = async () => {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  await expect(writeNewFile(folder, "report.pdf", "x", broken)).rejects.toThrow("no space left");
  expect(await readdir(folder)).toEqual([]);
  await expect(writeNewFile(join(folder, "gone"), "report.pdf", "x")).rejects.toThrow("ENOENT");
});

test("folders are numbered as files are", async () => {
  expect([await makeNewFolder(folder, "comparison"), await makeNewFolder(folder, "comparison")]).toEqual([
    "comparison",
    "comparison (2)",
  ]);
});

test.each([
  ["with hard links", undefined],
  ["without hard links", refuseLinks],
])("of ten that write one name at once, one does, %s", async (_name, linkFile) => {
  const file = join(folder, "manifest.json");
  const written = await Promise.all(Array.from({ length: 10 }, (_, i) => writeUnlessThere(file, `${i}`, linkFile)));
  expect(written.filter(Boolean).length).toBe(1);
  expect(await contents()).toEqual([["manifest.json", String(written.indexOf(true))]]);
});

test("replacing: the last of many that write at once is there, whole, and a failure keeps the former", async () => {
  const file = join(folder, "facts.json");
  const texts = Array.from({ length: 10 }, (_, i) => String(i).repeat(100_000));
  await Promise.all(texts.map((text) => writeAtomically(file, [text.slice(0, 10), text.slice(10)])));
  const [[name, former] = []] = await contents();
  expect([name, texts.includes(former ?? "")]).toEqual(["facts.json", true]);
  async function* breaksOff() {
    yield "half";
    throw new Error("no more");
  }
  await expect(writeAtomically(file, breaksOff())).rejects.toThrow("no more");
  expect(await contents()).toEqual([["facts.json", former]]);
});
