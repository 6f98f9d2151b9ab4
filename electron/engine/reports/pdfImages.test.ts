/** The images of a PDF: a heading, its images and the lines below them stay on one page. */
import { quoted } from "../../../shared/core/reason.ts";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { singleThreshold } from "../../../shared/core/decisionRule.ts";
import {
  HAND_COUNTED_DATASET,
  HAND_COUNTED_OUTCOMES,
  HAND_COUNTED_RUN,
} from "../../../shared/report/fixtures/handCountedRun.ts";
import { analyseRun } from "../../../shared/report/runAnalysis.ts";
import { drawImages } from "./pdfImages.ts";
import { createSheet, finishSheet, PDF_PAGE } from "./pdfSheet.ts";
import { readPdf } from "./pdfText.testing.ts";
import { reportFontFile } from "./reportFont.ts";

test("where only the first image of a row would fit, heading, images and lines go to the next page together", async () => {
  const sizes: Record<string, [number, number]> = { d1: [1280, 100], d2: [100, 1000] };
  const outcomes = new Map(
    [...HAND_COUNTED_OUTCOMES].map(([id, outcome]) => {
      const [width, height] = sizes[id] ?? [1280, 960];
      return [id, outcome.status === "done" ? { ...outcome, width, height } : outcome] as const;
    }),
  );
  const analysis = analyseRun(HAND_COUNTED_DATASET, HAND_COUNTED_RUN, outcomes, singleThreshold(0.5));
  const sheet = createSheet(readFileSync(reportFontFile() ?? ""), { title: "", createdAt: new Date(0) });
  // Room for a heading and an image 20 points high with its lines; the second image is 150 points high.
  sheet.moveDown(PDF_PAGE.height - PDF_PAGE.bottom - sheet.y - 100);
  const images = ["d1", "d2"].map((imageId) => ({
    imageId,
    name: `name of ${imageId}`,
    caption: `line of ${imageId}`,
  }));
  const unreadable = { ok: false, code: "missing-image", reason: quoted("gone") } as const;
  await drawImages(sheet, { title: "A heading", images }, { analysis, language: "en" }, async () => unreadable);
  const { pages } = readPdf(Buffer.from(await finishSheet(sheet)));
  const pageOf = (text: string) => pages.findIndex((page) => page.includes(text));
  expect(["A heading", "name of d1", "line of d1", "line of d2"].map(pageOf)).toEqual([1, 1, 1, 1]);
});
