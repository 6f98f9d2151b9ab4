/** Facts about the open dataset, model and run that make results traceable: names, hashes, classes, preprocessing. */
import { WORDS } from "../../../shared/words/languages.ts";
import { modelTitle } from "../../../shared/words/modelTitle.ts";
import { useWords } from "../../i18n/useWords.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Dataset } from "../../../shared/core/dataset.ts";
import type { RunInfo } from "../../../shared/core/run.ts";
import type { ModelInfo } from "../../../shared/ipc/contract.ts";
import { useMoment } from "../../appContext.tsx";
import { ClassChip } from "../../ui/ClassChip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatCount, formatMegabytes, formatTime } from "../../ui/format.ts";

export function FactsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { project, run } = useMoment();
  return (
    <Dialog title={t("facts.title")} onClose={onClose} size="large" testId="facts-dialog">
      <div className="facts-columns selectable">
        {project.dataset ? <DatasetFacts dataset={project.dataset} /> : null}
        {project.model ? <ModelFacts model={project.model} /> : null}
        {run.run ? <RunFacts run={run.run} /> : null}
      </div>
    </Dialog>
  );
}

function DatasetFacts({ dataset }: { dataset: Dataset }) {
  const { t } = useTranslation();
  return (
    <section>
      <h3 className="form-heading">{t("facts.dataset")}</h3>
      <dl className="facts">
        <Fact name={t("facts.name")}>{dataset.name}</Fact>
        <Fact name={t("facts.kind")}>{dataset.kind === "folder" ? t("facts.folder") : dataset.kind.toUpperCase()}</Fact>
        <Fact name={t("facts.images")}>{formatCount(dataset.images.length)}</Fact>
        {dataset.classes.length > 0 ? (
          <Fact name={t("facts.classes")}>
            <ClassNames names={dataset.classes} />
          </Fact>
        ) : null}
        <Fact name={t("facts.hash")}>
          <span className="hash">{dataset.hash}</span>
        </Fact>
      </dl>
      {dataset.synthetic ? <p className="form-warning">{t("app.syntheticWhy")}</p> : null}
    </section>
  );
}

function ModelFacts({ model }: { model: ModelInfo }) {
  const { t } = useTranslation();
  const words = useWords();
  const { manifest, plan, remarks, bytes } = model;
  const title = modelTitle(manifest.title, words.language);
  return (
    <section>
      <h3 className="form-heading">{t("facts.model")}</h3>
      <dl className="facts">
        <Fact name={t("facts.name")}>{title === null ? manifest.name : `${title} · ${manifest.name}`}</Fact>
        <Fact name={t("facts.file")}>
          {manifest.file} · {t("unit.megabytes", { value: formatMegabytes(bytes) })}
        </Fact>
        <Fact name={t("facts.layout")}>{manifest.layout}</Fact>
        {manifest.graphScoreFloor === null ? null : (
          <Fact name={t("facts.graphScoreFloor")}>{manifest.graphScoreFloor}</Fact>
        )}
        {plan.length > 0 ? (
          <Fact name={t("facts.preprocessing")}>
            <ol className="plan">
              {plan.map((step) => (
                <li key={step.code}>{words.reason(step)}</li>
              ))}
            </ol>
          </Fact>
        ) : null}
        <Fact name={t("facts.classes")}>{manifest.classes.join(" · ")}</Fact>
        {remarks.length > 0 ? (
          <Fact name={t("facts.remarks")}>
            {remarks.map((remark) => (
              <p key={remark.code} className={remark.level === "warning" ? "tone-review" : undefined}>
                {words.failure(remark)}
              </p>
            ))}
          </Fact>
        ) : null}
        <Fact name={t("facts.hash")}>
          <span className="hash">{manifest.sha256}</span>
        </Fact>
      </dl>
    </section>
  );
}

function RunFacts({ run }: { run: RunInfo }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section>
      <h3 className="form-heading">{t("facts.run")}</h3>
      <dl className="facts">
        <Fact name={t("facts.started")}>{formatTime(run.startedAt)}</Fact>
        <Fact name={t("facts.operator")}>{run.operator}</Fact>
        <Fact name={t("provider.title")}>
          {t(`provider.${run.provider.ran}`)}{" "}
          <span className="faint">
            · {t("provider.asked")}: {t(`provider.${run.provider.asked}`)}
          </span>
        </Fact>
        {run.execution ? (
          <Fact name={t("facts.execution")}>{WORDS[words.language].report.execution(run.execution)}</Fact>
        ) : null}
        <Fact name={t("settings.scoreFloor")}>{run.scoreFloor}</Fact>
        <Fact name={t("facts.runtime")}>{run.versions.onnxruntime}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function ClassNames({ names }: { names: readonly string[] }) {
  return (
    <ul className="class-names">
      {names.map((name, i) => (
        <li key={name}>
          <ClassChip classIndex={i} />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
