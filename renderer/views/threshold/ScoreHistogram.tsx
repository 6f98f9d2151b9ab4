/** The mirrored histogram under the slider: escapes are left of the handle above the track, overkill right of it below. */
import { useLayoutEffect, useMemo, useRef, useState, type MouseEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../../shared/core/box.ts";
import { withThreshold } from "../../../shared/core/decisionRule.ts";
import { highestFloor } from "../../../shared/metrics/scoreFloors.ts";
import { decisionHistogram } from "../../../shared/metrics/scoreHistogram.ts";
import { useStores } from "../../appContext.tsx";
import { showVerdict } from "../../commands/imageCommands.ts";
import { HistogramBars } from "./HistogramBars.tsx";
import { binAt, layOutHistogram, scoreAt, xOf, type HistogramFrame } from "./histogramGeometry.ts";
import { HistogramTip } from "./HistogramTip.tsx";
import { newGesture, thresholdByPointer } from "./thresholdGesture.ts";
import { ThresholdHandle } from "./ThresholdHandle.tsx";
import { ThresholdInput } from "./ThresholdInput.tsx";
import { useFigures } from "./useFigures.ts";
import { VerdictCountButton, type CountedVerdict } from "./VerdictCountButton.tsx";
import "./histogram.css";
import "./threshold.css";

type Quadrant = "above-left" | "above-right" | "below-left" | "below-right";

/** CSS pixels inside the plot. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** CSS pixels beside the handle's line within which it is hit. */
const GRAB = 7;

export function ScoreHistogram() {
  const { t } = useTranslation();
  const stores = useStores();
  const { moment, figures } = useFigures();
  const { index, columns, kind, point } = figures;
  const { rule, verdict, change } = moment.view;
  const threshold = rule.band.ng;
  const judged = kind !== "folder";
  const mirrored = judged && figures.inDataset.backgrounds > 0;
  const { floors } = index;
  const histogram = useMemo(
    () => decisionHistogram({ ...columns, rule, floors }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- of the rule only the rounding plays a part
    [columns, rule.scoreRounding, floors],
  );
  const { ref, size } = usePlotSize();
  const frame = useMemo(() => layOutHistogram(size, mirrored), [size, mirrored]);

  const [pointed, setPointed] = useState<Place | null>(null);
  const drag = useRef<string | null>(null);
  /** Where a press opens images; null where it moves the handle. */
  const opensAt = (place: Place) =>
    caught(frame, threshold, place) ? null : quadrantAt(frame, threshold, place, mirrored);
  const quadrant = pointed && opensAt(pointed);
  /** Where the press started: a drag that ends over bars opens nothing. */
  const pressed = useRef<Quadrant | null>(null);

  const moveTo = (event: PointerEvent<HTMLElement>) => {
    if (!drag.current) return;
    const at = thresholdByPointer(scoreAt(frame, placeOf(event).x), event.shiftKey);
    change({ rule: withThreshold(rule, at) }, drag.current);
  };
  const verdictIn = (where: Quadrant): CountedVerdict => verdictOfQuadrant(where, judged);
  const { defects, backgrounds } = point;
  const count = (of: CountedVerdict, value: number, total: number, testId?: string) => (
    <VerdictCountButton
      verdict={of}
      count={value}
      total={total}
      shown={verdict === of}
      {...(testId ? { testId } : {})}
    />
  );
  return (
    <section className="histogram" data-testid="histogram" aria-label={t("threshold.histogram")}>
      <div className="histogram-row">
        {count(verdictIn("above-left"), defects.escaped, defects.total)}
        <span className="histogram-side quiet ellipsis">
          {judged ? t("threshold.defectsAbove") : t("threshold.unlabelledAbove")}
        </span>
        <ThresholdInput />
        {count(verdictIn("above-right"), defects.caught, defects.total)}
      </div>
      <div
        ref={ref}
        className="histogram-plot"
        data-over={quadrant ?? "track"}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          pressed.current = opensAt(placeOf(event));
          if (pressed.current !== null) return;
          drag.current = newGesture();
          event.currentTarget.setPointerCapture(event.pointerId);
          setPointed(null);
          moveTo(event);
        }}
        onPointerMove={(event) => {
          if (drag.current) moveTo(event);
          else setPointed(placeOf(event));
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onPointerLeave={() => setPointed(null)}
        onClick={(event) => {
          const where = pressed.current;
          pressed.current = null;
          if (where !== null && where === opensAt(placeOf(event))) showVerdict(stores, verdictIn(where));
        }}
      >
        {size.width > 0 ? (
          <>
            <HistogramBars
              frame={frame}
              histogram={histogram}
              mirrored={mirrored}
              judged={judged}
              threshold={threshold}
              floor={highestFloor(floors)}
              hovered={quadrant}
            />
            <ThresholdHandle x={xOf(frame, threshold)} frame={frame} figures={figures} />
            {pointed && quadrant ? (
              <HistogramTip
                frame={frame}
                histogram={histogram}
                bin={binAt(frame, pointed.x)}
                mirrored={mirrored}
                judged={judged}
              />
            ) : null}
            {kind === "empty" ? <p className="histogram-empty">{t("threshold.noRun")}</p> : null}
          </>
        ) : null}
      </div>
      {mirrored ? (
        <div className="histogram-row">
          {count("passed", backgrounds.passed, backgrounds.total)}
          <span className="histogram-side quiet ellipsis">{t("threshold.backgroundsBelow")}</span>
          <span className="histogram-note faint ellipsis" title={t("threshold.squareRoot")}>
            {t("threshold.histogram")}
          </span>
          {count("overkill", backgrounds.overkill, backgrounds.total)}
        </div>
      ) : null}
    </section>
  );
}

function usePlotSize() {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size };
}

function placeOf(event: MouseEvent<HTMLElement>): Place {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** True on the handle's line, wherever it crosses the bars. */
function caught(frame: HistogramFrame, threshold: number, { x }: Place): boolean {
  return Math.abs(x - xOf(frame, threshold)) <= GRAB;
}

/** Null on the track, where the slider is. */
function quadrantAt(frame: HistogramFrame, threshold: number, { x, y }: Place, mirrored: boolean): Quadrant | null {
  const side = x < xOf(frame, threshold) ? "left" : "right";
  if (y < frame.trackTop) return `above-${side}`;
  return y > frame.trackBottom && mirrored ? `below-${side}` : null;
}

function verdictOfQuadrant(where: Quadrant, judged: boolean): CountedVerdict {
  switch (where) {
    case "above-left":
      return judged ? "escaped" : "ok";
    case "above-right":
      return judged ? "caught" : "ng";
    case "below-left":
      return "passed";
    case "below-right":
      return "overkill";
  }
}
