/** The field for a model's class names, one per line, counted against the graph; the open dataset's can be used. */
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import { formatCount } from "../../ui/format.ts";
import { ProblemText, type DraftForm } from "./DraftFields.tsx";
import { namesOf } from "./modelDraft.ts";

interface ClassNamesFieldProps {
  readonly form: DraftForm;
  readonly classCount: number | null;
  readonly tall: boolean;
}

export function ClassNamesField({ form, classCount, tall }: ClassNamesFieldProps) {
  const { t } = useTranslation();
  const { project } = useMoment();
  const offered = project.dataset?.classes ?? [];
  const count = namesOf(form.draft.classNames).length;
  const problem = form.problem("classNames");
  const fits = classCount === null || classCount === offered.length;
  return (
    <section>
      <label className="form-heading" htmlFor="draft-classNames">
        {t("models.form.classes")}
      </label>
      <p className="faint form-note">
        {t("models.form.classesWhy")}
        {classCount === null ? "" : ` · ${t("models.form.classesCount", { number: formatCount(classCount) })}`}
      </p>
      <textarea
        id="draft-classNames"
        data-testid="draft-classNames"
        className={`field class-names-field${tall ? " class-names-tall" : ""}`}
        data-autofocus
        spellCheck={false}
        value={form.draft.classNames}
        aria-invalid={problem !== null}
        aria-describedby={problem ? "draft-classNames-problem" : undefined}
        onChange={(event) => form.change({ classNames: event.target.value })}
        onBlur={() => form.touch("classNames")}
      />
      <div className="class-names-foot">
        <span className={classCount !== null && count === classCount ? "tone-ok" : "faint"}>
          {classCount === null
            ? t("models.form.counted", { number: formatCount(count) })
            : t("models.form.countedOf", { number: formatCount(count), total: formatCount(classCount) })}
        </span>
        <span className="title-space" />
        {offered.length > 0 ? (
          <button
            type="button"
            className="button button-outline button-small"
            data-testid="take-dataset-classes"
            disabled={!fits}
            onClick={() => form.change({ classNames: offered.join("\n") })}
          >
            {t("models.form.takeDataset", { number: formatCount(offered.length) })}
          </button>
        ) : null}
      </div>
      <ProblemText field="classNames" problem={problem} />
    </section>
  );
}
