/** The order by score compared with sorting by comparison, and VOC's matching of all images at once with that of one image at a time. */
import { expect, test } from "vitest";
import { imageBox } from "../core/box.ts";
import { detectionsFromRows } from "../core/detections.ts";
import { evaluationColumns, type ImageToEvaluate } from "./evaluationColumns.ts";
import { matchImage } from "./matching.ts";
import { bestScoreFirst } from "./scoreOrder.ts";
import { precisionRecallCurves } from "./vocAveragePrecision.ts";

/** The same numbers each time, uniform in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test.each([
  ["any", (random: () => number) => random()],
  ["many equal", (random: () => number) => Math.round(random() * 50) / 50],
  ["of 32 bits", (random: () => number) => Math.fround(random())],
  ["tiny, zero, minus zero and one", (random: () => number) => [5e-324, 0, -0, 1, 0.1, 0.1][Math.floor(random() * 6)]],
  ["all equal", () => 0.5],
])("50,000 scores, %s: as by comparison, equal ones in their order", (_name, score) => {
  const random = numbers(7);
  const scores = Float64Array.from({ length: 50_000 }, () => score(random) as number);
  const expected = Array.from(scores, (_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  expect(Array.from(bestScoreFirst(scores))).toEqual(expected);
});

test("VOC curves of 300 images are those of each image matched alone", () => {
  const random = numbers(3);
  const CLASSES = 3;
  const images = Array.from({ length: 300 }, (): ImageToEvaluate => {
    const groundTruth = Array.from({ length: Math.floor(random() * 4) }, () => {
      const [x1, y1] = [random() * 60, random() * 60];
      const classIndex = Math.floor(random() * CLASSES);
      return {
        classIndex,
        x1,
        y1,
        x2: x1 + 10 + random() * 20,
        y2: y1 + 10 + random() * 20,
        difficult: random() < 0.2,
      };
    });
    const rows = Array.from({ length: Math.floor(random() * 8) }, () => {
      const { x1, y1, x2, y2 } = groundTruth[Math.floor(random() * groundTruth.length)] ?? {
        x1: 0,
        y1: 0,
        x2: 9,
        y2: 9,
      };
      const shift = random() * 8;
      return {
        box: imageBox(x1 + shift, y1, x2 + shift, y2),
        score: Math.round(random() * 20) / 20,
        // One class more than the dataset has.
        classIndex: Math.floor(random() * (CLASSES + 1)),
      };
    });
    return { role: "annotated", groundTruth, detections: detectionsFromRows(rows) };
  });
  const curves = precisionRecallCurves(evaluationColumns(images, CLASSES));
  for (let k = 0; k < CLASSES; k++) {
    const marks = images.flatMap(({ detections, groundTruth }) => {
      const matching = detections ? matchImage(detections, groundTruth) : null;
      return Array.from(matching?.order ?? [], (position, rank) => ({
        mark: matching?.marks[rank],
        score: matching?.scores[rank] ?? 0,
        classIndex: detections?.classIndices[position],
      })).filter(({ classIndex, mark }) => classIndex === k && mark !== "ignored");
    });
    const total = images
      .flatMap(({ groundTruth }) => groundTruth)
      .filter((box) => box.classIndex === k && !box.difficult);
    const hits = marks.sort((a, b) => b.score - a.score).map(({ mark }) => mark === "tp");
    const recall = hits.map((_, i) => hits.slice(0, i + 1).filter(Boolean).length / total.length);
    expect(hits.length).toBeGreaterThan(200);
    expect(Array.from(curves[k]?.recall ?? [])).toEqual(recall);
  }
});
