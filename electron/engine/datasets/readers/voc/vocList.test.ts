/** PaddleX lists and labels: rows as people write them, and properties over any text. */
import { reason } from "../../../../../shared/core/reason.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLabels, parseVocList } from "./vocList.ts";

const pair = (line: number, image: string, annotation: string) => ({ kind: "pair", line, image, annotation });

describe("rows", () => {
  test.each([
    ["JPEGImages/x.jpg Annotations/x.xml", "JPEGImages/x.jpg", "Annotations/x.xml"],
    ["JPEGImages/x.JPG\tAnnotations/x.XML", "JPEGImages/x.JPG", "Annotations/x.XML"],
    ["JPEGImages/a b.jpg Annotations/a b.xml", "JPEGImages/a b.jpg", "Annotations/a b.xml"],
    ["JPEGImages/a.jpg b.jpg Annotations/a.jpg b.xml", "JPEGImages/a.jpg b.jpg", "Annotations/a.jpg b.xml"],
    ["JPEGImages\\漏底 1.png   Annotations\\漏底 1.xml  ", "JPEGImages\\漏底 1.png", "Annotations\\漏底 1.xml"],
    ["images/one.bmp labels/other.xml", "images/one.bmp", "labels/other.xml"],
    ["images/one.gif labels/one.xml", "images/one.gif", "labels/one.xml"],
  ])("%s", (row, image, annotation) => {
    expect(parseVocList(row)).toEqual([pair(1, image, annotation)]);
  });

  test("line ends of every system; blank lines are no rows but count as lines", () => {
    expect(parseVocList("a.jpg a.xml\r\n\r\nb.jpg b.xml\rc.jpg c.xml\n")).toEqual([
      pair(1, "a.jpg", "a.xml"),
      pair(3, "b.jpg", "b.xml"),
      pair(4, "c.jpg", "c.xml"),
    ]);
  });

  test("an image alone, and rows that are neither", () => {
    expect(parseVocList("JPEGImages/a b.jpg")).toEqual([{ kind: "image", line: 1, image: "JPEGImages/a b.jpg" }]);
    expect(parseVocList("x.xml")).toMatchObject([{ kind: "bad", line: 1 }]);
    expect(parseVocList("a.jpg\0 a.xml")).toMatchObject([{ kind: "bad", line: 1, reason: reason("holds-nul") }]);
    expect(parseVocList(`${"x".repeat(9000)}.jpg a.xml`)).toMatchObject([{ kind: "bad", line: 1 }]);
  });

  test("property: what is written comes back, whatever characters the names have", () => {
    const stem = fc
      .stringMatching(/^[^\s\\/]([^\n\r\\/]{0,20}[^\s\\/])?$/u)
      .filter((text) => !text.includes("\0") && text.trim() === text);
    fc.assert(
      fc.property(fc.array(stem, { maxLength: 20 }), (stems) => {
        const text = stems.map((name) => `JPEGImages/${name}.jpg Annotations/${name}.xml\n`).join("");
        const normal = parseVocList(text);
        expect(normal.length).toBe(stems.length);
        stems.forEach((name, i) =>
          expect(normal[i]).toEqual(pair(i + 1, `JPEGImages/${name}.jpg`, `Annotations/${name}.xml`)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("property: any text gives rows and no exception", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const row of parseVocList(text)) expect(["pair", "image", "bad"]).toContain(row.kind);
      }),
      { numRuns: 1000 },
    );
  });
});

test("labels: order kept, trimmed, repeated names told", () => {
  expect(parseLabels("擦花\r\n 杂色 \n\n漏底\n擦花\n")).toEqual({
    classes: ["擦花", "杂色", "漏底"],
    repeated: [{ line: 5, name: "擦花" }],
  });
});
