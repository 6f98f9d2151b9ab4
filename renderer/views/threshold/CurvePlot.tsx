/** One plot with the operating point on it; clicking, dragging and arrow keys move the threshold. */
import { memo, useMemo, useRef, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { OperatingPoint } from "../../../shared/metrics/operatingPoint.ts";
import type { ThresholdStep } from "../../../shared/metrics/thresholdSteps.ts";
import {
  layOutPlot,
  polylinePoints,
  thresholdNear,
  type Plot,
  type PlotKind,
} from "../../../shared/report/curveGeometry.ts";
import { segmentsPath } from "../../../shared/report/hatching.ts";
import { useElementWidth } from "../../ui/useElementWidth.ts";
import { keyGesture, newGesture, thresholdByKey, thresholdByPointer } from "./thresholdGesture.ts";
import { thresholdText } from "../../../shared/core/threshold.ts";

interface CurvePlotProps {
  readonly testId: string;
  readonly kind: Extract<PlotKind, "rates-over-score" | "recall-over-overkill">;
  readonly title: string;
  readonly label: string;
  readonly steps: readonly ThresholdStep[];
  /** The highest score floor. */
  readonly floor: number;
  readonly point: OperatingPoint;
  /** Moves the threshold; all moves of one gesture are one undo step. */
  readonly moveTo: (threshold: number, gesture: string) => void;
  /** Shown in place of the plot where one of its rates does not exist. */
  readonly missing: string | null;
}

const HEIGHT = 190;

export function CurvePlot({ testId, kind, title, label, steps, floor, point, moveTo, missing }: CurvePlotProps) {
  const { t } = useTranslation();
  const figure = useRef<HTMLElement>(null);
  const width = useElementWidth(figure);
  const drag = useRef<string | null>(null);
  const labels = useMemo(
    () => ({
      score: t("threshold.axisThreshold"),
      recall: t("threshold.axisRecall"),
      overkill: t("threshold.axisOverkill"),
      share: "",
    }),
    [t],
  );
  const plot = useMemo(
    () => layOutPlot({ kind, steps, floor, point: null, width, height: HEIGHT, labels }),
    [kind, steps, floor, width, labels],
  );
  // The same layout without lines: markers and guide alone.
  const { markers, guide } = useMemo(
    () => layOutPlot({ kind, steps: [], floor: 0, point, width, height: HEIGHT, labels }),
    [kind, point, width, labels],
  );

  const follow = (event: PointerEvent<SVGSVGElement>) => {
    if (!drag.current) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const near = thresholdNear(plot, steps, { x: event.clientX - left, y: event.clientY - top });
    if (near === null) return;
    // On the trade-off a point stands for exactly one step; over the score it stands for a threshold.
    const overScore = kind === "rates-over-score";
    moveTo(overScore ? thresholdByPointer(near, event.shiftKey) : near, drag.current);
  };
  return (
    <figure className="plot" ref={figure}>
      <figcaption>
        <span>{title}</span>
        {kind === "rates-over-score" ? <PlotLegend plot={plot} /> : null}
      </figcaption>
      {missing !== null ? (
        <p className="plot-missing" data-testid={testId}>
          {missing}
        </p>
      ) : width > 0 ? (
        <svg
          width={width}
          height={HEIGHT}
          data-testid={testId}
          data-threshold={thresholdText(point.threshold)}
          className="plot-svg"
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={1}
          aria-valuenow={point.threshold}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            drag.current = newGesture();
            event.currentTarget.setPointerCapture(event.pointerId);
            follow(event);
          }}
          onPointerMove={follow}
          onPointerUp={() => {
            drag.current = null;
          }}
          onPointerCancel={() => {
            drag.current = null;
          }}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const next = thresholdByKey(event.key, point.threshold, event.shiftKey);
            if (next === null) return;
            event.preventDefault();
            moveTo(next, keyGesture());
          }}
        >
          <title>{t("threshold.plotHint")}</title>
          <PlotLines plot={plot} />
          {guide ? (
            <line className="plot-guide" x1={guide.from.x} y1={guide.from.y} x2={guide.to.x} y2={guide.to.y} />
          ) : null}
          {markers.map(({ measure, x, y }) => (
            <circle key={measure} className={`plot-marker plot-${measure}`} cx={x} cy={y} r="5" />
          ))}
        </svg>
      ) : null}
    </figure>
  );
}

const PlotLines = memo(function PlotLines({ plot }: { plot: Plot }) {
  const { frame, x, y, lines, notMeasured } = plot;
  return (
    <>
      <g className="plot-grid">
        {x.ticks.map(({ at }) => (
          <line key={at} x1={at} x2={at} y1={frame.top} y2={frame.bottom} />
        ))}
        {y.ticks.map(({ at }) => (
          <line key={at} x1={frame.left} x2={frame.right} y1={at} y2={at} />
        ))}
      </g>
      <g className="plot-ticks">
        {x.ticks.map(({ at, label }) => (
          <text key={label} x={at} y={frame.bottom + 14} textAnchor="middle">
            {label}
          </text>
        ))}
        {y.ticks.map(({ at, label }) => (
          <text key={label} x={frame.left - 6} y={at + 4} textAnchor="end">
            {label}
          </text>
        ))}
        <text className="plot-axis" x={(frame.left + frame.right) / 2} y={frame.bottom + 32} textAnchor="middle">
          {x.title}
        </text>
        <text
          className="plot-axis"
          transform={`translate(14 ${(frame.top + frame.bottom) / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          {y.title}
        </text>
      </g>
      {notMeasured.length > 0 ? <path className="not-measured" d={segmentsPath(notMeasured)} /> : null}
      {lines.map(({ measure, points }) => (
        <polyline key={measure} className={`plot-line plot-${measure}`} points={polylinePoints(points)} />
      ))}
    </>
  );
});

/** Names the lines that exist. */
function PlotLegend({ plot }: { plot: Plot }) {
  const { t } = useTranslation();
  return (
    <span className="plot-legend">
      {plot.lines.map(({ measure }) => (
        <span key={measure}>
          <svg width="18" height="8" aria-hidden="true">
            <line className={`plot-line plot-${measure}`} x1="0" x2="18" y1="4" y2="4" />
          </svg>
          {measure === "recall" ? t("threshold.recall") : t("threshold.overkillRate")}
        </span>
      ))}
    </span>
  );
}
