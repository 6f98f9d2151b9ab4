/** A run's raw detections as a COCO results array, which other tools can read. */
import { detectionAt } from "../../../shared/core/detections.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";

/** Pieces of the JSON text: `image_id` the image's name, `category_id` the class name, `bbox` [x, y, x2 - x1, y2 - y1] in image pixels, unclipped. */
export function* detectionsJson(records: readonly RecordedOutcome[], classes: readonly string[]): Generator<string> {
  yield "[";
  let separator = "\n";
  for (const { name, outcome } of records) {
    if (outcome.status !== "done") continue;
    let piece = "";
    for (let i = 0; i < outcome.detections.count; i++) {
      const { box, score, classIndex } = detectionAt(outcome.detections, i);
      const bbox = [box.x1, box.y1, box.x2 - box.x1, box.y2 - box.y1];
      piece +=
        separator +
        JSON.stringify({ image_id: name, category_id: classes[classIndex] ?? String(classIndex), bbox, score });
      separator = ",\n";
    }
    if (piece.length > 0) yield piece;
  }
  yield "\n]\n";
}
