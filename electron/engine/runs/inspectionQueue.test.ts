/** Which images are inspected again, and which of them alone. */
import { quoted } from "../../../shared/core/reason.ts";
import { expect, test } from "vitest";
import type { ImageRole } from "../../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { NO_DETECTIONS } from "../../../shared/core/detections.ts";
import { ENDED_ENGINE, planInspection } from "./inspectionQueue.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";

const image = (id: string, bytes = 10, modified = 1, role: ImageRole = "annotated") => ({
  id,
  name: `${id}.png`,
  path: `/set/${id}.png`,
  role,
  bytes,
  modified,
});
const done = (imageId: string): ImageOutcome => ({
  status: "done",
  imageId,
  width: 1,
  height: 1,
  detections: NO_DETECTIONS,
  milliseconds: { decode: 0, preprocess: 0, inference: 0 },
});
const failed = (imageId: string, code = "unreadable-image"): ImageOutcome => ({
  status: "failed",
  imageId,
  code,
  reason: quoted(""),
});
const stored = (outcome: ImageOutcome, tries = 1): RecordedOutcome => ({
  outcome,
  name: `${outcome.imageId}.png`,
  tries,
  provider: "cpu",
  fileBytes: 10,
  fileModified: 1,
  remarks: [],
});
const queueOf = (plan: ReturnType<typeof planInspection>) =>
  plan.queue.map(({ imageId, tries, alone }) => `${imageId}${tries}${alone ? " alone" : ""}`);

test("everything is new: the dataset's order, nobody alone", () => {
  expect(queueOf(planInspection([image("a"), image("b")], [], new Map(), 3))).toEqual(["a1", "b1"]);
});

test("defects and backgrounds alternate in proportion, so that both rates are known early", () => {
  const defects = ["d1", "d2", "d3", "d4", "d5", "d6"].map((id) => image(id));
  const backgrounds = ["b1", "b2"].map((id) => image(id, 10, 1, "background"));
  // By hand: d at 1/12, 3/12, 5/12, 7/12, 9/12, 11/12; b at 3/12 and 9/12, behind the defect at the same place.
  expect(queueOf(planInspection([...defects, ...backgrounds], [], new Map(), 3)).map((id) => id.slice(0, 2))).toEqual([
    "d1",
    "d2",
    "b1",
    "d3",
    "d4",
    "d5",
    "b2",
    "d6",
  ]);
});

test("done is done, failed is tried once more, failed twice stands", () => {
  const plan = planInspection(
    [image("a"), image("b"), image("c"), image("d")],
    [stored(done("a")), stored(failed("b")), stored(failed("c"), 2)],
    new Map(),
    3,
  );
  expect(queueOf(plan)).toEqual(["b2", "d1"]);
  expect(plan.kept.map(({ outcome }) => outcome.imageId)).toEqual(["a", "c"]);
});

test("a file that changed since is inspected again", () => {
  const plan = planInspection(
    [image("a", 11), image("b", 10, 2)],
    [stored(done("a")), stored(done("b"))],
    new Map(),
    3,
  );
  expect(queueOf(plan)).toEqual(["a1", "b1"]);
  expect(plan.changed).toBe(2);
});

test("suspects: first and alone after one death, last and alone after two, never again after three", () => {
  const images = [image("a"), image("b"), image("c"), image("d"), image("e")];
  const plan = planInspection(
    images,
    [],
    new Map([
      ["b", 2],
      ["c", 1],
      ["e", 3],
    ]),
    3,
  );
  expect(queueOf(plan)).toEqual(["c1 alone", "a1", "d1", "b1 alone"]);
  expect(plan.quarantined.map(({ id }) => id)).toEqual(["e"]);
});

test("what ended the engine stays failed", () => {
  const plan = planInspection([image("a")], [stored(failed("a", ENDED_ENGINE))], new Map(), 3);
  expect(plan.queue).toEqual([]);
  expect(plan.kept.length).toBe(1);
});
