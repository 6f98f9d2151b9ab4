/** The model dialog: a form for what is missing, or the plan with a self-check; opened automatically for a new model, otherwise by command. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { ModelForm } from "./ModelForm.tsx";
import { ModelReview } from "./ModelReview.tsx";
import "./models.css";
import "./selfCheck.css";

export function ModelDialog() {
  const { t } = useTranslation();
  const stores = useStores();
  const open = useSlice(stores.window, (state) => state.dialog === "model");
  const { project } = useMoment();
  const [changing, setChanging] = useState(false);
  useEffect(() => {
    if (!open) setChanging(false);
  }, [open]);
  if (!open) return null;
  const { incomplete, model } = project;
  const close = () => {
    project.dropIncomplete();
    stores.window.getState().closeDialog();
  };
  if (incomplete) {
    const { needs, source } = incomplete;
    return (
      <ModelForm
        key={source.grant}
        title={t("models.incompleteTitle")}
        name={needs.name}
        why={[t("models.incompleteWhy", { name: needs.name }), t("models.incompleteKept")]}
        start={needs.suggestion}
        layout={needs.layout}
        classCount={needs.classCount}
        inputSize={needs.inputSize}
        preprocessKnown={!needs.missing.includes("preprocess") && !layoutOf(needs.layout).preprocessesItself}
        replace={false}
        saveLabel={t("models.save")}
        onClose={close}
      />
    );
  }
  if (!model) return null;
  if (changing) {
    const { manifest, origin } = model;
    return (
      <ModelForm
        key={model.id}
        title={t("models.editTitle")}
        name={manifest.name}
        why={origin === "manifest" ? [t("models.editReplaces")] : []}
        start={manifest}
        layout={manifest.layout}
        classCount={null}
        inputSize={null}
        preprocessKnown
        replace={origin !== "recognised"}
        saveLabel={t("models.saveChange")}
        onClose={close}
        onBack={() => setChanging(false)}
      />
    );
  }
  return <ModelReview model={model} onClose={close} onChange={() => setChanging(true)} />;
}
