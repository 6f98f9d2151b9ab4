/** The form for what a model does not specify: class names, preprocessing and, where the graph lacks it, suppression; saving writes the manifest. */
import { useWords } from "../../i18n/useWords.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../../shared/inference/layoutRegistry.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { useMoment } from "../../appContext.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ClassNamesField } from "./ClassNamesField.tsx";
import type { DraftForm } from "./DraftFields.tsx";
import { draftOf, readDraft, type DraftField, type DraftStart, type ModelDraft } from "./modelDraft.ts";
import { PreprocessFields } from "./PreprocessFields.tsx";
import { NmsFields } from "./NmsFields.tsx";

interface ModelFormProps {
  readonly title: string;
  readonly name: string;
  readonly why: readonly string[];
  readonly start: DraftStart;
  readonly layout: Layout;
  /** Where the graph specifies it. */
  readonly classCount: number | null;
  readonly inputSize: { readonly width: number; readonly height: number } | null;
  readonly preprocessKnown: boolean;
  readonly replace: boolean;
  readonly saveLabel: string;
  readonly onClose: () => void;
  readonly onBack?: () => void;
}

const FORM_ID = "model-form";

export function ModelForm({
  title,
  name,
  why,
  start,
  layout,
  classCount,
  inputSize,
  preprocessKnown,
  replace,
  saveLabel,
  onClose,
  onBack,
}: ModelFormProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { project } = useMoment();
  const [draft, setDraft] = useState(() => draftOf(start));
  const [touched, setTouched] = useState<ReadonlySet<DraftField>>(new Set());
  const [submitted, setSubmitted] = useState(false);
  const [saving, setSaving] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);
  const read = readDraft(draft, start, classCount);
  const form: DraftForm = {
    draft,
    change: (patch: Partial<ModelDraft>) => {
      setDraft((before) => ({ ...before, ...patch }));
      setRefused(null);
    },
    touch: (field) => setTouched((before) => new Set([...before, field])),
    // No error is shown at a field that was not reached yet.
    problem: (field) => (read.ok || !(submitted || touched.has(field)) ? null : (read.problems.get(field) ?? null)),
  };
  const save = async () => {
    if (saving) return;
    if (!read.ok) {
      setSubmitted(true);
      const [first] = read.problems.keys();
      document.getElementById(`draft-${first ?? ""}`)?.focus();
      return;
    }
    setSaving(true);
    const failure = await project.completeModel(read.answers, replace);
    setSaving(false);
    setRefused(failure);
    if (!failure) onBack?.();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      size="wide"
      testId="model-form-dialog"
      footer={
        <>
          {onBack ? (
            <button type="button" className="button button-quiet" onClick={onBack}>
              {t("models.back")}
            </button>
          ) : null}
          <span className="footer-note" role="status">
            {refused ? (
              <span className="tone-ng model-refused">
                <Icon name="error" />
                <span data-testid="model-refused">{words.failure(refused)}</span>
              </span>
            ) : saving ? (
              <span className="faint">{t("models.saving")}</span>
            ) : null}
          </span>
          <button type="button" className="button button-outline" onClick={onClose}>
            {t("common.cancel")}
          </button>
          <button
            type="submit"
            form={FORM_ID}
            className="button button-primary"
            data-testid="model-save"
            disabled={saving}
          >
            {saveLabel}
          </button>
        </>
      }
    >
      <form
        id={FORM_ID}
        className="model-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <div className="model-form-intro">
          <p className="model-name ellipsis">{name}</p>
          {why.map((line) => (
            <p key={line} className="quiet">
              {line}
            </p>
          ))}
        </div>
        <div>
          <ClassNamesField form={form} classCount={classCount} tall={!start.nms} />
          {start.nms ? <NmsFields form={form} /> : null}
        </div>
        <PreprocessFields form={form} layout={layout} inputSize={inputSize} known={preprocessKnown} />
      </form>
    </Dialog>
  );
}
