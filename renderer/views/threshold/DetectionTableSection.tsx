/** Detections by class at the threshold, for images without ground truth: boxes, and the images that have any. */
import { useTranslation } from "react-i18next";
import { colourOf } from "../../../shared/core/classPalette.ts";
import { useStores } from "../../appContext.tsx";
import type { Moment } from "../../stores/derived.ts";
import { formatCount } from "../../ui/format.ts";
import { DetectionScores } from "./DetectionScores.tsx";
import { useClassTally } from "./useClassTally.ts";

/** @param total images measured, which the boxes are of once all are counted */
export function DetectionTableSection({ moment, total }: { moment: Moment; total: number }) {
  const { t } = useTranslation();
  const { derived } = useStores();
  const { names } = derived.classTable(moment);
  const { rule, classIndex: shown, change } = moment.view;
  const tally = useClassTally(moment, false);
  const images = derived.classCounts(moment);
  const boxes = new Map(tally.rowsAt(rule).map(({ classIndex, fp }) => [classIndex, fp]));
  const found = names.flatMap((name, classIndex) =>
    (images[classIndex] ?? 0) + (boxes.get(classIndex) ?? 0) > 0 ? [{ name, classIndex }] : [],
  );
  if (found.length === 0) return null;
  return (
    <div className="threshold-section">
      <h3>{t("threshold.detections")}</h3>
      <DetectionScores
        tally={tally}
        threshold={rule.band.review}
        shown={Array.from(boxes.values()).reduce((sum, count) => sum + count, 0)}
      />
      <table className="class-table" data-testid="detection-table">
        <thead>
          <tr>
            <th scope="col">{t("threshold.class")}</th>
            <th scope="col">{t("threshold.detectionCount")}</th>
            <th scope="col">{t("threshold.imageCount")}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ name, classIndex }) => (
            <tr key={classIndex}>
              <th scope="row">
                <button
                  type="button"
                  aria-pressed={shown === classIndex}
                  title={t("threshold.showClass", { name })}
                  onClick={() => change({ classIndex: shown === classIndex ? null : classIndex })}
                >
                  <i style={{ background: colourOf(classIndex) }} />
                  <span className="ellipsis">{name}</span>
                </button>
              </th>
              <td>{formatCount(boxes.get(classIndex) ?? 0)}</td>
              <td>{`${formatCount(images[classIndex] ?? 0)} / ${formatCount(total)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {tally.done < total ? (
        <p className="threshold-partial">
          {t("threshold.classesCounting", { done: formatCount(tally.done), total: formatCount(total) })}
        </p>
      ) : null}
    </div>
  );
}
