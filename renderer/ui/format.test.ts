/** Numbers and times as people read them. */
import { describe, expect, it } from "vitest";
import type { TFunction } from "i18next";
import { en } from "../../shared/words/en/window.ts";
import { formatCount, formatDuration, formatRate, formatScore } from "./format.ts";

const t = ((key: string, values: Record<string, string>) => {
  const text = en.unit[key.replace("unit.", "") as keyof typeof en.unit];
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? "");
}) as unknown as TFunction;

describe("formatScore", () => {
  it.each([
    [0.899, "0.89"],
    [0.9, "0.90"],
    [0.29, "0.29"],
    [0.57, "0.57"],
    [1, "1.00"],
    [0.00999, "0.00"],
  ])("%f", (score, text) => expect(formatScore(score)).toBe(text));

  it("is exact at every hundredth", () => {
    for (let i = 0; i <= 100; i++) expect(formatScore(i / 100)).toBe((i / 100).toFixed(2));
  });
});

it.each([
  [0, "0 s"],
  [48.4, "48 s"],
  [134, "2 min 14 s"],
  [59.6, "1 min 0 s"],
  [3900, "1 h 5 min"],
])("formatDuration %f", (seconds, text) => expect(formatDuration(seconds, t)).toBe(text));

it("formatRate and formatCount", () => {
  expect([formatRate(4.12), formatRate(41.2)]).toEqual(["4.1", "41"]);
  expect([formatCount(999), formatCount(1000), formatCount(1234567)]).toEqual([
    "999",
    "1\u2009000",
    "1\u2009234\u2009567",
  ]);
});
