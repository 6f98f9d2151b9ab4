/** The tables and the list, parsed by another parser and compared with what Python wrote. */
import { singleThreshold } from "../core/decisionRule.ts";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { indexScores } from "../metrics/indexScores.testing.ts";
import { csv } from "./csv.ts";
import { HAND_COUNTED_DATASET, HAND_COUNTED_OUTCOMES, HAND_COUNTED_RUN } from "./fixtures/handCountedRun.ts";
import { analyseRun } from "./runAnalysis.ts";
import { boxTable, imageTable } from "./tables.ts";
import { tpFpList } from "./tpFpList.ts";

const VIEW = {
  analysis: analyseRun(HAND_COUNTED_DATASET, HAND_COUNTED_RUN, HAND_COUNTED_OUTCOMES, singleThreshold(0.5)),
  language: "en",
} as const;

function parse(pieces: Iterable<string>): Record<string, string>[] {
  const text = [...pieces].join("");
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const { data, errors } = Papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}

describe("tp_fp_list.txt", () => {
  test("equals what the case's own lines of Python write for the same scores", () => {
    const fixtures = resolve(import.meta.dirname, "..");
    const { images, detections } = JSON.parse(
      readFileSync(resolve(fixtures, "metrics/fixtures/metrics_small.json"), "utf8"),
    ) as {
      images: { id: number; negative: boolean }[];
      detections: { image: number; score: number }[];
    };
    const best = images.map(({ id }) =>
      detections.reduce((most, each) => (each.image === id ? Math.max(most, each.score) : most), -1),
    );
    const index = indexScores(
      Float64Array.from(best),
      images.map(({ negative }) => (negative ? "background" : "annotated")),
      singleThreshold(0, "paddlex"),
    );
    expect(tpFpList(index)).toBe(readFileSync(resolve(fixtures, "report/fixtures/tp_fp_list_small.txt"), "utf8"));
  });

  test("no backgrounds: the rate is nan, as 0 / 0 is there", () => {
    expect(
      tpFpList(indexScores(Float64Array.of(0.9), ["annotated"], singleThreshold(0, "paddlex"))).split("\n")[2],
    ).toBe("| 0.000000 | 1.000000 | nan |");
  });
});

test("one row an image: hand-counted, failed ones with their reason", () => {
  const rows = parse(imageTable(VIEW));
  expect(
    rows.map((row) => [row["image"], row["verdict"], row["TP"], row["FP"], row["FN"], row["on difficult boxes"]]),
  ).toEqual([
    ["JPEGImages/d1 型材.jpg", "caught (NG)", "1", "0", "1", "0"],
    ["JPEGImages/d2 型材.jpg", "caught (NG)", "0", "1", "1", "0"],
    ["JPEGImages/d3 型材.jpg", "escaped (OK)", "0", "0", "1", "0"],
    ["JPEGImages/d4 型材.jpg", "", "", "", "", ""],
    ["val_wu_xia_ci/b1 型材.jpg", "overkill (NG)", "0", "1", "0", "0"],
    ["val_wu_xia_ci/b2 型材.jpg", "passed (OK)", "0", "0", "0", "0"],
  ]);
  expect(rows[0]).toMatchObject({
    "width (px)": "1280",
    "best score": "0.9",
    "class of best score": "擦花",
    threshold: "0.5",
    "decoding (ms)": "12",
  });
  expect(rows[3]).toMatchObject({ state: "failed", reason: "the file breaks off before the end of the image" });
  expect(rows[4]).toMatchObject({ "class of best score": "其他" });
  expect(rows[5]).toMatchObject({ "best score": "" });
});

test("one row a box: ground truth and all raw detections, with their match", () => {
  const rows = parse(boxTable(VIEW));
  expect(rows.length).toBe(5 + 6);
  expect(
    rows
      .slice(0, 4)
      .map((row) => [
        row["source"],
        row["class"],
        row["score"],
        row["x1 (px)"],
        row["match"],
        row["matched ground-truth box"],
      ]),
  ).toEqual([
    ["ground truth", "擦花", "", "100", "found", ""],
    ["ground truth", "漆泡", "", "600", "FN (missed)", ""],
    ["detection", "擦花", "0.9", "102", "TP", "1"],
    ["detection", "漆泡", "0.3", "602", "TP", "2"],
  ]);
  // 198 x 100 inside 200 x 100, inclusive pixels
  expect(rows[2]).toMatchObject({ IoU: "0.99", "at or above threshold": "yes" });
  expect(rows[3]).toMatchObject({ "at or above threshold": "no" });
});

test("Chinese tables have no English header", () => {
  for (const pieces of [imageTable({ ...VIEW, language: "zh" }), boxTable({ ...VIEW, language: "zh" })]) {
    const header = [...pieces].join("").slice(1).split("\r\n")[0] ?? "";
    expect(header.split(",").filter((name) => /[a-z]{3,}/.test(name))).toEqual([]);
  }
});

test("a long table comes in pieces, none lost between two", () => {
  const pieces = [
    ...csv(
      ["n"],
      Array.from({ length: 100_000 }, (_, i) => [i]),
    ),
  ];
  expect(pieces.length).toBeGreaterThan(1);
  const { data } = Papa.parse<[string]>(pieces.join("").slice(1), { skipEmptyLines: true });
  expect(data.map(([cell]) => cell)).toEqual(["n", ...Array.from({ length: 100_000 }, (_, i) => String(i))]);
});

test("no cell runs as a formula, and quotes, commas and line breaks survive", () => {
  const cells = ["=cmd|' /C calc'!A0", '+1 "quoted"', "@x", "a,b", "line\nbreak", "-", "plain 漆泡", " padded "];
  const text = [...csv(["a", "b", "c", "d", "e", "f", "g", "h", "n"], [[...cells, -0.5]])].join("");
  const [, row] = Papa.parse<string[]>(text.slice(1)).data;
  expect(row).toEqual([
    "'=cmd|' /C calc'!A0",
    `'+1 "quoted"`,
    "'@x",
    "a,b",
    "line\nbreak",
    "'-",
    "plain 漆泡",
    " padded ",
    "-0.5",
  ]);
});
