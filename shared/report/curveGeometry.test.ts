/** The plots as points: a hand-made run, and properties that must hold for any run. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImageRole } from "../core/dataset.ts";
import { singleThreshold } from "../core/decisionRule.ts";
import { indexScores } from "../metrics/indexScores.testing.ts";
import { operatingPoint } from "../metrics/operatingPoint.ts";
import { sweepRow } from "../metrics/thresholdSweep.ts";
import { curveSteps } from "../metrics/thresholdSteps.ts";
import { layOutPlot, polylinePoints, thresholdNear, type PlotKind } from "./curveGeometry.ts";
import { escapeXml, LIGHT_PLOT, plotSvg } from "./curveSvg.ts";
import { imageLevelFigure } from "./imageLevelFigure.ts";

const LABELS = { score: "score", recall: "recall", overkill: "overkill", share: "share" };
// A frame of 1000 x 1000 pixels: coordinates read as thousandths.
const SIZE = { width: 1000 + 62 + 18, height: 1000 + 14 + 46 };

const BEST = Float64Array.of(0.9, 0.4, 0.6, -1);
const ROLES: readonly ImageRole[] = ["annotated", "annotated", "background", "background"];
const index = indexScores(BEST, ROLES, singleThreshold(0.5));
const steps = curveSteps(index);

function plotOf(kind: PlotKind) {
  return layOutPlot({ kind, steps, floor: 0, point: operatingPoint(index), ...SIZE, labels: LABELS });
}

/** Back to axis units, rounded: what a reader of the plot sees. */
function values(kind: PlotKind, line = 0): string[] {
  const plot = plotOf(kind);
  return (plot.lines[line]?.points ?? []).map(
    ({ x, y }) => `${((x - plot.frame.left) / 1000).toFixed(2)},${((plot.frame.bottom - y) / 1000).toFixed(2)}`,
  );
}

describe("two defect images (0.9, 0.4) and two backgrounds (0.6, nothing)", () => {
  test("recall steps down exactly at the scores", () => {
    expect(values("rates-over-score")).toEqual([
      "0.00,1.00",
      "0.40,1.00",
      "0.40,0.50",
      "0.60,0.50",
      "0.90,0.50",
      "0.90,0.00",
      "1.00,0.00",
    ]);
    expect(values("rates-over-score", 1)).toEqual([
      "0.00,0.50",
      "0.40,0.50",
      "0.60,0.50",
      "0.60,0.00",
      "0.90,0.00",
      "1.00,0.00",
    ]);
  });

  test("the trade-off never promises what no threshold gives: its corner is the worse one", () => {
    // From (overkill 0.5, recall 1) to (0.5, 0.5), (0, 0.5), (0, 0).
    expect(values("recall-over-overkill")).toEqual(["0.50,1.00", "0.50,0.50", "0.00,0.50", "0.00,0.00"]);
    expect(values("overkill-over-recall")).toEqual(["1.00,0.50", "0.50,0.50", "0.50,0.00", "0.00,0.00"]);
  });

  test("the operating point stands on its line, the threshold across the plot", () => {
    const plot = plotOf("rates-over-score");
    expect(plot.markers).toEqual([
      { measure: "recall", x: 62 + 500, y: 14 + 500 },
      { measure: "overkill", x: 62 + 500, y: 14 + 500 },
    ]);
    expect(plot.guide).toEqual({ from: { x: 562, y: 1014 }, to: { x: 562, y: 14 } });
  });

  test("a click finds the threshold", () => {
    const plot = plotOf("recall-over-overkill");
    // Near overkill 0, recall 0.5: any threshold in (0.6, 0.9] gives it.
    const threshold = thresholdNear(plot, steps, { x: 62 + 10, y: 14 + 490 });
    expect(threshold).toBe(0.9);
    expect(thresholdNear(plotOf("rates-over-score"), steps, { x: 62 + 730, y: 50 })).toBeCloseTo(0.73, 12);
  });
});

