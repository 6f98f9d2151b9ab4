/** Lists and counts of the small world, counted by hand from its table. */
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { createSmallWorld, SMALL_DATASET, SMALL_MODEL, until } from "../testing/fakeWorld.ts";
import type { Stores } from "./createStores.ts";

let stores: Stores;
const names = () => [...stores.derived.listed(stores.derived.moment()).indices].map((i) => SMALL_DATASET.images[i]?.id);
const counts = () => stores.derived.listed(stores.derived.moment()).counts;
const change = (...args: Parameters<ReturnType<Stores["view"]["getState"]>["change"]>) =>
  stores.view.getState().change(...args);

beforeEach(async () => {
  stores = createSmallWorld().stores;
  await stores.project.getState().openDataset({ grant: "dataset-grant", name: "small" });
  await stores.run.getState().start({
    dataset: SMALL_DATASET,
    model: SMALL_MODEL,
    provider: "auto",
    tuning: DEFAULT_TUNING,
    scoreFloor: 0.01,
    fresh: false,
  });
  await until(() => stores.run.getState().status === "done");
});

describe("at threshold 0.50, exact", () => {
  it("counts every filter", () => {
    expect(counts()).toEqual({
      all: 7,
      caught: 2,
      escaped: 2,
      passed: 1,
      overkill: 1,
      correct: 3,
      ng: 3,
      ok: 3,
      failed: 1,
    });
  });

  it("says what the line would do with each image", () => {
    const moment = stores.derived.moment();
    expect(SMALL_DATASET.images.map((_, i) => stores.derived.verdict(moment, i))).toEqual([
      "caught",
      "caught",
      "escaped",
      "escaped",
      "passed",
      "overkill",
      "failed",
    ]);
  });

  it("gives the operating point of the measured images", () => {
    expect(stores.derived.operatingPoint(stores.derived.moment())).toMatchObject({
      defects: { total: 4, caught: 2, escaped: 2 },
      backgrounds: { total: 2, passed: 1, overkill: 1 },
      recall: 0.5,
      falsePositiveRate: 0.5,
    });
  });

  it("lists the escaped and nothing else", () => {
    change({ verdict: "escaped" });
    expect(names()).toEqual(["d3", "d4"]);
  });
});

it("counts as PaddleX does: 0.50 is not above 0.50", () => {
  change({ rule: singleThreshold(0.5, "paddlex") });
  expect([counts().caught, counts().escaped]).toEqual([1, 3]);
});

it("moves images between the filters as the threshold moves", () => {
  change({ rule: singleThreshold(0.2) });
  expect([counts().escaped, counts().overkill]).toEqual([1, 1]);
  change({ rule: singleThreshold(0.61) });
  expect([counts().escaped, counts().overkill]).toEqual([3, 0]);
  // Below the run's floor of 0.01 nothing was kept, so nothing is counted.
  change({ rule: singleThreshold(0) });
  expect([counts().escaped, counts().overkill]).toEqual([NaN, NaN]);
});

it("keeps images of a class: with ground truth, or a box of it at the threshold", () => {
  change({ classIndex: 1 });
  expect(names()).toEqual(["d2", "n2"]);
  change({ rule: singleThreshold(0.3) });
  expect(names()).toEqual(["d1", "d2", "n2"]);
});

it("counts the images of each class", () => {
  expect([...stores.derived.classCounts(stores.derived.moment())]).toEqual([3, 2]);
  change({ rule: singleThreshold(0.3) });
  expect([...stores.derived.classCounts(stores.derived.moment())]).toEqual([3, 3]);
});

it("sorts by score with what is not measured last or first, and by name", () => {
  change({ sort: "score-descending" });
  expect(names()).toEqual(["d1", "n2", "d2", "d3", "d4", "n1", "n3"]);
  change({ sort: "score-ascending" });
  expect(names()).toEqual(["n3", "d4", "n1", "d3", "d2", "n2", "d1"]);
  change({ sort: "name" });
  expect(names()).toEqual(["d2", "d1", "d4", "d3", "n1", "n2", "n3"]);
});

it("searches in the file name, in any case", () => {
  change({ search: " WU_xia " });
  expect(names()).toEqual(["n1", "n2", "n3"]);
});

it("answers with the same object until something changes", () => {
  const first = stores.derived.listed(stores.derived.moment());
  stores.view.getState().select("d3");
  expect(stores.derived.listed(stores.derived.moment())).toBe(first);
  change({ rule: singleThreshold(0.7) });
  expect(stores.derived.listed(stores.derived.moment())).not.toBe(first);
});

it("shows no figure of another dataset's run", async () => {
  const other = { ...SMALL_DATASET, id: "other", images: SMALL_DATASET.images.slice(0, 2) };
  const world = createSmallWorld({
    datasets: new Map([
      ["dataset-grant", SMALL_DATASET],
      ["other-grant", other],
    ]),
  });
  stores = world.stores;
  await stores.project.getState().openDataset({ grant: "dataset-grant", name: "small" });
  await stores.run.getState().start({
    dataset: SMALL_DATASET,
    model: SMALL_MODEL,
    provider: "auto",
    tuning: DEFAULT_TUNING,
    scoreFloor: 0.01,
    fresh: false,
  });
  await stores.project.getState().openDataset({ grant: "other-grant", name: "other" });
  const moment = stores.derived.moment();
  expect(stores.derived.verdict(moment, 0)).toBe("pending");
  expect(stores.derived.operatingPoint(moment).defects.total).toBe(0);
});
