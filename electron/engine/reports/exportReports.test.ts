/** Every kind of report, written and read back. */
import { quoted } from "../../../shared/core/reason.ts";
import { singleThreshold } from "../../../shared/core/decisionRule.ts";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { PNG } from "pngjs";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ReportKind } from "../../../shared/ipc/contract.ts";
import { colourOf } from "../../../shared/core/classPalette.ts";
import {
  HAND_COUNTED_DATASET,
  HAND_COUNTED_OUTCOMES,
  HAND_COUNTED_RUN,
} from "../../../shared/report/fixtures/handCountedRun.ts";
import { indexScores } from "../../../shared/metrics/indexScores.testing.ts";
import { tpFpList } from "../../../shared/report/tpFpList.ts";
import type { DecodeResult } from "../images/decodedImage.ts";
import { createAnalysisThread } from "../analysis/analysisThread.ts";
import { exportReports, type ExportOptions, type ReportProgress } from "./exportReports.ts";
import { readPdf } from "./pdfText.testing.ts";
import { reportFontFile } from "./reportFont.ts";

/** 1280 x 960, left half grey 96, right half grey 160, which identifies the panes and their scale. */
const IMAGE = {
  width: 1280,
  height: 960,
  rgb: Uint8Array.from({ length: 1280 * 960 * 3 }, (_, i) => (Math.floor(i / 3) % 1280 < 640 ? 96 : 160)),
  remarks: [],
};

const thread = createAnalysisThread();
afterAll(() => thread.close());

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "loupe-报告-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function optionsFor(kinds: readonly ReportKind[], more: Partial<ExportOptions> = {}): ExportOptions {
  return {
    dataset: HAND_COUNTED_DATASET,
    run: HAND_COUNTED_RUN,
    outcomes: HAND_COUNTED_OUTCOMES,
    imageOf: async () => ({ ok: true, pixels: IMAGE }),
    folder,
    kinds,
    rule: singleThreshold(0.5),
    language: "en",
    thread,
    fontFile: reportFontFile() ?? "",
    createdAt: new Date("2026-11-24T03:20:00Z"),
    operator: "",
    ...more,
  };
}

async function png(name: string): Promise<PNG> {
  return PNG.sync.read(await readFile(join(folder, name)));
}

function pixel({ data, width }: PNG, x: number, y: number): string {
  return `#${[0, 1, 2].map((channel) => (data[(y * width + x) * 4 + channel] ?? 0).toString(16).padStart(2, "0")).join("")}`;
}

