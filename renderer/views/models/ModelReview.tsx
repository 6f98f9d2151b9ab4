/** The review of an open model, before its first run or later: facts, plan, remarks, and its self-check. */
import { useWords } from "../../i18n/useWords.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Failure, ModelInfo } from "../../../shared/ipc/contract.ts";
import { modelTitle } from "../../../shared/words/modelTitle.ts";
import { useMoment, useStores } from "../../appContext.tsx";
import { inspect } from "../../stores/session.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatMegabytes } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ClassComparison } from "./ClassComparison.tsx";
import { SelfCheckSection } from "./SelfCheckSection.tsx";

interface ModelReviewProps {
  readonly model: ModelInfo;
  readonly onClose: () => void;
  readonly onChange: () => void;
}

export function ModelReview({ model, onClose, onChange }: ModelReviewProps) {
  const { t } = useTranslation();
  const words = useWords();
  const stores = useStores();
  const { project } = useMoment();
  const [refused, setRefused] = useState<Failure | null>(null);
  const { manifest, plan, remarks, origin } = model;
  const waits = project.awaitingReview !== null;
  const canInspect = waits && project.dataset !== null && project.dataset.images.length > 0;
  const leave = () => {
    // Without a dataset only the plan is left to see, and it has been seen.
    if (!canInspect) project.review();
    onClose();
  };
  const start = () => {
    onClose();
    void inspect(stores, false);
  };
  return (
    <Dialog
      title={t("models.title")}
      onClose={onClose}
      size="wide"
      testId="model-dialog"
      footer={
        <>
          <button type="button" className="button button-quiet" data-testid="model-change" onClick={onChange}>
            {t("models.change")}
          </button>
          {origin === "recognised" ? (
            <button
              type="button"
              className="button button-quiet"
              data-testid="model-save-manifest"
              onClick={() => void project.completeModel({}, false).then(setRefused)}
            >
              {t("models.saveManifest")}
            </button>
          ) : null}
          <span className="footer-note tone-ng" role="status">
            {refused ? words.failure(refused) : null}
          </span>
          <button
            type="button"
            className={`button ${canInspect ? "button-outline" : "button-primary"}`}
            onClick={leave}
          >
            {t("common.close")}
          </button>
          {canInspect ? (
            <button type="button" className="button button-primary" data-testid="model-inspect" onClick={start}>
              {t("models.inspect")}
            </button>
          ) : null}
        </>
      }
    >
      <div className="model-review">
        <header className="model-head">
          <p className="model-name ellipsis">{modelTitle(manifest.title, words.language) ?? manifest.name}</p>
          <span className="badge model-layout">{t(`models.layout.${manifest.layout}`)}</span>
          {manifest.synthetic ? <span className="badge badge-review">{t("app.syntheticModel")}</span> : null}
        </header>
        {waits ? <p className="model-hint">{t("models.newModel")}</p> : null}
        <div className="model-columns">
          <section>
            <h3 className="form-heading">{t("models.plan")}</h3>
            <ol className="model-plan selectable" data-testid="model-plan">
              {plan.map((step) => (
                <li key={step.code}>
                  <span>{words.reason(step)}</span>
                </li>
              ))}
            </ol>
          </section>
          <div className="model-side">
            <section>
              <h3 className="form-heading">{t("models.remarks")}</h3>
              {remarks.length === 0 ? <p className="quiet">{t("models.noRemarks")}</p> : null}
              <ul className="model-remarks selectable" data-testid="model-remarks">
                {remarks.map((remark) => (
                  <li key={remark.code} className={remark.level === "warning" ? "tone-review" : "quiet"}>
                    <Icon name={remark.level === "warning" ? "warning" : "info"} />
                    <span>{words.failure(remark)}</span>
                  </li>
                ))}
              </ul>
            </section>
            <ClassComparison classes={manifest.classes} dataset={project.dataset?.classes ?? []} />
            <section>
              <dl className="facts model-facts selectable">
                <dt>{t("models.facts.size")}</dt>
                <dd>
                  {manifest.file} · {t("unit.megabytes", { value: formatMegabytes(model.bytes) })}
                </dd>
                <dt>{t("models.facts.manifest")}</dt>
                <dd>{t(`models.facts.${origin === "manifest" ? "beside" : origin === "kept" ? "kept" : "none"}`)}</dd>
                <dt>{t("models.facts.hash")}</dt>
                <dd className="model-hash" title={t("models.facts.pinned")}>
                  {manifest.sha256}
                </dd>
              </dl>
            </section>
          </div>
        </div>
        <SelfCheckSection model={model} onRefused={setRefused} />
      </div>
    </Dialog>
  );
}
