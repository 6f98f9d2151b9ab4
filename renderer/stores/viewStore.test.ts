/** Undo: which changes are one step, which are none, and what is restored. */
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { describe, expect, it } from "vitest";
import { createViewStore } from "./viewStore.ts";

const fresh = () => createViewStore({ rule: singleThreshold(0.5), compareLayout: "side" });

describe("undo", () => {
  it("brings back each choice in turn, and redo brings it forth again", () => {
    const view = fresh();
    view.getState().change({ rule: singleThreshold(0.6) });
    view.getState().change({ verdict: "escaped" });
    view.getState().undo();
    expect([view.getState().rule.band.ng, view.getState().verdict]).toEqual([0.6, "all"]);
    view.getState().undo();
    expect(view.getState().rule.band.ng).toBe(0.5);
    view.getState().undo();
    expect(view.getState().rule.band.ng).toBe(0.5);
    view.getState().redo();
    view.getState().redo();
    expect([view.getState().rule.band.ng, view.getState().verdict]).toEqual([0.6, "escaped"]);
  });

  it("takes a whole drag back at once, and two drags one by one", () => {
    const view = fresh();
    for (const threshold of [0.51, 0.55, 0.7]) view.getState().change({ rule: singleThreshold(threshold) }, "drag-1");
    for (const threshold of [0.71, 0.9]) view.getState().change({ rule: singleThreshold(threshold) }, "drag-2");
    view.getState().undo();
    expect(view.getState().rule.band.ng).toBe(0.7);
    view.getState().undo();
    expect(view.getState().rule.band.ng).toBe(0.5);
  });

  it("does not count what changes nothing", () => {
    const view = fresh();
    view.getState().change({ rule: { ...singleThreshold(0.5) } });
    expect(view.getState().past).toHaveLength(0);
  });

  it("drops what was undone when something else is chosen", () => {
    const view = fresh();
    view.getState().change({ rule: singleThreshold(0.6) });
    view.getState().undo();
    view.getState().change({ rule: singleThreshold(0.3) });
    view.getState().redo();
    expect(view.getState().rule.band.ng).toBe(0.3);
  });

  it("leaves the selected image where it is", () => {
    const view = fresh();
    view.getState().change({ rule: singleThreshold(0.6) });
    view.getState().select("d2");
    view.getState().undo();
    expect(view.getState().selectedImageId).toBe("d2");
  });
});