describe("comparison of one image", () => {
  test("ground truth left, prediction right, each box where it belongs", async () => {
    const result = await exportReports(optionsFor(["comparison-current"], { imageId: "d1" }));
    expect(result).toEqual({ files: ["compare_JPEGImages_d1 型材.png"], skipped: [], cancelled: false });
    const image = await png("compare_JPEGImages_d1 型材.png");
    // Two panes of 1280 x 960 at their own size, 6 apart, below a header of 72 and above a footer of 38.
    expect([image.width, image.height]).toEqual([2 * 1280 + 6, 72 + 960 + 38]);
    const right = 1280 + 6;
    // The image's own pixels, away from any box.
    expect([pixel(image, 400, 72 + 800), pixel(image, 1000, 72 + 800), pixel(image, right + 400, 72 + 800)]).toEqual([
      "#606060",
      "#a0a0a0",
      "#606060",
    ]);
    // 擦花 was found: a solid line, in the left pane from x 100, in the right one from x 102 (the detection), y 100..199.
    const scratch = colourOf(0);
    for (const y of [120, 131, 142, 153, 164])
      expect([pixel(image, 100, 72 + y), pixel(image, right + 102, 72 + y)]).toEqual([scratch, scratch]);
    // 漆泡 was missed: its dotted outline is in both panes, half of it covered.
    const bubble = (left: number) =>
      Array.from({ length: 58 }, (_, i) => pixel(image, left + 600, 72 + 401 + i)).filter(
        (colour) => colour === colourOf(1),
      ).length;
    for (const left of [0, right]) {
      expect(bubble(left)).toBeGreaterThan(5);
      expect(bubble(left)).toBeLessThan(40);
    }
  });

  test("a small image is enlarged by whole steps, so that labels can be read", async () => {
    const small: DecodeResult = {
      ok: true,
      pixels: { width: 200, height: 100, rgb: new Uint8Array(200 * 100 * 3), remarks: [] },
    };
    await exportReports(optionsFor(["comparison-current"], { imageId: "b2", imageOf: async () => small }));
    const image = await png("compare_val_wu_xia_ci_b2 型材.png");
    expect(image.width).toBeGreaterThan(2 * 800);
  });

  test("an image that failed is named with its reason", async () => {
    const result = await exportReports(optionsFor(["comparison-current"], { imageId: "d4" }));
    expect(result.skipped).toEqual([
      { file: "JPEGImages/d4 型材.jpg", reason: "the file breaks off before the end of the image" },
    ]);
    expect((await exportReports(optionsFor(["comparison-current"], { language: "zh" }))).skipped).toEqual([
      { file: "", reason: "没有选中图片" },
    ]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("comparison of all images", () => {
  test("one file a measured image in a new folder, with progress; an unreadable one is skipped", async () => {
    const told: ReportProgress[] = [];
    const unreadable: DecodeResult = {
      ok: false,
      code: "unreadable-image",
      reason: quoted("gone since the inspection"),
    };
    const result = await exportReports(
      optionsFor(["comparison-all"], {
        imageOf: async (id) => (id === "d3" ? unreadable : { ok: true, pixels: IMAGE }),
        progress: (step) => void told.push(step),
      }),
    );
    expect(result.files).toEqual(
      ["d1", "d2"]
        .map((id) => `comparison/compare_JPEGImages_${id} 型材.png`)
        .concat(["b1", "b2"].map((id) => `comparison/compare_val_wu_xia_ci_${id} 型材.png`)),
    );
    expect(result.skipped).toEqual([{ file: "JPEGImages/d3 型材.jpg", reason: "gone since the inspection" }]);
    expect(told.map(({ done, total }) => `${done}/${total}`)).toEqual(["0/5", "1/5", "2/5", "3/5", "4/5", "5/5"]);
  });

  test("cancelling stops between two files; those written are whole", async () => {
    const controller = new AbortController();
    const progress = ({ done }: ReportProgress) => {
      if (done === 2) controller.abort();
    };
    const result = await exportReports(optionsFor(["comparison-all"], { signal: controller.signal, progress }));
    expect([result.cancelled, result.files.length]).toEqual([true, 2]);
    const names = await readdir(join(folder, "comparison"));
    expect(names.length).toBe(2);
    for (const name of names) expect((await png(join("comparison", name))).width).toBeGreaterThan(0);
  });
});

test("comparison images can be limited to some images", async () => {
  const { files } = await exportReports(optionsFor(["comparison-all"], { imageIds: ["d1", "b2", "d4"] }));
  // d4 could not be read.
  expect(files).toEqual(["comparison/compare_JPEGImages_d1 型材.png", "comparison/compare_val_wu_xia_ci_b2 型材.png"]);
});

test("the case's figure is an image of the size and ink it should have", async () => {
  await exportReports(optionsFor(["curve-png"]));
  const image = await png("image-level_tp_fp.png");
  expect([image.width, image.height]).toEqual([2240, 1200]);
  // Paper, and the ink of both curves, as red, green, blue, alpha.
  const colours = new Set(new Uint32Array(image.data.buffer, image.data.byteOffset, image.data.length / 4));
  for (const [red, green, blue] of [
    [255, 255, 255],
    [0x1a, 0x62, 0xc6],
  ] as const) {
    expect(colours.has(new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer)[0] as number)).toBe(true);
  }
});

test("list and tables are on the disk as they were made, and a second export gets other names", async () => {
  const kinds = ["tp-fp-list", "csv-images", "csv-boxes"] as const;
  const first = await exportReports(optionsFor(kinds));
  expect(first.files).toEqual(["tp_fp_list.txt", "tp_fp_list.note.txt", "images.csv", "boxes.csv"]);
  expect((await exportReports(optionsFor(kinds))).files).toEqual([
    "tp_fp_list (2).txt",
    "tp_fp_list.note (2).txt",
    "images (2).csv",
    "boxes (2).csv",
  ]);
  // Best scores of the measured images, by hand.
  const roles = ["annotated", "annotated", "annotated", "background", "background"] as const;
  const index = indexScores(Float64Array.of(0.9, 0.6, 0.45, 0.7, -1), roles, singleThreshold(0, "paddlex"));
  expect(await readFile(join(folder, "tp_fp_list.txt"), "utf8")).toBe(tpFpList(index));
  const { data } = Papa.parse<Record<string, string>>((await readFile(join(folder, "images.csv"), "utf8")).slice(1), {
    header: true,
    skipEmptyLines: true,
  });
  expect(data.length).toBe(6);
});

describe("the list that PaddleX's scripts write", () => {
  test("has a note beside it where the reports count otherwise, with the rates of both", async () => {
    // At 0.45, exact: all three; PaddleX: i < round(100 * 0.45) is 45 < 45, so 0.45 is missed: two of three.
    await exportReports(optionsFor(["tp-fp-list"], { rule: singleThreshold(0.45) }));
    const note = await readFile(join(folder, "tp_fp_list.note.txt"), "utf8");
    expect(note).toContain("At threshold 0.45:");
    expect(note).toContain("PaddleX counting: recall 66.67 % (2 / 3), overkill rate 50.00 % (1 / 2)");
    expect(note).toContain("Rule of the other reports: recall 100.00 % (3 / 3), overkill rate 50.00 % (1 / 2)");
  });

  test("needs none where the reports count as it does", async () => {
    const { files } = await exportReports(optionsFor(["tp-fp-list"], { rule: singleThreshold(0.5, "paddlex") }));
    expect(files).toEqual(["tp_fp_list.txt"]);
  });

  test("is not written as rows of nan where nothing has ground truth; nor is the curve", async () => {
    const images = HAND_COUNTED_DATASET.images.map((image) => ({
      ...image,
      role: "unlabelled" as const,
      groundTruth: [],
    }));
    const result = await exportReports(
      optionsFor(["curve-png", "tp-fp-list", "csv-images"], { dataset: { ...HAND_COUNTED_DATASET, images } }),
    );
    expect(result.files).toEqual(["images.csv"]);
    expect(result.skipped).toEqual([
      { file: "image-level_tp_fp.png", reason: "there are no rates without ground truth" },
      { file: "tp_fp_list.txt", reason: "there are no rates without ground truth" },
    ]);
  });
});

describe("PDF", () => {
  test("carries the operator's name, above the signature and among the facts", async () => {
    await exportReports(optionsFor(["pdf"], { operator: "李检验" }));
    const { pages } = readPdf(await readFile(join(folder, "report.pdf")));
    expect(pages.join("|").split("李检验").length - 1).toBe(2);
  });

  test("says what it must, in English", async () => {
    await exportReports(optionsFor(["pdf"]));
    const { pages, images } = readPdf(await readFile(join(folder, "report.pdf")));
    const text = pages.join("|");
    for (const part of [
      "Inspection report",
      "Synthetic demonstration",
      "Incomplete: 5 of 6",
      "66.67 %",
      "2 / 3",
      "95 % interval 20.77 to 93.85 %",
      "9.43 – 99.16 %",
      "Sign-off",
      "Approved by",
      "50.00 %",
      "1 / 2",
      "a".repeat(64),
      "d".repeat(64),
      "asked for auto, ran on cpu",
      "libcudart.so.12 is missing",
      "张工",
      "JPEGImages/缺.jpg",
      "image missing",
      "Escapes with the lowest score (1 of 1)",
      "best 0.450 漆泡",
      "Page 1 of",
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/2026-11-2\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/);
    expect(text).not.toContain("\ufffd");
    expect(images).toBe(2);
  });

  test("says it in Chinese, and an image that cannot be read leaves its reason", async () => {
    await exportReports(
      optionsFor(["pdf"], {
        language: "zh",
        imageOf: async () => ({ ok: false, code: "missing-image", reason: quoted("moved away") }),
      }),
    );
    const { pages, images } = readPdf(await readFile(join(folder, "report.pdf")));
    const text = pages.join("|");
    for (const part of ["检测报告", "合成演示", "召回率", "漏检率", "过杀率", "工作点", "可追溯信息", "moved away"])
      expect(text).toContain(part);
    expect([text.includes("\ufffd"), images]).toEqual([false, 0]);
  });
});
