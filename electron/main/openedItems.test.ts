/** Files and folders from outside are classified; Paddle's own files count as models, so that their user is told how to convert them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { kindOfPath } from "./openedItems.ts";

const root = mkdtempSync(path.join(tmpdir(), "loupe-items-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each([
  ["a.onnx", "model"],
  ["B.ONNX", "model"],
  ["model.pdmodel", "model"],
  ["model.pdiparams", "model"],
  ["manifest.json", "model"],
  ["图.JPG", "image"],
  ["notes.docx", "other"],
] as const)("%s is a %s, and so is a folder with a model", (name, kind) => {
  const folder = path.join(root, `with-${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, name), "x");
  expect(kindOfPath(path.join(folder, name))).toBe(kind);
  expect(kindOfPath(folder)).toBe(kind === "model" ? "model" : "folder");
});

test("what is not there is nothing", () => expect(kindOfPath(path.join(root, "gone"))).toBe("other"));
