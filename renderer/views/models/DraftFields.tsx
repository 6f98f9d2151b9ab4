/** The small fields of the model form: a number with its unit, and its error. */
import { useTranslation } from "react-i18next";
import type { DraftField, DraftProblem, ModelDraft } from "./modelDraft.ts";

/** The form as its fields see it. */
export interface DraftForm {
  readonly draft: ModelDraft;
  readonly change: (patch: Partial<ModelDraft>) => void;
  /** The field lost focus: from now on it shows its error. */
  readonly touch: (field: DraftField) => void;
  readonly problem: (field: DraftField) => DraftProblem | null;
}

interface NumberFieldProps {
  readonly form: DraftForm;
  readonly field: DraftField;
  readonly label: string;
  readonly unit?: string;
  /** Fixed by the graph: shown, not asked for. */
  readonly locked?: boolean;
  /** Only for screen readers: the visible label is above a column. */
  readonly bare?: boolean;
}

export function NumberField({ form, field, label, unit, locked = false, bare = false }: NumberFieldProps) {
  const problem = form.problem(field);
  return (
    <label className="draft-number">
      <span className={bare ? "visually-hidden" : "draft-label"}>{label}</span>
      <span className="draft-with-unit">
        <input
          id={`draft-${field}`}
          data-testid={`draft-${field}`}
          className="field draft-field"
          type="text"
          inputMode="decimal"
          spellCheck={false}
          value={String(form.draft[field])}
          readOnly={locked}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `draft-${field}-problem` : undefined}
          onChange={(event) => form.change({ [field]: event.target.value })}
          onBlur={() => form.touch(field)}
        />
        {unit ? <span className="faint">{unit}</span> : null}
      </span>
      <ProblemText field={field} problem={problem} />
    </label>
  );
}

export function ProblemText({ field, problem }: { field: DraftField; problem: DraftProblem | null }) {
  const { t } = useTranslation();
  if (!problem) return null;
  const { min = "", max = "", expected = "", given = "", name = "" } = problem.values ?? {};
  return (
    <span id={`draft-${field}-problem`} className="draft-problem" data-testid={`problem-${field}`} role="alert">
      {t(`models.problem.${problem.kind}`, { min, max, expected, given, name })}
    </span>
  );
}
