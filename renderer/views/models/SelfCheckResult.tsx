/** What a self-check gave: the verdict and its findings in words, and for each image both colour orders, drawn and in numbers. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { joinClasses } from "../../../shared/core/classTable.ts";
import type { Dataset } from "../../../shared/core/dataset.ts";
import {
  differenceText,
  PLAIN_SCORE,
  type CheckedImage as CheckedImageReport,
  type CheckedOrder,
  type ExpectedComparison,
  type SelfCheckReport,
} from "../../../shared/inference/selfCheckReport.ts";
import type { Failure, ModelInfo } from "../../../shared/ipc/contract.ts";
import { useWords } from "../../i18n/useWords.ts";
import { useMoment } from "../../appContext.tsx";
import { formatCount, formatScore } from "../../ui/format.ts";
import { SaidDetails } from "../../ui/SaidDetails.tsx";
import { Icon, type IconName } from "../../ui/Icon.tsx";
import { CheckedImage } from "./CheckedImage.tsx";
import { ImageStepper } from "./ImageStepper.tsx";
import { useImageUrl } from "./useImageUrl.ts";

interface SelfCheckResultProps {
  readonly report: SelfCheckReport;
  readonly model: ModelInfo;
  readonly dataset: Dataset;
  readonly onRefused: (failure: Failure | null) => void;
}

const MARKS: Readonly<Record<SelfCheckReport["verdict"], { readonly icon: IconName; readonly tone: string }>> = {
  good: { icon: "check", tone: "tone-ok" },
  inconclusive: { icon: "info", tone: "quiet" },
  warning: { icon: "warning", tone: "tone-review" },
  bad: { icon: "error", tone: "tone-ng" },
};

export function SelfCheckResult({ report, model, dataset, onRefused }: SelfCheckResultProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { project } = useMoment();
  const [place, setPlace] = useState(0);
  const { verdict, findings, expected, images } = report;
  const checked = images[place % images.length] as CheckedImageReport;
  const { asConfigured, swapped } = checked;
  const url = useImageUrl(dataset.id, checked.imageId);
  const colourSuspected = findings.some(({ code, level }) => code === "colour-order" && level !== "good");
  const useOther = () => {
    const { preprocess } = model.manifest;
    void project
      .completeModel({ preprocess: { ...preprocess, color: swapped.color } }, model.origin !== "recognised")
      .then(onRefused);
  };
  const image = dataset.images.find(({ id }) => id === checked.imageId);
  const truths = expected ? expected.boxes : (image?.groundTruth ?? []);
  const { fromRun } = joinClasses(dataset.classes, model.manifest.classes);
  return (
    <div className="check-result" data-testid="check-result" data-verdict={verdict}>
      <div className={`check-verdict check-verdict-${verdict}`}>
        <Icon name={MARKS[verdict].icon} />
        <span className="check-verdict-word">{t(`models.check.${verdict}`)}</span>
        <span className="title-space" />
        {colourSuspected ? (
          <button
            type="button"
            className="button button-outline button-small"
            data-testid="use-other-order"
            onClick={useOther}
          >
            {t("models.check.use", { color: swapped.color })}
          </button>
        ) : null}
      </div>
      <ul className="check-findings selectable">
        {findings.map((finding) => (
          <li key={finding.code} data-finding={finding.code} data-level={finding.level}>
            <span className={MARKS[finding.level].tone}>
              <Icon name={MARKS[finding.level].icon} size={14} />
            </span>
            <span>
              {words.finding(finding)}
              <SaidDetails params={{ sentences: finding.sentences }} />
            </span>
          </li>
        ))}
      </ul>
      {images.length > 1 ? (
        <div className="check-choice">
          <ImageStepper
            name={image?.name ?? ""}
            note={t("unit.of", { done: formatCount((place % images.length) + 1), total: formatCount(images.length) })}
            testId="checked-image"
            onStep={(by) => setPlace((place + by + images.length) % images.length)}
          />
        </div>
      ) : null}
      <div className="check-orders">
        {[asConfigured, swapped].map((order) => (
          <figure key={order.color} className="check-order" data-testid={`check-${order.color}`}>
            <figcaption className="check-caption">
              <span className="check-color">{order.color}</span>
              <span className="faint">
                {order === asConfigured ? t("models.check.asPlanned") : t("models.check.swapped")}
              </span>
            </figcaption>
            <CheckedImage
              url={url}
              width={checked.width}
              height={checked.height}
              order={order}
              truths={truths}
              nameOf={(classIndex) => model.manifest.classes[classIndex] ?? ""}
              chipOf={(classIndex) => fromRun[classIndex] ?? -1}
            />
            <OrderFigures order={order} />
          </figure>
        ))}
      </div>
      <p className="check-legend faint">
        <span className="legend-truth" aria-hidden="true" />{" "}
        {expected ? t("models.check.expectedLegend", { file: expected.file }) : t("models.check.truthLegend")}
        <span className="legend-found" aria-hidden="true" /> {t("models.check.foundLegend")}
        <span className="title-space" />
        {expected ? null : t("models.check.rule")}
      </p>
    </div>
  );
}

function OrderFigures({ order }: { order: CheckedOrder }) {
  const { t } = useTranslation();
  if (!order.usable) return <p className="tone-ng check-unusable">{t("models.check.unusable")}</p>;
  const { bestScore, foundAt, expected, milliseconds } = order;
  const plain = order.detections.scores.filter((score) => score >= PLAIN_SCORE).length;
  const found = foundAt?.filter((score) => score !== null && score >= PLAIN_SCORE).length ?? 0;
  return (
    <dl className="check-figures">
      <dt>{t("models.check.best")}</dt>
      <dd>
        <span className="check-bar" aria-hidden="true">
          <span style={{ width: `${(bestScore ?? 0) * 100}%` }} />
        </span>
        <span data-figure="best">{bestScore === null ? t("models.check.nothing") : formatScore(bestScore)}</span>
      </dd>
      <dt>{t("models.check.boxes")}</dt>
      <dd data-figure="boxes">{formatCount(plain)}</dd>
      {foundAt ? (
        <>
          <dt>{t("models.check.found")}</dt>
          <dd data-figure="found">{t("unit.of", { done: formatCount(found), total: formatCount(foundAt.length) })}</dd>
        </>
      ) : null}
      {expected ? <ExpectedFigures {...expected} /> : null}
      {milliseconds === null ? null : (
        <>
          <dt>{t("models.check.time")}</dt>
          <dd>{t("models.check.milliseconds", { value: formatCount(Math.round(milliseconds)) })}</dd>
        </>
      )}
    </dl>
  );
}

function ExpectedFigures({ found, total, largestPixels, largestScore }: ExpectedComparison) {
  const { t } = useTranslation();
  return (
    <>
      <dt>{t("models.check.expected")}</dt>
      <dd data-figure="expected">{t("unit.of", { done: formatCount(found), total: formatCount(total) })}</dd>
      {largestPixels === null ? null : (
        <>
          <dt>{t("models.check.boxDifference")}</dt>
          <dd data-figure="pixels">{t("models.check.pixels", { value: differenceText(largestPixels, 2) })}</dd>
        </>
      )}
      {largestScore === null ? null : (
        <>
          <dt>{t("models.check.scoreDifference")}</dt>
          <dd data-figure="score">{differenceText(largestScore, 4)}</dd>
        </>
      )}
    </>
  );
}
