/** The numbers of non-maximum suppression, asked for where the graph leaves it to the application. */
import { useTranslation } from "react-i18next";
import { NumberField, type DraftForm } from "./DraftFields.tsx";

export function NmsFields({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className="form-heading">{t("models.form.nms")}</h3>
      <p className="faint form-note">{t("models.form.nmsWhy")}</p>
      <div className="draft-line">
        <NumberField form={form} field="iou" label={t("models.form.iou")} unit="0–1" />
        <NumberField form={form} field="scoreFloor" label={t("models.form.scoreFloor")} unit="0–1" />
        <NumberField form={form} field="maxDetections" label={t("models.form.maxDetections")} />
      </div>
      <label className="check-row">
        <input
          type="checkbox"
          checked={form.draft.perClass}
          onChange={(event) => form.change({ perClass: event.target.checked })}
        />
        <span>{t("models.form.perClass")}</span>
      </label>
    </section>
  );
}
