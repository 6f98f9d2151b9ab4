// Each lint rule that this project adds is broken once and must answer; what it allows must pass.
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { loupeRules } from "./loupeRules.js";
import { notInOldestChromium, notInOldestNode } from "../standIn/restrictions.js";
import { everywhere, namedFunctions, rawChannels } from "./restrictions.js";

const restrictions = [...everywhere, ...namedFunctions, ...notInOldestChromium, ...Object.values(rawChannels).flat()];

/** [code, a piece of the message] */
const broken: [string, RegExp][] = [
  ["export default 1;", /default export/],
  ["const f = () => 1;", /function declaration/],
  ["export const f = () => 1;", /function declaration/],
  ["[3, 1].toSorted();", /copy first/],
  ["[3, 1].toReversed();", /copy first/],
  ["[3, 1].toSpliced(0, 1);", /copy first/],
  ["Array.fromAsync([]);", /for await/],
  ["Object.groupBy([], f);", /over a Map/],
  ["Map.groupBy([], f);", /over a Map/],
  ["Promise.withResolvers();", /new Promise/],
  ["Promise.try(f);", /new Promise/],
  ["URL.canParse(text);", /try and catch/],
  ["AbortSignal.any([a, b]);", /listener/],
  ["text.isWellFormed();", /lacks/],
  ['import { ipcMain } from "electron";', /electron\/main\/ipcMain\.ts/],
  ["electron.ipcMain.handle(name, f);", /electron\/main\/ipcMain\.ts/],
  ["window.webContents.send(name);", /electron\/main\/ipcMain\.ts/],
  ["webContents.send(name);", /electron\/main\/ipcMain\.ts/],
  ['import { ipcRenderer } from "electron";', /preload\/index\.ts/],
  ["electron.ipcRenderer.send(name);", /preload\/index\.ts/],
  ["process.parentPort.postMessage(1);", /utility\/index\.ts/],
  ["fetch(url);", /no-restricted-globals|network/],
  ["structuredClone(value);", /lacks/],
  ["crypto.randomUUID();", /node:crypto/],
];

const allowed = [
  "export function f() { return () => 1; }",
  "export const limit = 4;",
  "[...list].sort().findLast((one) => one > 1);",
  'import { createHash } from "node:crypto"; createHash("sha256");',
  "port.send(1); socket.send(2);",
  "zod.union([a, b]);",
];

describe("restrictions", () => {
  it.each(broken)("answer to %s", (code, message) => {
    const messages = lint(code);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(message);
  });

  it.each(allowed)("let pass %s", (code) => {
    expect(lint(code)).toEqual([]);
  });
});

describe("how a file opens and what it is called", () => {
  it.each([
    ["// What it is.\nexport const a = 1;", "shared/core/box.ts", []],
    ["#!/usr/bin/env node\n// What it is.\nf();", "scripts/loupe.mjs", []],
    ["/** What it is. */\nexport const a = 1;", "shared/core/utility.ts", []],
    ["export const a = 1; // later", "shared/core/box.ts", ["loupe/opens-with-comment"]],
    ["", "shared/core/box.ts", ["loupe/opens-with-comment"]],
    ["#!/usr/bin/env node\nf();", "scripts/loupe.mjs", ["loupe/opens-with-comment"]],
    ["// eslint-disable no-var\nf();", "shared/core/box.ts", ["loupe/opens-with-comment"]],
    ["// What it is.\nf();", "shared/core/boxUtils.ts", ["loupe/plain-file-name"]],
    ["// What it is.\nf();", "shared/core/helpers.ts", ["loupe/plain-file-name"]],
    ["// What it is.\nf();", "electron/main/windowManager.ts", ["loupe/plain-file-name"]],
  ])("%j in %s", (code, filename, rules) => {
    const messages = new Linter().verify(
      code,
      [
        {
          files: ["**/*.{ts,mjs}"],
          plugins: { loupe: loupeRules },
          languageOptions: { parser: tseslint.parser },
          rules: { "loupe/opens-with-comment": "error", "loupe/plain-file-name": "error" },
        },
      ],
      { filename },
    );
    expect(messages.map((message) => message.ruleId)).toEqual(rules);
  });
});

/** The messages of our own restrictions for a piece of code. */
function lint(code: string): string[] {
  const rules = {
    "no-restricted-syntax": ["error", ...restrictions],
    "no-restricted-globals": ["error", ...notInOldestNode],
  } satisfies Linter.RulesRecord;
  return new Linter().verify(code, [{ rules }]).map((message) => message.message);
}
