/** The panels beside the images: closed by the user, hidden in a narrow window, and shown again. */
import { describe, expect, it } from "vitest";
import { createSmallWorld } from "../testing/fakeWorld.ts";
import { BOTH_SIDES_FROM, panelsNow, shownPanels, toggleAllPanels, togglePanel } from "./shownPanels.ts";

const NONE_CLOSED = { library: false, threshold: false, histogram: false };

describe("which panels are on screen", () => {
  it.each([
    // Widths of real screens and of the smallest window.
    [1920, "library", ["library", "threshold", "histogram"]],
    [1440, "library", ["library", "threshold", "histogram"]],
    [1280, "library", ["library", "threshold", "histogram"]],
    [BOTH_SIDES_FROM, null, ["library", "threshold", "histogram"]],
    [1100, "library", ["library", "histogram"]],
    [1100, "threshold", ["threshold", "histogram"]],
    [960, "library", ["library", "histogram"]],
    [960, null, ["histogram"]],
    [0, "library", ["library", "threshold", "histogram"]],
  ] as const)("at %i pixels, %s opened last", (width, preferred, expected) => {
    const shown = shownPanels(NONE_CLOSED, width, preferred);
    expect(Object.entries(shown).flatMap(([name, on]) => (on ? [name] : []))).toEqual(expected);
  });

  it("the one that the user has not closed stays, whichever was opened last", () => {
    const shown = shownPanels({ ...NONE_CLOSED, library: true }, 960, "library");
    expect(shown).toEqual({ library: false, threshold: true, histogram: true });
  });
});

describe("closing and opening", () => {
  function at(width: number) {
    const { stores } = createSmallWorld();
    stores.window.getState().setWidth(width);
    return stores;
  }

  it("in a wide window each panel has its own switch, kept among the settings", () => {
    const stores = at(1440);
    togglePanel(stores, "library");
    togglePanel(stores, "histogram");
    expect(panelsNow(stores)).toEqual({ library: false, threshold: true, histogram: false });
    expect(stores.settings.getState().settings.collapsedPanels).toEqual({
      library: true,
      threshold: false,
      histogram: true,
    });
    togglePanel(stores, "library");
    expect(panelsNow(stores).library).toBe(true);
  });

  it("in a narrow window the side that is opened takes the other's place, and nothing is closed for later", () => {
    const stores = at(1100);
    togglePanel(stores, "threshold");
    expect(panelsNow(stores)).toEqual({ library: false, threshold: true, histogram: true });
    togglePanel(stores, "library");
    expect(panelsNow(stores)).toEqual({ library: true, threshold: false, histogram: true });
    togglePanel(stores, "library");
    expect(panelsNow(stores)).toEqual({ library: false, threshold: false, histogram: true });
    stores.window.getState().setWidth(1440);
    expect(panelsNow(stores)).toEqual({ library: true, threshold: true, histogram: true });
  });

  it("a side that was closed while there was room opens in a narrow window", () => {
    const stores = at(1440);
    togglePanel(stores, "threshold");
    stores.window.getState().setWidth(1100);
    expect(panelsNow(stores)).toEqual({ library: true, threshold: false, histogram: true });
    togglePanel(stores, "threshold");
    expect(panelsNow(stores)).toEqual({ library: false, threshold: true, histogram: true });
  });

  it("the images alone, and back to what was open before", () => {
    const stores = at(1440);
    togglePanel(stores, "histogram");
    toggleAllPanels(stores);
    expect(panelsNow(stores)).toEqual({ library: false, threshold: false, histogram: false });
    toggleAllPanels(stores);
    expect(panelsNow(stores)).toEqual({ library: true, threshold: true, histogram: false });
  });
});
