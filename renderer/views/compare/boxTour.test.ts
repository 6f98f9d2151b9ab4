/** The tour of an image's boxes: order and ends. */
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import { nextInTour, placeInTour, placeOf, tourOf } from "./boxTour.ts";
import type { BoxVerdict, PaneBox, PaneBoxes, Side } from "./paneBoxes.ts";

function box(side: Side, row: number, verdict: BoxVerdict, score: number | null): PaneBox {
  const edges = imageBox(row * 10, 0, row * 10 + 5, 5);
  return { side, row, pixels: edges, edges, classIndex: 0, score, verdict, partner: null, iou: null };
}

const truth = [box("truth", 0, "found", null), box("truth", 1, "fn", null)];
const prediction = [box("prediction", 0, "tp", 0.95), box("prediction", 1, "fp", 0.4), box("prediction", 2, "fp", 0.8)];
const boxes: PaneBoxes = {
  imageId: "a",
  truth: { drawn: truth, labelled: truth },
  prediction: { drawn: prediction, labelled: prediction },
  counts: { tp: 1, fp: 2, fn: 1 },
};

describe("the tour", () => {
  const tour = tourOf(boxes);

  it("goes from the missed by the false to the found, each place once", () => {
    expect(tour.map(({ side, row }) => `${side}${row}`)).toEqual([
      "truth1",
      "prediction2",
      "prediction1",
      "prediction0",
    ]);
  });

  it("knows where a box stands, in its own image only", () => {
    expect(placeInTour(tour, "a", { imageId: "a", side: "prediction", row: 1 })).toBe(2);
    expect(placeInTour(tour, "a", { imageId: "b", side: "prediction", row: 1 })).toBe(-1);
    expect(placeInTour(tour, "a", { imageId: "a", side: "truth", row: 0 })).toBe(-1);
    expect(placeInTour(tour, "a", null)).toBe(-1);
  });

  it("shows found ground truth as the detection that found it", () => {
    const found = { ...box("truth", 0, "found", null), partner: 0 };
    expect(placeInTour(tour, "a", placeOf("a", found))).toBe(3);
    expect(placeInTour(tour, "a", placeOf("a", box("truth", 1, "fn", null)))).toBe(0);
  });

  it("begins anew at the ends", () => {
    expect([nextInTour(4, -1, 1), nextInTour(4, 0, 1), nextInTour(4, 3, 1)]).toEqual([0, 1, 0]);
    expect([nextInTour(4, -1, -1), nextInTour(4, 0, -1), nextInTour(4, 2, -1)]).toEqual([3, 3, 1]);
    expect(nextInTour(0, -1, 1)).toBeNull();
  });
});
