/** The line above a pane: what it shows, and its counts. */
import { useTranslation } from "react-i18next";
import type { Size } from "../../../shared/core/box.ts";
import { colourOf } from "../../../shared/core/classPalette.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { VerdictOrState } from "../../stores/derived.ts";
import { formatScore } from "../../ui/format.ts";
import { toneOf, VerdictMark } from "../../ui/VerdictMark.tsx";
import type { BoxCount } from "./paneBoxes.ts";

interface TruthFactsProps {
  readonly image: DatasetImage;
  readonly size: Size | null;
  readonly classNames: readonly string[];
}

/** Two lines: name and size; how many defects of each class are annotated. */
export function TruthFacts({ image, size, classNames }: TruthFactsProps) {
  const { t } = useTranslation();
  const counts = new Map<number, number>();
  for (const { classIndex } of image.groundTruth) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  return (
    <>
      <span className="pane-name ellipsis selectable" title={image.name}>
        {image.name.slice(image.name.lastIndexOf("/") + 1)}
      </span>
      {size ? (
        <span className="quiet pane-size">
          {t("compare.size", { width: String(size.width), height: String(size.height) })}
        </span>
      ) : null}
      <span className="pane-classes ellipsis">
        {counts.size === 0 ? emptyTruth() : null}
        {[...counts].map(([classIndex, count]) => (
          <span key={classIndex} className="truth-class">
            <i style={{ background: colourOf(classIndex) }} />
            {t("compare.truthCount", { name: classNames[classIndex] ?? "?", count })}
          </span>
        ))}
      </span>
    </>
  );

  function emptyTruth(): string {
    switch (image.role) {
      case "annotated":
        return t("compare.noDefect");
      case "background":
        return t("compare.background");
      case "unlabelled":
        return t("compare.unlabelled");
    }
  }
}

interface PredictionFactsProps {
  readonly verdict: VerdictOrState;
  readonly bestScore: number | null;
  /** Null without ground truth to count against, or without a measurement. */
  readonly counts: BoxCount | null;
}

/** Counts at the threshold, the best score, and the verdict by shape, colour and word. */
export function PredictionFacts({ verdict, bestScore, counts }: PredictionFactsProps) {
  const { t } = useTranslation();
  return (
    <>
      <VerdictBadge verdict={verdict} />
      <span className="pane-counts">
        {counts ? (
          <>
            <span title={t("compare.tpWhy")}>
              {t("compare.tp")} <b>{counts.tp}</b>
            </span>
            <span title={t("compare.fpWhy")} className={counts.fp > 0 ? "wrong-fp" : ""}>
              {t("compare.fp")} <b>{counts.fp}</b>
            </span>
            <span title={t("compare.fnWhy")} className={counts.fn > 0 ? "wrong-fn" : ""}>
              {t("compare.fn")} <b>{counts.fn}</b>
            </span>
          </>
        ) : null}
      </span>
      <span className="pane-score">{scoreText()}</span>
    </>
  );

  function scoreText(): string {
    if (bestScore === null) return "";
    return bestScore < 0 ? t("compare.nothingFound") : t("compare.bestScore", { score: formatScore(bestScore) });
  }
}

/** The image's verdict: what the line does with the part, and whether that is right. */
export function VerdictBadge({ verdict }: { verdict: VerdictOrState }) {
  const { t } = useTranslation();
  const call = callOf(verdict);
  const word = t(`verdict.${verdict}`);
  return (
    <span
      className={`verdict-badge verdict-badge-${call ?? "none"} verdict-badge-${verdict}`}
      data-testid="image-verdict"
      data-verdict={verdict}
      title={t(`verdictWhy.${verdict}`)}
    >
      <VerdictMark verdict={verdict} />
      {call && t(`verdict.${call}`) !== word ? `${t(`verdict.${call}`)} · ${word}` : word}
    </span>
  );
}

/** What the line does with the part. */
function callOf(verdict: VerdictOrState): "ok" | "ng" | "review" | null {
  const tone = toneOf(verdict);
  return tone === "failed" || tone === "pending" ? null : tone;
}
