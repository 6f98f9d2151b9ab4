/** The report's content from a run counted by hand. */
import { singleThreshold } from "../core/decisionRule.ts";
import { describe, expect, test } from "vitest";
import type { Execution } from "../core/sessionTuning.ts";
import { HAND_COUNTED_DATASET, HAND_COUNTED_OUTCOMES, HAND_COUNTED_RUN } from "./fixtures/handCountedRun.ts";
import { wilsonInterval } from "../metrics/intervals.ts";
import { timeText, wilsonText } from "./figureText.ts";
import type { ReportOrigin } from "./reportFacts.ts";
import { thresholdText } from "../core/threshold.ts";
import { reportModel } from "./reportModel.ts";
import { reportTexts } from "../words/reportTexts.ts";
import { analyseRun } from "./runAnalysis.ts";

const analysis = analyseRun(HAND_COUNTED_DATASET, HAND_COUNTED_RUN, HAND_COUNTED_OUTCOMES, singleThreshold(0.5));
const ORIGIN: ReportOrigin = { createdAt: "2026-11-24T03:20:00.000Z", operator: "", offsetAt: () => 480 };
const model = reportModel({ analysis, language: "en" }, ORIGIN);

test("rates with counts, denominators and the window's intervals; the failed image is in none", () => {
  // Wilson 95 %, by the formula in Python: 2 of 3 is 20.77 .. 93.85, 1 of 3 is 6.15 .. 79.23, 1 of 2 is 9.45 .. 90.55.
  expect(model.rates.map(({ name, value, count, interval }) => [name, value, count, interval])).toEqual([
    ["Recall", "66.67 %", "2 / 3", "95 % interval 20.77 to 93.85 %"],
    ["Escape rate", "33.33 %", "1 / 3", "95 % interval 6.15 to 79.23 %"],
    ["Overkill rate", "50.00 %", "1 / 2", "95 % interval 9.45 to 90.55 %"],
  ]);
});

test("what is signed has the exact interval beside the window's, and both have their names", () => {
  // Clopper-Pearson 95 %: 2 of 3 is 9.43 .. 99.16, 1 of 3 is 0.84 .. 90.57, 1 of 2 is 1.26 .. 98.74 (tables of the binomial).
  expect(model.signOff.rates).toMatchObject({
    columns: ["Rate", "Value", "Count", "Wilson 95 %", "Clopper-Pearson 95 %"],
    rows: [
      ["Recall", "66.67 %", "2 / 3", "20.77 – 93.85 %", "9.43 – 99.16 %"],
      ["Escape rate", "33.33 %", "1 / 3", "6.15 – 79.23 %", "0.84 – 90.57 %"],
      ["Overkill rate", "50.00 %", "1 / 2", "9.45 – 90.55 %", "1.26 – 98.74 %"],
    ],
  });
});

test("118 of 120 has the same interval in the window and in the report", () => {
  const window = wilsonInterval(118, 120);
  expect(wilsonText(118, 120)).toEqual({ lower: "94.13", upper: "99.54 %" });
  expect([window?.lower.toFixed(4), window?.upper.toFixed(4)]).toEqual(["0.9413", "0.9954"]);
});

test("an operator's name is on the report beside the account that ran it", () => {
  const named = reportModel({ analysis, language: "en" }, { ...ORIGIN, operator: "李检" });
  const facts = new Map(named.facts.map(({ name, value }) => [name, value]));
  expect([facts.get("Operator"), facts.get("Run by"), named.signOff.operator]).toEqual(["李检", "张工", "李检"]);
  expect(model.facts.some(({ name }) => name === "Operator")).toBe(false);
});

test("it says what is synthetic, what is missing and which images are NG for the wrong reason", () => {
  expect(model.notices[0]).toMatch(/^Synthetic demonstration/);
  expect(model.notices[1]).toBe("Incomplete: 5 of 6 images are measured; the figures rest on these alone.");
  expect(model.rightReason).toMatch(/: 1 of 2 caught defect images\.$/);
  expect(model.skipped).toEqual({
    title: "Excluded from every figure (2)",
    files: [
      { file: "JPEGImages/缺.jpg", reason: "image missing" },
      { file: "JPEGImages/d4 型材.jpg", reason: "the file breaks off before the end of the image" },
    ],
  });
  expect(model.remarks.files).toEqual([
    { file: "Annotations/d2.xml", reason: "box clipped to the image: x2 1300 > 1279" },
  ]);
});

test("the worst images: lowest escapes, highest overkill", () => {
  expect(model.worst).toEqual([
    {
      title: "Escapes with the lowest score (1 of 1)",
      images: [{ imageId: "d3", name: "JPEGImages/d3 型材.jpg", caption: "best 0.450 漆泡" }],
    },
    {
      title: "Overkill with the highest score (1 of 1)",
      images: [{ imageId: "b1", name: "val_wu_xia_ci/b1 型材.jpg", caption: "best 0.700 其他" }],
    },
  ]);
});

test("classes: found, missed and false boxes; the model's own class is listed, without a figure that it cannot have", () => {
  // 擦花: two annotated (d1, d2), one found at 0.9: precision 1 up to recall 0.5 gives 6 of 11 points.
  // 漆泡: two that count, found at 0.45 and 0.30 after a false 0.60: precisions 1/2 and 2/3, so 2/3 at all points.
  const { rows } = model.classes ?? { rows: [] };
  expect(rows).toEqual([
    ["擦花", "2", "1", "1", "50.00 %", "0", "54.55 %"],
    ["漆泡", "2", "0", "2", "0.00 %", "1", "66.67 %"],
    ["其他", "0", "0", "0", "–", "1", "–"],
    ["All", "4", "1", "3", "25.00 %", "2", "60.61 %"],
  ]);
});

