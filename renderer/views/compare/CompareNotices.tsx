/** Messages of the compare view in place of an image or of boxes: nothing chosen, loading, failed, not measured. */
import { useWords } from "../../i18n/useWords.ts";
import { useTranslation } from "react-i18next";
import type { Reason } from "../../../shared/core/reason.ts";
import { Icon } from "../../ui/Icon.tsx";
import type { ImageState } from "./imageLoader.ts";

/** Nothing to show at all. */
export function EmptyCompare({ hasDataset }: { hasDataset: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="compare-empty">
      <h3>{hasDataset ? t("compare.none") : t("compare.noDataset")}</h3>
      <p>{hasDataset ? t("compare.noneNow") : t("compare.noDatasetNow")}</p>
    </div>
  );
}

interface ImageNoticeProps {
  readonly state: ImageState<ImageBitmap>;
  readonly nameOf: (imageId: string) => string;
  readonly retry: () => void;
}

/** Why this pane has no image, or not yet the chosen one. */
export function ImageNotice({ state, nameOf, retry }: ImageNoticeProps) {
  const { t } = useTranslation();
  const words = useWords();
  switch (state.kind) {
    case "none":
    case "shown":
      return null;
    case "loading":
      return (
        <p className={state.loaded ? "pane-loading" : "pane-loading pane-loading-alone"} role="status">
          {t("compare.loading", { name: nameOf(state.wanted) })}
        </p>
      );
    case "failed":
      return (
        <div className="pane-failed" role="alert">
          <Icon name="error" />
          <div>
            <strong>{t("compare.imageFailed")}</strong>
            <p className="selectable">{state.failure.file || nameOf(state.wanted)}</p>
            <p className="selectable quiet">{words.failure(state.failure)}</p>
            <button type="button" className="button button-outline" onClick={retry}>
              {t("compare.retry")}
            </button>
          </div>
        </div>
      );
  }
}

/** Over a missing prediction: the model has not reached this image, or could not measure it. */
export function UnmeasuredNotice({ reason }: { reason: Reason | null }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <p className={reason === null ? "pane-unmeasured" : "pane-unmeasured pane-unmeasured-failed"} role="status">
      {reason === null ? t("compare.notMeasured") : t("compare.failedBecause", { reason: words.reason(reason) })}
    </p>
  );
}

/** So that an empty image is not mistaken for one without defects. */
export function HiddenBoxesNotice() {
  const { t } = useTranslation();
  return <p className="pane-hidden">{t("compare.boxesHidden")}</p>;
}
