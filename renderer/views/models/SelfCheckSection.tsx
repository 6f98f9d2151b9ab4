/** The self-check: run the model on images of the dataset in both colour orders, see what it found and what that means. */
import { useWords } from "../../i18n/useWords.ts";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Dataset, DatasetImage } from "../../../shared/core/dataset.ts";
import { checkableImages, imagesToCheck, MAX_CHECKED_IMAGES } from "../../../shared/inference/checkedImages.ts";
import type { Failure, ModelInfo } from "../../../shared/ipc/contract.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { FileName } from "../../ui/FileName.tsx";
import { formatCount } from "../../ui/format.ts";
import { SaidDetails } from "../../ui/SaidDetails.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ImageStepper } from "./ImageStepper.tsx";
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
      {dataset && dataset.images.length > 0 ? <Choices key={dataset.id} dataset={dataset} model={model} /> : null}
      {dataset && dataset.images.length > 0 ? <ExpectedChoice /> : null}
      {running ? <Running done={running.done} total={running.total} /> : null}
      {failure && !running ? (
        <p className="model-line tone-ng" role="alert">
          <Icon name="error" />
          <span>
            {failure.file ? `${failure.file}: ` : ""}
            {words.failure(failure)}
            <SaidDetails params={failure.params} />
          </span>
        </p>
      ) : null}
      {shown && dataset ? (
        <SelfCheckResult report={shown} model={model} dataset={dataset} onRefused={onRefused} />
      ) : null}
    </section>
  );
}

interface ChoicesProps {
  readonly dataset: Dataset;
  readonly model: ModelInfo;
}

/** Several images spread over the dataset, or one that its user names. */
function Choices({ dataset, model }: ChoicesProps) {
  const stores = useStores();
  const { running, expected } = useSlice(stores.selfCheck, (state) => state);
  const { provider, tuning, limits } = useSlice(stores.settings, (state) => state.settings);
  const offered = useMemo(() => checkableImages(dataset.images), [dataset.images]);
  const check = (images: readonly DatasetImage[]) =>
    void stores.selfCheck.getState().check({
      modelId: model.id,
      datasetId: dataset.id,
      imageIds: images.map(({ id }) => id),
      provider,
      tuning,
      limits,
    });
  return (
    <>
      {offered.length > 1 ? (
        <SpreadChoice
          offered={offered}
          disabled={running !== null || expected !== null}
          onCheck={() => check(imagesToCheck(offered))}
        />
      ) : null}
      <ImageChoice offered={offered} disabled={running !== null} onCheck={(image) => check([image])} />
    </>
  );
}

interface SpreadChoiceProps {
  readonly offered: readonly DatasetImage[];
  readonly disabled: boolean;
  readonly onCheck: () => void;
}

function SpreadChoice({ offered, disabled, onCheck }: SpreadChoiceProps) {
  const { t } = useTranslation();
  const total = formatCount(offered.length);
  const withTruth = offered.some(({ groundTruth }) => groundTruth.length > 0);
  return (
    <div className="check-choice">
      <button
        type="button"
        className="button button-outline"
        data-testid="check-run"
        disabled={disabled}
        onClick={onCheck}
      >
        <Icon name="play" />
        <span>{t("models.check.run", { number: formatCount(Math.min(offered.length, MAX_CHECKED_IMAGES)) })}</span>
      </button>
      <span className="faint">
        {withTruth ? t("models.check.spread", { total }) : t("models.check.spreadWithoutTruth", { total })}
      </span>
    </div>
  );
}

interface ImageChoiceProps {
  readonly offered: readonly DatasetImage[];
  readonly disabled: boolean;
  readonly onCheck: (image: DatasetImage) => void;
}

function ImageChoice({ offered, disabled, onCheck }: ImageChoiceProps) {
  const { t } = useTranslation();
  const { view } = useMoment();
  const [place, setPlace] = useState(() =>
    Math.max(
      0,
      offered.findIndex(({ id }) => id === view.selectedImageId),
    ),
  );
  const image = offered[place % offered.length];
  if (!image) return null;
  const truths = image.groundTruth.length;
  return (
    <div className="check-choice">
      <ImageStepper
        name={image.name}
        note={truths > 0 ? t("models.check.truths", { number: formatCount(truths) }) : t("models.check.noTruth")}
        testId="check-image"
        onStep={(by) => setPlace((place + by + offered.length) % offered.length)}
      />
      <button
        type="button"
        className="button button-outline"
        data-testid="check-run-one"
        disabled={disabled}
        onClick={() => onCheck(image)}
      >
        <Icon name="play" />
        <span>{t("models.check.one")}</span>
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
  const images = total - 1;
  const words =
    done === 0
      ? t("models.check.loading")
      : `${t("models.check.image")} · ${t("unit.of", { done: formatCount(done), total: formatCount(images) })}`;
  return (
    <div className="check-running" role="status">
      <span>{words}</span>
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