test("a rate without images has no line and no marker", () => {
  const defectsOnly = indexScores(Float64Array.of(0.9), ["annotated"], singleThreshold(0.5));
  const plot = layOutPlot({
    kind: "rates-over-score",
    steps: curveSteps(defectsOnly),
    floor: 0,
    point: operatingPoint(defectsOnly),
    ...SIZE,
    labels: LABELS,
  });
  expect([plot.lines.map(({ measure }) => measure), plot.markers.length]).toEqual([["recall"], 1]);
});

test("below a floor there is no line: it begins where something is measured, and what lies before is hatched", () => {
  const floored = indexScores(BEST, ROLES, singleThreshold(0.5), { run: 0.01, graph: 0.25 });
  const plot = layOutPlot({
    kind: "rates-over-score",
    steps: curveSteps(floored),
    floor: 0.25,
    point: null,
    ...SIZE,
    labels: LABELS,
  });
  const xs = (plot.lines[0]?.points ?? []).map(({ x }) => (x - plot.frame.left) / 1000);
  expect(Math.min(...xs)).toBeCloseTo(0.25, 6);
  const hatched = plot.notMeasured.flatMap(({ from, to }) => [from.x, to.x]);
  expect(Math.min(...hatched)).toBe(plot.frame.left);
  expect((Math.max(...hatched) - plot.frame.left) / 1000).toBeCloseTo(0.25, 6);
  expect(plotOf("rates-over-score").notMeasured).toEqual([]);
  const hundredths = indexScores(BEST, ROLES, singleThreshold(0.5, "paddlex"), { run: 0.01, graph: null });
  expect(curveSteps(hundredths).map(({ row }) => row.measured)).toEqual([false, ...new Array<boolean>(100).fill(true)]);
});

const run = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constant(-1),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(100).map((i) => i / 100),
    ),
    fc.constantFrom<ImageRole>("annotated", "background"),
  ),
  { minLength: 1, maxLength: 40 },
);

test("for any run and rule the steps cover 0 to 1 without gaps and agree with the counts at every threshold", () => {
  fc.assert(
    fc.property(
      run,
      fc.constantFrom("exact" as const, "paddlex" as const),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (images, rule, threshold) => {
        const anyIndex = indexScores(
          Float64Array.from(images, ([score]) => score),
          images.map(([, role]) => role),
          singleThreshold(threshold, rule),
        );
        const anySteps = curveSteps(anyIndex);
        anySteps.forEach(({ from }, i) => expect(from).toBe(anySteps[i - 1]?.to ?? 0));
        expect(anySteps.at(-1)?.to).toBe(1);
        // Exactly between two hundredths, halves go to even: a plot cannot show the difference.
        fc.pre(rule === "exact" || Math.abs(((threshold * 100) % 1) - 0.5) > 1e-9);
        const step = anySteps.find(({ from, to }) => threshold <= to && (threshold > from || from === 0));
        expect({ ...step?.row, threshold }).toEqual(sweepRow(anyIndex, threshold));
      },
    ),
  );
});

test("the figure is well-formed SVG with both plots, the denominators and harmless texts", () => {
  const svg = imageLevelFigure({
    index: indexScores(BEST, ROLES, singleThreshold(0.5, "paddlex")),
    language: "zh",
    fontFamily: "Noto Sans CJK SC",
    subtitle: '<script>&"',
    syntheticNotice: "合成",
  });
  expect(svg).toContain("召回率 50.00 % (1 / 2)，过杀率 50.00 % (1 / 2)");
  expect(svg.match(/<polyline/g)?.length).toBe(2);
  expect(svg).toContain("&lt;script&gt;&amp;&quot;");
  expect(svg).not.toContain("<script");
  expect(plotSvg(plotOf("score-over-recall"), LIGHT_PLOT)).toContain(
    polylinePoints(plotOf("score-over-recall").lines[0]?.points ?? []),
  );
});

test("what XML forbids is replaced", () => {
  expect(escapeXml("a\u0000b\ud800c\u{20000}")).toBe("a\ufffdb\ufffdc\u{20000}");
});
