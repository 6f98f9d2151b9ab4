/** The short form of `npm run bench`'s slider: every press of a key is measured up to the frame that shows it. */
import { expect, test } from "vitest";
import { measureSlider } from "../scripts/bench/sliderWindow.mjs";

test("each press of an arrow key is drawn, and its time is measured", { timeout: 180_000 }, async () => {
  const measured = await measureSlider({ images: 2_000, boxes: 10, presses: 40 });
  expect(measured.images).toBe(2_000);
  // The demo world fails one image in 47; the others have ten boxes each.
  expect(measured.detections).toBeGreaterThan(19_000);
  for (const { presses, least, median, p99, most } of [measured.byHundredths, measured.byThousandths]) {
    expect(presses).toBe(40);
    // 0: a press that changed nothing on the screen.
    expect(least).toBeGreaterThan(0);
    expect(median).toBeLessThanOrEqual(p99);
    expect(p99).toBeLessThanOrEqual(most);
    // No figure of speed, which another machine could miss, but a window that answers.
    expect(median).toBeLessThan(1_000);
  }
});
