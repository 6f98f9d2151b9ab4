/** The panes of one image: two, side by side or one above the other, or a single one with both in it. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../../shared/core/box.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { thresholdText } from "../../../shared/core/threshold.ts";
import type { CompareLayout } from "../../stores/viewStore.ts";
import { HiddenBoxesNotice } from "./CompareNotices.tsx";
import { ComparePane } from "./ComparePane.tsx";
import type { OrderedBoxes } from "./paneBoxes.ts";
import { largerLayout } from "./paneLayout.ts";
import { useElementSize } from "./useElementSize.ts";
import { NO_BOXES, type ShownBoxes } from "./useShownBoxes.ts";

type PaneProps = Parameters<typeof ComparePane>[0];

interface PanesProps {
  readonly layout: CompareLayout | "single";
  /** Of the image in image pixels; null until it is known. */
  readonly imageSize: Size | null;
  readonly threshold: number;
  readonly common: Pick<PaneProps, "loaded" | "linked" | "scene" | "classNames" | "pointed" | "onPointed" | "tour"> & {
    readonly image: DatasetImage;
    readonly shown: ShownBoxes;
    readonly boxesShown: boolean;
  };
  readonly truthFacts: ReactNode;
  readonly predictionFacts: ReactNode;
  readonly imageNotice: ReactNode;
  readonly unmeasured: ReactNode;
  readonly onSize: (size: Size) => void;
}

export function Panes({
  layout: chosen,
  imageSize,
  threshold,
  common,
  truthFacts,
  predictionFacts,
  imageNotice,
  unmeasured,
  onSize,
}: PanesProps) {
  const { t } = useTranslation();
  const { ref, size: area } = useElementSize<HTMLDivElement>();
  const layout = chosen === "auto" ? (imageSize ? largerLayout(imageSize, area) : "side") : chosen;
  const { image, shown, boxesShown, loaded, ...rest } = common;
  const at = thresholdText(threshold);
  const pane = (ordered: OrderedBoxes) => ({
    ...rest,
    // No boxes without their image.
    ...(loaded && boxesShown ? ordered : NO_BOXES),
    loaded,
    name: image.name,
    boxes: shown.boxes,
    overlay: layout === "overlay",
  });
  const truthNotice = (
    <>
      {imageNotice}
      {boxesShown ? null : <HiddenBoxesNotice />}
    </>
  );
  const predictionNotice = (
    <>
      {truthNotice}
      {unmeasured}
    </>
  );
  switch (layout) {
    case "overlay":
    case "single":
      return (
        <div ref={ref} className="compare-panes compare-single">
          <ComparePane
            {...pane(shown.overlay && layout === "overlay" ? shown.overlay : shown.boxes.prediction)}
            testId="pane-prediction"
            title={
              layout === "overlay"
                ? t("compare.overlay", { threshold: at })
                : t("compare.predictionAt", { threshold: at })
            }
            facts={
              <>
                {truthFacts}
                {predictionFacts}
              </>
            }
            notice={predictionNotice}
            onSize={onSize}
          />
        </div>
      );
    case "side":
    case "stacked":
      return (
        <div ref={ref} className={`compare-panes compare-${layout}`} data-testid="panes" data-layout={layout}>
          <ComparePane
            {...pane(shown.boxes.truth)}
            testId="pane-truth"
            title={t("compare.truth")}
            facts={truthFacts}
            notice={truthNotice}
            onSize={onSize}
          />
          <ComparePane
            {...pane(shown.boxes.prediction)}
            testId="pane-prediction"
            title={t("compare.predictionAt", { threshold: at })}
            facts={predictionFacts}
            notice={predictionNotice}
          />
        </div>
      );
  }
}
