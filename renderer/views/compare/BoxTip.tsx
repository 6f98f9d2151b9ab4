/** The tooltip of the box under the cursor. */
import { useTranslation } from "react-i18next";
import type { Size } from "../../../shared/core/box.ts";
import { formatCount, formatScore } from "../../ui/format.ts";
import { bestOverlap, pixelSize, type PaneBox, type PaneBoxes } from "./paneBoxes.ts";
import { BoxSwatch } from "./BoxSwatch.tsx";
import type { ScreenPoint } from "./viewport.ts";

interface BoxTipProps {
  readonly box: PaneBox;
  readonly boxes: PaneBoxes;
  readonly classNames: readonly string[];
  readonly at: ScreenPoint;
  readonly pane: Size;
}

export function BoxTip({ box, boxes, classNames, at, pane }: BoxTipProps) {
  const { t } = useTranslation();
  const words = useBoxWords(classNames);
  const { width, height } = pixelSize(box);
  const near =
    box.partner === null ? bestOverlap(box, box.side === "truth" ? boxes.prediction.drawn : boxes.truth.drawn) : null;
  const iou = box.iou ?? near?.iou ?? null;
  const why = words.why(box, near);
  // On the far side of the cursor from the pane's nearer edge, so that it never covers the box.
  const right = at.x > pane.width / 2;
  const low = at.y > pane.height / 2;
  return (
    <div
      className="box-tip"
      style={{
        [right ? "right" : "left"]: right ? pane.width - at.x + 14 : at.x + 14,
        [low ? "bottom" : "top"]: low ? pane.height - at.y + 14 : at.y + 14,
      }}
    >
      <div className="box-tip-title">
        <BoxSwatch verdict={box.verdict} classIndex={box.classIndex} />
        <strong>{classNames[box.classIndex] ?? "?"}</strong>
        <span className={`box-verdict box-verdict-${box.verdict}`}>{words.verdict(box)}</span>
      </div>
      <dl>
        {box.score === null ? null : (
          <>
            <dt>{t("compare.score")}</dt>
            <dd>{box.score.toFixed(4)}</dd>
          </>
        )}
        {iou === null ? null : (
          <>
            <dt>{t("compare.iou")}</dt>
            <dd>{formatScore(iou)}</dd>
          </>
        )}
        <dt>{t("compare.boxSize")}</dt>
        <dd>{t("compare.size", { width: formatCount(width), height: formatCount(height) })}</dd>
      </dl>
      {why ? <p>{why}</p> : null}
    </div>
  );
}

/** Verdicts of boxes in words. */
export function useBoxWords(classNames: readonly string[]) {
  const { t } = useTranslation();
  const verdict = (box: PaneBox): string => {
    switch (box.verdict) {
      case "tp":
        return t("compare.boxTp");
      case "fp":
        return t("compare.boxFp");
      case "found":
        return t("compare.boxFound");
      case "fn":
        return t("compare.boxFn");
      case "ignored":
        return t("compare.boxIgnored");
      case "unjudged":
        return t("compare.boxUnjudged");
    }
  };
  /** Why it is wrong; null when it is not. */
  const why = (box: PaneBox, near: { readonly other: PaneBox } | null): string | null => {
    const name = classNames[near?.other.classIndex ?? -1] ?? "?";
    const sameClass = near?.other.classIndex === box.classIndex;
    if (box.verdict === "fp") {
      if (box.partner !== null) return t("compare.boxDuplicate");
      if (!near) return t("compare.boxNothingThere");
      return sameClass ? t("compare.boxLowOverlap", { name }) : t("compare.boxOtherClass", { name });
    }
    if (box.verdict !== "fn") return null;
    if (!near) return t("compare.boxMissedNothing");
    return sameClass ? t("compare.boxMissedLowOverlap") : t("compare.boxMissedOtherClass", { name });
  };
  return { verdict, why };
}
