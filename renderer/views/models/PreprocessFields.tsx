/** The preprocessing fields of the model form: how images are resized, normalised and padded. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../../shared/inference/layoutRegistry.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { NumberField, type DraftForm } from "./DraftFields.tsx";
import { presetFields, presetOf } from "./modelDraft.ts";

interface PreprocessFieldsProps {
  readonly form: DraftForm;
  readonly layout: Layout;
  readonly inputSize: { readonly width: number; readonly height: number } | null;
  /** The fields started with a manifest's values, not with the layout's defaults. */
  readonly known: boolean;
}

export function PreprocessFields({ form, layout, inputSize, known }: PreprocessFieldsProps) {
  const { t } = useTranslation();
  const { draft, change } = form;
  const color = t("models.form.color");
  return (
    <section>
      <h3 className="form-heading">{t("models.form.preprocess")}</h3>
      <p className="faint form-note">
        {known
          ? t("models.form.preprocessKnown")
          : t("models.form.preprocessWhy", { layout: t(`models.layout.${layout}`) })}
      </p>
      <Row label={color}>
        <SegmentedControl
          label={color}
          value={draft.color}
          options={[
            { value: "RGB", label: "RGB" },
            { value: "BGR", label: "BGR" },
          ]}
          onChange={(value) => change({ color: value })}
        />
      </Row>
      <ResizeRow form={form} inputSize={inputSize} />
      <NormaliseRow form={form} />
      <PadRow form={form} />
    </section>
  );
}

function ResizeRow({ form, inputSize }: { form: DraftForm; inputSize: PreprocessFieldsProps["inputSize"] }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  const pixels = t("models.form.pixels");
  const sized = draft.resize === "stretch" || draft.resize === "letterbox";
  return (
    <Row label={t("models.form.resize")}>
      <SegmentedControl
        label={t("models.form.resize")}
        value={draft.resize}
        options={[
          { value: "short-side", label: t("models.form.shortSide") },
          { value: "stretch", label: t("models.form.stretch") },
          { value: "letterbox", label: t("models.form.letterbox") },
          { value: "none", label: t("models.form.none") },
        ]}
        onChange={(resize) => change({ resize })}
      />
      {draft.resize === "none" ? null : (
        <>
          <div className="draft-line">
            {draft.resize === "short-side" ? (
              <>
                <NumberField form={form} field="short" label={t("models.form.short")} unit={pixels} />
                <NumberField form={form} field="max" label={t("models.form.max")} unit={pixels} />
              </>
            ) : null}
            {sized ? (
              <>
                <NumberField
                  form={form}
                  field="width"
                  label={t("models.form.width")}
                  unit={pixels}
                  locked={inputSize !== null}
                />
                <NumberField
                  form={form}
                  field="height"
                  label={t("models.form.height")}
                  unit={pixels}
                  locked={inputSize !== null}
                />
                {inputSize ? <span className="faint draft-aside">{t("models.form.fixedSize")}</span> : null}
                {draft.resize === "letterbox" ? (
                  <NumberField form={form} field="fill" label={t("models.form.fill")} unit="0–255" />
                ) : null}
              </>
            ) : null}
          </div>
          <div className="draft-block">
            <span className="draft-label">{t("models.form.interpolation")}</span>
            <SegmentedControl
              label={t("models.form.interpolation")}
              value={draft.interpolation}
              options={(["nearest", "linear", "cubic", "area"] as const).map((value) => ({
                value,
                label: t(`models.form.${value}`),
              }))}
              onChange={(interpolation) => change({ interpolation })}
            />
          </div>
        </>
      )}
    </Row>
  );
}

function NormaliseRow({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  const preset = presetOf(draft);
  const channels = draft.color.split("");
  const [mean, std] = [t("models.form.mean"), t("models.form.std")];
  return (
    <Row label={t("models.form.normalise")}>
      <SegmentedControl
        label={t("models.form.normalise")}
        value={preset}
        options={[
          { value: "imagenet", label: t("models.form.imagenet") },
          { value: "zeroToOne", label: t("models.form.zeroToOne") },
          { value: "untouched", label: t("models.form.untouched") },
          { value: "custom", label: t("models.form.custom") },
        ]}
        onChange={(chosen) => {
          if (chosen !== "custom") change(presetFields(chosen));
          else document.getElementById("draft-divide")?.focus();
        }}
      />
      <div className="draft-channels">
        <span className="draft-label">{t("models.form.divide")}</span>
        <NumberField form={form} field="divide" label={t("models.form.divide")} bare />
        <span className="draft-rest" />
        <span />
        {channels.map((channel) => (
          <span key={channel} className="draft-label draft-channel">
            {channel}
          </span>
        ))}
        <span className="draft-label">{mean}</span>
        <NumberField form={form} field="mean0" label={`${mean} ${channels[0] ?? ""}`} bare />
        <NumberField form={form} field="mean1" label={`${mean} ${channels[1] ?? ""}`} bare />
        <NumberField form={form} field="mean2" label={`${mean} ${channels[2] ?? ""}`} bare />
        <span className="draft-label">{std}</span>
        <NumberField form={form} field="std0" label={`${std} ${channels[0] ?? ""}`} bare />
        <NumberField form={form} field="std1" label={`${std} ${channels[1] ?? ""}`} bare />
        <NumberField form={form} field="std2" label={`${std} ${channels[2] ?? ""}`} bare />
      </div>
      <p className="faint form-note">{t("models.form.normaliseWhy")}</p>
    </Row>
  );
}

function PadRow({ form }: { form: DraftForm }) {
  const { t } = useTranslation();
  const { draft, change } = form;
  const pixels = t("models.form.pixels");
  return (
    <Row label={t("models.form.pad")}>
      <SegmentedControl
        label={t("models.form.pad")}
        value={draft.pad}
        options={[
          { value: "none", label: t("models.form.padNone") },
          { value: "stride", label: t("models.form.padStride") },
          { value: "size", label: t("models.form.padSize") },
        ]}
        onChange={(pad) => change({ pad })}
      />
      {draft.pad === "none" ? null : (
        <div className="draft-line">
          {draft.pad === "stride" ? (
            <NumberField form={form} field="stride" label={t("models.form.stride")} unit={pixels} />
          ) : null}
          {draft.pad === "size" ? (
            <>
              <NumberField form={form} field="padWidth" label={t("models.form.width")} unit={pixels} />
              <NumberField form={form} field="padHeight" label={t("models.form.height")} unit={pixels} />
            </>
          ) : null}
        </div>
      )}
    </Row>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="form-row form-row-top">
      <span className="form-label">{label}</span>
      <div className="form-wide">{children}</div>
    </div>
  );
}
