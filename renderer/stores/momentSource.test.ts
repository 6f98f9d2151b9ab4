/** One moment for all views: the same object until a store changes, with one notification per change. */
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { expect, it } from "vitest";
import { createSmallWorld } from "../testing/fakeWorld.ts";

it("is the same until something changes, and is told once a change", () => {
  const { stores } = createSmallWorld();
  const seen: number[] = [];
  const stop = stores.moments.subscribe(() => seen.push(stores.moments.current().view.rule.band.ng));
  const before = stores.moments.current();
  expect(stores.moments.current()).toBe(before);
  stores.view.getState().change({ rule: singleThreshold(0.6) });
  stores.view.getState().change({ rule: singleThreshold(0.6) });
  expect(seen).toEqual([0.6]);
  expect(stores.moments.current()).not.toBe(before);
  stop();
  stores.view.getState().change({ rule: singleThreshold(0.7) });
  expect(seen).toEqual([0.6]);
});

it("never mixes two moments: all three stores are read when one changes", () => {
  const { stores } = createSmallWorld();
  stores.view.getState().select("d2");
  stores.run.getState().clear();
  const moment = stores.moments.current();
  expect([moment.view, moment.run, moment.project]).toEqual([
    stores.view.getState(),
    stores.run.getState(),
    stores.project.getState(),
  ]);
});
