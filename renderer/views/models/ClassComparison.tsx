/** A model's class names compared with the dataset's: how many are shared, and every missing or extra one by name. */
import { useTranslation } from "react-i18next";
import { joinClasses } from "../../../shared/core/classTable.ts";
import { compareClassNames } from "../../stores/classNames.ts";
import { ClassChip } from "../../ui/ClassChip.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";

export function ClassComparison({ classes, dataset }: { classes: readonly string[]; dataset: readonly string[] }) {
  const { t } = useTranslation();
  const { shared, onlyDataset, onlyModel } = compareClassNames(dataset, classes);
  const same = onlyDataset.length === 0 && onlyModel.length === 0;
  const { fromRun } = joinClasses(dataset, classes);
  return (
    <section data-testid="model-classes">
      <h3 className="form-heading">{t("models.classes.title")}</h3>
      {dataset.length === 0 ? (
        <p className="quiet">{t("models.classes.noDataset", { number: formatCount(classes.length) })}</p>
      ) : (
        <p className={`model-line ${same ? "tone-ok" : "tone-review"}`}>
          <Icon name={same ? "check" : "warning"} />
          <span>
            {same
              ? t("models.classes.match", { number: formatCount(classes.length) })
              : t("models.classes.differ", { shared: formatCount(shared.length), total: formatCount(dataset.length) })}
          </span>
        </p>
      )}
      {onlyDataset.length > 0 ? (
        <NamedList
          title={t("models.classes.onlyDataset")}
          names={onlyDataset}
          indexOf={(name) => dataset.indexOf(name)}
        />
      ) : null}
      {!same && dataset.length > 0 && onlyModel.length > 0 ? (
        <NamedList
          title={t("models.classes.onlyModel")}
          names={onlyModel}
          indexOf={(name) => fromRun[classes.indexOf(name)] ?? null}
        />
      ) : null}
      {same || dataset.length === 0 ? (
        <Names names={classes} indexOf={(name) => fromRun[classes.indexOf(name)] ?? null} />
      ) : null}
    </section>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  readonly indexOf: (name: string) => number | null;
}

function NamedList({ title, ...names }: NamesProps & { readonly title: string }) {
  return (
    <div className="model-class-group">
      <span className="faint">{title}</span>
      <Names {...names} />
    </div>
  );
}

function Names({ names, indexOf }: NamesProps) {
  return (
    <ul className="model-class-names selectable">
      {names.map((name) => (
        <li key={name}>
          <ClassChip classIndex={indexOf(name)} />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
