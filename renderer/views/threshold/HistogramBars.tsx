/** The bars of the histogram, drawn once; only two clips follow the threshold. */
import { memo, useId } from "react";
import type { MirroredHistogram } from "../../../shared/metrics/scoreHistogram.ts";
import { hatchingOf, segmentsPath } from "../../../shared/report/hatching.ts";
import { barsPath, tallestOf, xOf, type HistogramFrame } from "./histogramGeometry.ts";

interface HistogramBarsProps {
  readonly frame: HistogramFrame;
  readonly histogram: MirroredHistogram;
  readonly mirrored: boolean;
  /** Bars of a plain folder are neither right nor wrong: NG beside OK. */
  readonly judged: boolean;
  readonly threshold: number;
  /** The highest score floor: hatched below. */
  readonly floor: number;
  readonly hovered: "above-left" | "above-right" | "below-left" | "below-right" | null;
}

export function HistogramBars({ frame, histogram, mirrored, judged, threshold, floor, hovered }: HistogramBarsProps) {
  const id = useId();
  const { size, trackTop, trackBottom } = frame;
  const x = xOf(frame, threshold);
  const left = `${id}left`;
  const right = `${id}right`;
  return (
    <svg className="histogram-bars" width={size.width} height={size.height} aria-hidden="true">
      <clipPath id={left}>
        <rect x={0} y={0} width={x} height={size.height} />
      </clipPath>
      <clipPath id={right}>
        <rect x={x} y={0} width={Math.max(size.width - x, 0)} height={size.height} />
      </clipPath>
      <rect
        className={`quadrant ${judged ? "quadrant-escaped" : "quadrant-plain"}`}
        x={0}
        y={0}
        width={x}
        height={trackTop}
        data-hovered={hovered === "above-left"}
      />
      <rect
        className="quadrant quadrant-plain"
        x={x}
        y={0}
        width={Math.max(size.width - x, 0)}
        height={trackTop}
        data-hovered={hovered === "above-right"}
      />
      {mirrored ? (
        <>
          <rect
            className="quadrant quadrant-plain"
            x={0}
            y={trackBottom}
            width={x}
            height={size.height - trackBottom}
            data-hovered={hovered === "below-left"}
          />
          <rect
            className="quadrant quadrant-overkill"
            x={x}
            y={trackBottom}
            width={Math.max(size.width - x, 0)}
            height={size.height - trackBottom}
            data-hovered={hovered === "below-right"}
          />
        </>
      ) : null}
      <g clipPath={`url(#${left})`}>
        <Bars
          frame={frame}
          histogram={histogram}
          mirrored={mirrored}
          above={judged ? "bars-escaped" : "bars-ok"}
          below="bars-right"
        />
      </g>
      <g clipPath={`url(#${right})`}>
        <Bars
          frame={frame}
          histogram={histogram}
          mirrored={mirrored}
          above={judged ? "bars-right" : "bars-ng"}
          below="bars-overkill"
        />
      </g>
      <NotMeasured frame={frame} mirrored={mirrored} floor={floor} />
      <Scale frame={frame} mirrored={mirrored} />
    </svg>
  );
}

interface NotMeasuredProps {
  readonly frame: HistogramFrame;
  readonly mirrored: boolean;
  readonly floor: number;
}

/** What a threshold below the floor would have found was not kept. */
const NotMeasured = memo(function NotMeasured({ frame, mirrored, floor }: NotMeasuredProps) {
  const { left, trackTop, trackBottom, size } = frame;
  const right = xOf(frame, floor);
  const above = hatchingOf({ left, right, top: 0, bottom: trackTop });
  const below = mirrored ? hatchingOf({ left, right, top: trackBottom, bottom: size.height }) : [];
  return <path className="not-measured" d={segmentsPath([...above, ...below])} />;
});

interface BarsProps {
  readonly frame: HistogramFrame;
  readonly histogram: MirroredHistogram;
  readonly mirrored: boolean;
  readonly above: string;
  readonly below: string;
}

const Bars = memo(function Bars({ frame, histogram, mirrored, above, below }: BarsProps) {
  const tallest = tallestOf(histogram);
  return (
    <>
      <path className={above} d={barsPath(frame, histogram.defects, tallest, true)} />
      {mirrored ? <path className={below} d={barsPath(frame, histogram.backgrounds, tallest, false)} /> : null}
    </>
  );
});

const Scale = memo(function Scale({ frame, mirrored }: { frame: HistogramFrame; mirrored: boolean }) {
  const { trackTop, trackBottom, left, right, size, nothing } = frame;
  const middle = (trackTop + trackBottom) / 2;
  return (
    <g className="histogram-scale">
      <path d={`M0 ${trackTop + 0.5}H${size.width}${mirrored ? `M0 ${trackBottom - 0.5}H${size.width}` : ""}`} />
      {Array.from({ length: 21 }, (_, i) => (
        <path key={i} d={`M${Math.round(left + ((right - left) * i) / 20) + 0.5} ${trackTop}v${i % 2 === 0 ? 5 : 3}`} />
      ))}
      {Array.from({ length: 11 }, (_, i) => (
        <text key={i} x={left + ((right - left) * i) / 10} y={middle + 6} textAnchor="middle">
          {(i / 10).toFixed(1)}
        </text>
      ))}
      <text x={(nothing.left + nothing.right) / 2} y={middle + 6} textAnchor="middle">
        –
      </text>
    </g>
  );
});
