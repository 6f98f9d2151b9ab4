/** The self-check: choose an image of the dataset, run the model on it in both colour orders, and see the result. */
import { useWords } from "../../i18n/useWords.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { Failure, ModelInfo } from "../../../shared/ipc/contract.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { FileName } from "../../ui/FileName.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { SelfCheckResult } from "./SelfCheckResult.tsx";

export function SelfCheckSection({
  model,
  onRefused,
}: {
  model: ModelInfo;
  onRefused: (failure: Failure | null) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const stores = useStores();
  const { project } = useMoment();
  const { running, result, failure } = useSlice(stores.selfCheck, (state) => state);
  const { dataset } = project;
  const shown = result?.modelId === model.id ? result.report : null;
  return (
    <section className="self-check" data-testid="self-check">
      <h3 className="form-heading">{t("models.check.title")}</h3>
      <p className="faint form-note">{dataset ? t("models.check.why") : t("models.check.noDataset")}</p>
      {dataset && dataset.images.length > 0 ? (
        <ImageChoice
          key={dataset.id}
          images={dataset.images}
          datasetId={dataset.id}
          model={model}
          again={shown !== null}
        />
      ) : null}
      {dataset && dataset.images.length > 0 ? <ExpectedChoice /> : null}
      {running ? <Running done={running.done} total={running.total} /> : null}
      {failure && !running ? (
        <p className="model-line tone-ng" role="alert">
          <Icon name="error" />
          <span>
            {failure.file ? `${failure.file}: ` : ""}
            {words.failure(failure)}
          </span>
        </p>
      ) : null}
      {shown && dataset ? (
        <SelfCheckResult report={shown} model={model} dataset={dataset} onRefused={onRefused} />
      ) : null}
    </section>
  );
}

interface ImageChoiceProps {
  readonly images: readonly DatasetImage[];
  readonly datasetId: string;
  readonly model: ModelInfo;
  readonly again: boolean;
}

/** Images with ground truth, which show more; any image where there are none. */
function ImageChoice({ images, datasetId, model, again }: ImageChoiceProps) {
  const { t } = useTranslation();
  const stores = useStores();
  const { view } = useMoment();
  const running = useSlice(stores.selfCheck, (state) => state.running !== null);
  const { provider, tuning, limits } = useSlice(stores.settings, (state) => state.settings);
  const annotated = images.filter(({ groundTruth }) => groundTruth.length > 0);
  const offered = annotated.length > 0 ? annotated : images;
  const [place, setPlace] = useState(() =>
    Math.max(
      0,
      offered.findIndex(({ id }) => id === view.selectedImageId),
    ),
  );
  const image = offered[place % offered.length];
  if (!image) return null;
  const step = (by: number) => setPlace((place + by + offered.length) % offered.length);
  return (
    <div className="check-choice">
      <button
        type="button"
        className="button button-outline button-icon turned"
        aria-label={t("models.check.previous")}
        onClick={() => step(-1)}
      >
        <Icon name="chevronDown" />
      </button>
      <span className="check-name" data-testid="check-image">
        <FileName name={image.name} />
        <span className="faint check-truths">
          {image.groundTruth.length > 0
            ? t("models.check.truths", { number: formatCount(image.groundTruth.length) })
            : t("models.check.noTruth")}
        </span>
      </span>
      <button
        type="button"
        className="button button-outline button-icon turned-back"
        aria-label={t("models.check.next")}
        onClick={() => step(1)}
      >
        <Icon name="chevronDown" />
      </button>
      <button
        type="button"
        className="button button-outline"
        data-testid="check-run"
        disabled={running}
        onClick={() =>
          void stores.selfCheck
            .getState()
            .check({ modelId: model.id, datasetId, imageId: image.id, provider, tuning, limits })
        }
      >
        <Icon name="play" />
        <span>{again ? t("models.check.again") : t("models.check.run")}</span>
      </button>
    </div>
  );
}

/** A file of boxes in place of the ground truth: an annotation, or the output of the model's own framework. */
function ExpectedChoice() {
  const { t } = useTranslation();
  const stores = useStores();
  const expected = useSlice(stores.selfCheck, (state) => state.expected);
  const { pickExpected, dropExpected } = stores.selfCheck.getState();
  return (
    <div className="check-choice">
      <button
        type="button"
        className="button button-outline"
        data-testid="check-expected"
        onClick={() => void pickExpected()}
      >
        <Icon name="folder" />
        <span>{t("models.check.pickExpected")}</span>
      </button>
      {expected ? (
        <>
          <span className="check-name" data-testid="check-expected-file">
            <FileName name={expected.name} />
          </span>
          <button
            type="button"
            className="button button-quiet button-icon"
            aria-label={t("models.check.dropExpected")}
            title={t("models.check.dropExpected")}
            data-testid="check-expected-drop"
            onClick={dropExpected}
          >
            <Icon name="close" />
          </button>
        </>
      ) : (
        <span className="faint">{t("models.check.expectedWhy")}</span>
      )}
    </div>
  );
}

function Running({ done, total }: { done: number; total: number }) {
  const { t } = useTranslation();
  const stores = useStores();
  const words =
    done === 0 ? t("models.check.loading") : done === 1 ? t("models.check.first") : t("models.check.second");
  return (
    <div className="check-running" role="status">
      <span>
        {words} · {t("unit.of", { done: formatCount(done + 1), total: formatCount(total) })}
      </span>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
      >
        <div className="progress-fill" style={{ transform: `scaleX(${(done + 0.5) / total})` }} />
      </div>
      <button
        type="button"
        className="button button-quiet button-small"
        onClick={() => stores.selfCheck.getState().cancel()}
      >
        {t("common.cancel")}
      </button>
    </div>
  );
}
