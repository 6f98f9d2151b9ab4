/** Reports of a large run: the engine stays responsive while they are made. */
import { quoted } from "../../../shared/core/reason.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { singleThreshold } from "../../../shared/core/decisionRule.ts";
import type { Dataset } from "../../../shared/core/dataset.ts";
import { NO_DETECTIONS } from "../../../shared/core/detections.ts";
import type { ImageOutcome, RunInfo } from "../../../shared/core/run.ts";
import { HAND_COUNTED_DATASET, HAND_COUNTED_RUN } from "../../../shared/report/fixtures/handCountedRun.ts";
import { createAnalysisThread } from "../analysis/analysisThread.ts";
import { LARGE_RUN_CLASSES, largeRun } from "../analysis/largeRun.testing.ts";
import { longestStall } from "../analysis/longestStall.testing.ts";
import { exportReports } from "./exportReports.ts";
import { reportFontFile } from "./reportFont.ts";

const IMAGES = 40_000;

test("the tables and the PDF of 40,000 images with 400,000 detections", async () => {
  const images = largeRun(IMAGES, 10 * IMAGES);
  const classes = Array.from({ length: LARGE_RUN_CLASSES }, (_, k) => `class ${k}`);
  const dataset: Dataset = {
    ...HAND_COUNTED_DATASET,
    classes,
    images: images.map(({ role, groundTruth }, i) => ({
      id: `i${i}`,
      name: `JPEGImages/${i}.png`,
      role,
      groundTruth: [...groundTruth],
      size: { width: 1200, height: 1000 },
    })),
    issues: [],
  };
  const run: RunInfo = { ...HAND_COUNTED_RUN, classes, imageCount: IMAGES };
  const outcomes = new Map(
    images.map(({ detections }, i): [string, ImageOutcome] => [
      `i${i}`,
      {
        status: "done",
        imageId: `i${i}`,
        width: 1200,
        height: 1000,
        detections: detections ?? NO_DETECTIONS,
        milliseconds: { decode: 1, preprocess: 1, inference: 1 },
      },
    ]),
  );
  const folder = await mkdtemp(join(tmpdir(), "loupe-large-"));
  const thread = createAnalysisThread();
  const began = performance.now();
  const stall = await longestStall(async () => {
    const written = await exportReports({
      dataset,
      run,
      outcomes,
      imageOf: async () => ({ ok: false, code: "missing-image", reason: quoted("moved away") }),
      folder,
      kinds: ["tp-fp-list", "csv-images", "csv-boxes", "pdf"],
      rule: singleThreshold(0.5),
      language: "en",
      thread,
      fontFile: reportFontFile() ?? "",
      createdAt: new Date("2026-11-24T03:20:00Z"),
    });
    expect(written).toMatchObject({ skipped: [], cancelled: false });
    // The list, its note, both tables and the PDF.
    expect(written.files.length).toBe(5);
  });
  const whole = performance.now() - began;
  await Promise.all([thread.close(), rm(folder, { recursive: true })]);
  // Work that grows with the run is sliced; embedding the font in the PDF, a third of a second for any run, is not.
  expect(stall).toBeLessThan(whole / 4);
}, 60_000);
