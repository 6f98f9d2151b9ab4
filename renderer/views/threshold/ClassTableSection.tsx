/** Boxes by class at the threshold: ground truth, TP, FP, FN; a class opens its images. */
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { colourOf } from "../../../shared/core/classPalette.ts";
import { useStores } from "../../appContext.tsx";
import { formatCount } from "../../ui/format.ts";
import type { Moment } from "../../stores/derived.ts";
import type { ViewState } from "../../stores/viewStore.ts";
import type { ClassRow } from "./classCounts.ts";
import { useClassTally } from "./useClassTally.ts";

export function ClassTableSection({ moment }: { moment: Moment }) {
  const { t } = useTranslation();
  const { derived } = useStores();
  const { names } = derived.classTable(moment);
  const { rule, classIndex: shown, change } = moment.view;
  const tally = useClassTally(moment);
  const { defects, backgrounds } = derived.operatingPoint(moment);
  const total = defects.total + backgrounds.total;
  const rows = tally.rowsAt(rule);
  if (rows.length === 0) return null;
  return (
    <div className="threshold-section">
      <h3 title={t("threshold.classesWhy")}>{t("threshold.classes")}</h3>
      <table className="class-table" data-testid="class-table">
        <thead>
          <tr>
            <th scope="col">{t("threshold.class")}</th>
            <th scope="col">{t("threshold.truths")}</th>
            <th scope="col">{t("threshold.tp")}</th>
            <th scope="col">{t("threshold.fp")}</th>
            <th scope="col">{t("threshold.fn")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ClassLine
              key={row.classIndex}
              {...row}
              name={names[row.classIndex] ?? "?"}
              shown={shown === row.classIndex}
              change={change}
            />
          ))}
        </tbody>
      </table>
      {tally.done < total ? (
        <p className="threshold-partial">
          {t("threshold.classesCounting", { done: formatCount(tally.done), total: formatCount(total) })}
        </p>
      ) : null}
      <p className="threshold-why">{t("threshold.classesWhy")}</p>
    </div>
  );
}

interface ClassLineProps extends ClassRow {
  readonly name: string;
  /** True while the list is filtered by this class. */
  readonly shown: boolean;
  readonly change: ViewState["change"];
}

/** Renders again only when its own counts change. */
const ClassLine = memo(function ClassLine({ classIndex, truth, tp, fp, fn, name, shown, change }: ClassLineProps) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          aria-pressed={shown}
          title={t("threshold.showClass", { name })}
          onClick={() => change({ classIndex: shown ? null : classIndex })}
        >
          <i style={{ background: colourOf(classIndex) }} />
          <span className="ellipsis">{name}</span>
        </button>
      </th>
      <td className="quiet">{formatCount(truth)}</td>
      <td>{formatCount(tp)}</td>
      <td className={fp > 0 ? "" : "faint"}>{formatCount(fp)}</td>
      <td className={fn > 0 ? "class-missed" : "faint"}>{formatCount(fn)}</td>
    </tr>
  );
});
