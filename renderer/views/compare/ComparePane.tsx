/** One pane of the compare view: header, image with boxes, and the same boxes as text for screen readers. */
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../../shared/core/box.ts";
import { formatScore } from "../../ui/format.ts";
import { BoxTip, useBoxWords } from "./BoxTip.tsx";
import { pointerAt, pointersTo } from "./edgePointers.ts";
import { boxAt } from "./hitTest.ts";
import type { PaneBox, PaneBoxes, Side } from "./paneBoxes.ts";
import { PaneStage } from "./PaneStage.tsx";
import type { SceneSetup } from "./sceneSetup.ts";
import type { LoadedImage } from "./imageCache.ts";
import { useElementSize } from "./useElementSize.ts";
import type { BoxTour } from "./useBoxTour.ts";
import { usePaneGestures } from "./usePaneGestures.ts";
import type { LinkedViewport } from "./useViewport.ts";
import { toImage, type ScreenPoint } from "./viewport.ts";
import "./pane.css";

/** The box under the cursor: its pane and its position in the image, since a threshold makes new box objects for the same rows. */
export interface PointedBox {
  readonly paneId: string;
  readonly imageId: string;
  readonly side: Side;
  readonly row: number;
  readonly at: ScreenPoint;
}

interface ComparePaneProps {
  readonly testId: string;
  readonly title: string;
  readonly name: string;
  readonly facts: ReactNode;
  readonly loaded: LoadedImage<ImageBitmap> | null;
  /** All boxes of the image; `drawn` are those of this pane. */
  readonly boxes: PaneBoxes;
  readonly drawn: readonly PaneBox[];
  readonly labelled: readonly PaneBox[];
  readonly linked: LinkedViewport;
  readonly scene: SceneSetup;
  readonly overlay: boolean;
  readonly classNames: readonly string[];
  readonly pointed: PointedBox | null;
  readonly onPointed: (pointed: PointedBox | null) => void;
  readonly tour: BoxTour;
  /** The first pane reports its size: all panes are fitted by it. */
  readonly onSize?: (size: Size) => void;
  /** Shown over the image: why it or its boxes are missing. */
  readonly notice: ReactNode;
}

/** CSS pixels around a thin box within which it is still hit. */
const REACH = 4;

export function ComparePane(props: ComparePaneProps) {
  const {
    testId,
    title,
    name,
    facts,
    loaded,
    boxes,
    drawn,
    labelled,
    linked,
    scene,
    classNames,
    pointed,
    onPointed,
    tour,
    notice,
  } = props;
  const { t } = useTranslation();
  const titleId = useId();
  const { ref, size } = useElementSize<HTMLDivElement>(props.onSize);
  const words = useBoxWords(classNames);

  const point = (at: ScreenPoint | null) => {
    const box = at && boxAt(drawn, toImage(linked.viewport, size, at), REACH / linked.viewport.scale);
    if (at && box) onPointed({ paneId: testId, imageId: boxes.imageId, side: box.side, row: box.row, at });
    else if (pointed) onPointed(null);
  };
  /** A click on a box shows it enlarged; one on a mark at the edge, the box that it points to. */
  const press = (at: ScreenPoint) => {
    const pointer = pointerAt(pointersTo(labelled, linked.viewport, size), at);
    const box = pointer?.box ?? boxAt(drawn, toImage(linked.viewport, size, at), REACH / linked.viewport.scale);
    if (box) tour.show(box);
  };
  const gestures = usePaneGestures(ref, linked, point, press);
  const { counts, imageId } = boxes;
  const box = pointedBox(boxes, pointed);
  return (
    <section
      className="pane"
      data-testid={testId}
      data-image-id={loaded ? imageId : ""}
      data-boxes={drawn.length}
      data-tp={counts.tp}
      data-fp={counts.fp}
      data-fn={counts.fn}
      aria-labelledby={titleId}
    >
      <header className="pane-header">
        <h3 id={titleId}>{title}</h3>
        {facts}
      </header>
      <div
        ref={ref}
        className="pane-stage"
        tabIndex={0}
        role="group"
        aria-label={t("compare.pane", { title, name })}
        {...gestures}
      >
        {size.width > 0 && size.height > 0 ? (
          <PaneStage
            pane={size}
            loaded={loaded}
            boxes={drawn}
            labelled={labelled}
            defects={boxes.truth.drawn}
            highlighted={highlightedIn(drawn, box ?? tour.box)}
            viewport={linked.viewport}
            scene={scene}
            overlay={props.overlay}
          />
        ) : null}
        {box && pointed?.paneId === testId && drawn.includes(box) ? (
          <BoxTip box={box} boxes={boxes} classNames={classNames} at={pointed.at} pane={size} />
        ) : null}
        {notice}
      </div>
      <ul className="visually-hidden">
        <li>{t("compare.summary", { name, tp: String(counts.tp), fp: String(counts.fp), fn: String(counts.fn) })}</li>
        {labelled.slice(0, MAX_LINES).map((box) => (
          <li key={`${box.side}${box.row}`}>{boxLine(box)}</li>
        ))}
      </ul>
    </section>
  );

  function boxLine(box: PaneBox): string {
    const line = { name: classNames[box.classIndex] ?? "?", verdict: words.verdict(box) };
    return box.score === null
      ? t("compare.boxLine", line)
      : t("compare.boxLineScore", { ...line, score: formatScore(box.score) });
  }
}

/** A list of two thousand is of no use in a screen reader. */
const MAX_LINES = 30;

/** Null when the threshold or another image has removed the box. */
function pointedBox(boxes: PaneBoxes, pointed: PointedBox | null): PaneBox | null {
  if (!pointed || pointed.imageId !== boxes.imageId) return null;
  return boxes[pointed.side].drawn.find((box) => box.row === pointed.row) ?? null;
}

/** The box under the cursor, or its partner if this pane shows that one. */
function highlightedIn(drawn: readonly PaneBox[], pointed: PaneBox | null): PaneBox | null {
  if (!pointed) return null;
  if (drawn.includes(pointed)) return pointed;
  return drawn.find((box) => box.side !== pointed.side && box.row === pointed.partner) ?? null;
}
