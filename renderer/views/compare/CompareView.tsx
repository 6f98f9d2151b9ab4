/** Ground truth beside prediction with one linked zoom and pan; the boxes always belong to the image on the screen. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../../shared/core/box.ts";
import { useMoment, useStores } from "../../appContext.tsx";
import { CompareBar } from "./CompareBar.tsx";
import { EmptyCompare, ImageNotice, UnmeasuredNotice } from "./CompareNotices.tsx";
import type { PointedBox } from "./ComparePane.tsx";
import { PredictionFacts, TruthFacts } from "./PaneHeader.tsx";
import { Panes } from "./Panes.tsx";
import { onScreen, type ImageState } from "./imageLoader.ts";
import { useSceneSetup } from "./sceneSetup.ts";
import { useImage } from "./useImage.ts";
import { useBoxTour } from "./useBoxTour.ts";
import { useShownBoxes } from "./useShownBoxes.ts";
import { useViewport } from "./useViewport.ts";
import { zoomPercent } from "./viewport.ts";
import "./compare.css";

const NO_SIZE: Size = { width: 0, height: 0 };

export function CompareView() {
  const { t } = useTranslation();
  const moment = useMoment();
  const { derived } = useStores();
  const { state, retry } = useImage(moment);
  const found = derived.imageById(moment, shownId(state));
  const table = derived.classTable(moment);
  const { rule, compareLayout } = moment.view;
  const compiled = derived.compiledRule(moment);
  const outcome = derived.outcome(moment, found?.index ?? -1);
  const shown = useShownBoxes(found?.image ?? null, outcome, table, compiled, compareLayout === "overlay");

  const scene = useSceneSetup(table.names);
  const loaded = onScreen(state);
  const [pane, setPane] = useState<Size>(NO_SIZE);
  const linked = useViewport(loaded?.imageId ?? null, loaded?.size ?? null, pane, scene.pixelRatio);
  const tour = useBoxTour(loaded && moment.view.boxesShown ? (shown?.boxes ?? null) : null, linked);
  const [pointed, setPointed] = useState<PointedBox | null>(null);
  const { indices } = derived.listed(moment);
  const selected = derived.imageById(moment, moment.view.selectedImageId);
  const bar = {
    // Plain values, so that the bar does not render while the threshold moves.
    position: selected ? indices.indexOf(selected.index) : -1,
    total: indices.length,
    layout: compareLayout,
    boxesShown: moment.view.boxesShown,
  };

  if (!found || !shown) {
    return (
      <section className="compare" data-testid="compare" aria-label={t("compare.title")}>
        <EmptyCompare hasDataset={moment.project.dataset !== null} />
        <CompareBar {...bar} judged zoom={null} fitted={false} box={0} boxes={0} />
      </section>
    );
  }

  const { index, image } = found;
  const judged = image.role !== "unlabelled";
  const best = derived.bestScore(moment, index);
  const truthFacts = <TruthFacts image={image} size={loaded?.size ?? shown.matched.size} classNames={table.names} />;
  const predictionFacts = (
    <PredictionFacts
      verdict={derived.verdict(moment, index)}
      bestScore={shown.matched.measured ? best : null}
      counts={shown.matched.measured && judged ? shown.boxes.counts : null}
    />
  );
  const imageNotice = (
    <ImageNotice state={state} nameOf={(id) => derived.imageById(moment, id)?.image.name ?? id} retry={retry} />
  );
  const unmeasured = shown.matched.measured ? null : (
    <UnmeasuredNotice reason={outcome?.status === "failed" ? outcome.reason : null} />
  );
  const common = {
    image,
    loaded,
    shown,
    linked,
    scene,
    classNames: table.names,
    pointed,
    onPointed: setPointed,
    tour,
    boxesShown: moment.view.boxesShown,
  };
  return (
    <section className="compare" data-testid="compare" aria-label={t("compare.title")}>
      <Panes
        layout={judged ? compareLayout : "single"}
        imageSize={loaded?.size ?? shown.matched.size}
        threshold={rule.band.ng}
        common={common}
        truthFacts={truthFacts}
        predictionFacts={predictionFacts}
        imageNotice={imageNotice}
        unmeasured={state.kind === "failed" ? null : unmeasured}
        onSize={setPane}
      />
      <CompareBar
        {...bar}
        judged={judged}
        zoom={loaded ? Math.round(zoomPercent(linked.viewport, scene.pixelRatio)) : null}
        fitted={linked.fitted}
        box={tour.position}
        boxes={tour.total}
      />
    </section>
  );
}

/** The content of the panes: the image on the screen, or, while there is none, the requested one. */
function shownId(state: ImageState<ImageBitmap>): string | null {
  switch (state.kind) {
    case "none":
      return null;
    case "shown":
      return state.loaded.imageId;
    case "loading":
      return state.loaded?.imageId ?? state.wanted;
    case "failed":
      return state.wanted;
  }
}
