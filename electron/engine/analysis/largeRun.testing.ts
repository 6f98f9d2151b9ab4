/** For tests: a reproducible run of any size with ground truth. */
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import type { ImageToEvaluate } from "../../../shared/metrics/evaluationColumns.ts";

export const LARGE_RUN_CLASSES = 10;

/** `detections` are spread evenly; two thirds of the images have ground truth, and half of the detections lie on it. */
export function largeRun(images: number, detections: number): ImageToEvaluate[] {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: images }, (_, i) => {
    const role = i % 3 < 2 ? "annotated" : "background";
    const groundTruth = Array.from({ length: role === "annotated" ? 1 + Math.floor(random() * 3) : 0 }, () =>
      randomBox(random),
    );
    const count = Math.floor(((i + 1) * detections) / images) - Math.floor((i * detections) / images);
    const found = Array.from({ length: count }, (_unused, d) => {
      const near = d % 2 === 0 ? groundTruth[d % Math.max(1, groundTruth.length)] : undefined;
      return {
        box: near ?? randomBox(random),
        shift: near ? 10 * random() : 0,
        score: near ? random() : random() ** 3,
      };
    });
    return {
      role,
      groundTruth,
      detections: {
        count,
        boxes: Float64Array.from(
          found.flatMap(({ box, shift }) => [box.x1 + shift, box.y1, box.x2 + shift, box.y2 + shift]),
        ),
        scores: Float64Array.from(found, ({ score }) => score),
        classIndices: Int32Array.from(found, ({ box }) => box.classIndex),
      },
    };
  });
}

function randomBox(random: () => number): GroundTruthBox {
  const [x1, y1, side] = [1000 * random(), 800 * random(), 10 + 150 * random()];
  const classIndex = Math.floor(LARGE_RUN_CLASSES * random());
  return { classIndex, x1, y1, x2: x1 + side, y2: y1 + 0.8 * side, difficult: random() < 0.02 };
}