test("neighbouring thresholds, the chosen one set apart", () => {
  expect(model.sweep.rows.map(([threshold]) => threshold)).toEqual([
    "0.30",
    "0.40",
    "0.45",
    "0.50",
    "0.55",
    "0.60",
    "0.70",
  ]);
  expect(model.sweep.emphasised).toBe(3);
  expect(model.sweep.rows[2]).toEqual(["0.45", "100.00 % (3 / 3)", "0.00 % (0 / 3)", "50.00 % (1 / 2)"]);
});

test("facts name the model, the dataset, the rule, the provider and why it ran", () => {
  const facts = new Map(model.facts.map(({ name, value }) => [name, value]));
  expect(facts.get("Model SHA-256")).toBe("a".repeat(64));
  expect(facts.get("Execution provider")).toBe("asked for auto, ran on cpu");
  expect(facts.get("Providers tried")).toBe("cuda: libcudart.so.12 is missing");
  expect(facts.has("Run as")).toBe(false);
  expect(facts.get("Images")).toBe("5 / 6 (3 defect, 2 background)");
  expect(facts.get("Excluded")).toBe("2");
  expect(facts.get("Report created")).toBe("2026-11-24 11:20:00 +08:00");
  expect(facts.get("Run by")).toBe("张工");
});

test("how it ran is told, in the report's language, where the run says so", () => {
  const runAs = (execution: Execution, language: "en" | "zh") => {
    const ran = analyseRun(
      HAND_COUNTED_DATASET,
      { ...HAND_COUNTED_RUN, execution },
      HAND_COUNTED_OUTCOMES,
      singleThreshold(0.5),
    );
    return reportModel({ analysis: ran, language }, ORIGIN).facts.find(
      ({ name }) => name === "Run as" || name === "运行方式",
    )?.value;
  };
  const two: Execution = { sessions: 2, threads: 1, batchSize: 1, optimization: "all" };
  const gpu: Execution = { sessions: 1, threads: null, batchSize: 8, optimization: "disabled" };
  expect([runAs(two, "en"), runAs(two, "zh")]).toEqual([
    "2 sessions with 1 thread each, 1 image per run, graph optimisation all",
    "2 个会话，每个 1 个线程；每次 1 张图片；图优化：全部",
  ]);
  expect([runAs(gpu, "en"), runAs(gpu, "zh")]).toEqual([
    "1 session, up to 8 images per run, graph optimisation off",
    "1 个会话；每次最多 8 张图片；图优化：关闭",
  ]);
});

test("a plain folder: nothing to rate, and nothing pretended", () => {
  const folder = analyseRun(
    {
      ...HAND_COUNTED_DATASET,
      classes: [],
      images: HAND_COUNTED_DATASET.images.map((image) => ({ ...image, role: "unlabelled", groundTruth: [] })),
    },
    HAND_COUNTED_RUN,
    HAND_COUNTED_OUTCOMES,
    singleThreshold(0.5),
  );
  const { rates, classes, rightReason, unlabelled, worst } = reportModel({ analysis: folder, language: "zh" }, ORIGIN);
  expect(rates.map(({ value, count }) => [value, count])).toEqual([
    ["–", "无此类图片"],
    ["–", "无此类图片"],
    ["–", "无此类图片"],
  ]);
  expect([classes, rightReason]).toEqual([null, null]);
  // d1 0.9, d2 0.6 and b1 0.7 of five measured ones.
  expect(unlabelled).toBe("未标注图片：共 5 张，此阈值下 3 张为 NG；对其无法给出比率。");
  expect(worst.map(({ images }) => images.map(({ imageId }) => imageId))).toEqual([["d1", "b1", "d2"]]);
});

describe("both languages say everything", () => {
  test("the same keys, and no English word left in the Chinese", () => {
    const [english, chinese] = [leaves(reportTexts("en")), leaves(reportTexts("zh"))];
    expect([...chinese.keys()]).toEqual([...english.keys()]);
    const allowed = /PaddleX|Clopper-Pearson|Wilson|SHA-256|labels\.txt|round|CSV|VOC|IoU|min|max/g;
    for (const [key, text] of chinese) expect(`${key}: ${text.replace(allowed, "")}`).not.toMatch(/: .*[a-z]{3,}/);
  });
});

test("no report speaks of a project's own documents", () => {
  for (const language of ["en", "zh"] as const)
    for (const [key, text] of leaves(reportTexts(language))) expect(`${key}: ${text}`).not.toMatch(/\bcase\b|案例/);
});

function leaves(value: unknown, path = "", found = new Map<string, string>()): Map<string, string> {
  if (typeof value === "string") found.set(path, value);
  else if (typeof value === "function") found.set(path, "");
  else if (typeof value === "object" && value !== null)
    for (const [key, child] of Object.entries(value)) leaves(child, `${path}.${key}`, found);
  return found;
}

test("thresholds and times are written with what matters", () => {
  expect([0.9, 0.905, 1, 0.123456789].map(thresholdText)).toEqual(["0.90", "0.905", "1.00", "0.123456789"]);
  expect([480, 0, -570].map((offset) => timeText("2026-11-24T03:17:03Z", () => offset))).toEqual([
    "2026-11-24 11:17:03 +08:00",
    "2026-11-24 03:17:03 +00:00",
    "2026-11-23 17:47:03 -09:30",
  ]);
});
