/** The bar below the panes: step through images, choose the layout, hide boxes, zoom, and the legend of line styles. */
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeysOf, useSlice, useStores } from "../../appContext.tsx";
import type { CommandId } from "../../commands/command.ts";
import { keyText } from "../../commands/keyNames.ts";
import { selectBy } from "../../commands/imageCommands.ts";
import type { CompareLayout } from "../../stores/viewStore.ts";
import type { ViewportRequest } from "../../stores/windowStore.ts";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { LegendPopover } from "./LegendPopover.tsx";

interface CompareBarProps {
  /** Index of the selected image in the list; -1 when the filter excludes it. */
  readonly position: number;
  readonly total: number;
  readonly layout: CompareLayout;
  readonly boxesShown: boolean;
  /** Without ground truth there is a single pane, and boxes have no verdicts to explain. */
  readonly judged: boolean;
  /** Per cent; null without an image. */
  readonly zoom: number | null;
  readonly fitted: boolean;
  /** The box that is shown enlarged, from 1, of how many; 0 while there is none. */
  readonly box: number;
  readonly boxes: number;
}

export const CompareBar = memo(function CompareBar({
  position: at,
  total,
  layout,
  boxesShown,
  judged,
  zoom,
  fitted,
  box,
  boxes,
}: CompareBarProps) {
  const { t } = useTranslation();
  const stores = useStores();
  const keysOf = useKeysOf();
  const keepZoom = useSlice(stores.settings, (state) => state.settings.keepZoom);
  const mac = stores.startUp.platform === "darwin";
  const change = (compareLayout: CompareLayout) => stores.view.getState().change({ compareLayout });
  const ask = (kind: ViewportRequest) => () => stores.window.getState().requestViewport(kind);
  return (
    <div className="compare-bar">
      <div className="compare-group">
        <BarButton
          label={t("compare.previous")}
          keys={keysOf("previousImage")[0]}
          disabled={at === 0 || total === 0}
          onClick={() => selectBy(stores, -1)}
        >
          <BarIcon d="M10 3 5 8l5 5" />
        </BarButton>
        <span className="compare-position">
          {at < 0
            ? t("compare.notListed", { total: formatCount(total) })
            : t("compare.position", { position: formatCount(at + 1), total: formatCount(total) })}
        </span>
        <BarButton
          label={t("compare.next")}
          keys={keysOf("nextImage")[0]}
          disabled={at === total - 1 || total === 0}
          onClick={() => selectBy(stores, 1)}
        >
          <BarIcon d="M6 3l5 5-5 5" />
        </BarButton>
      </div>
      {judged ? (
        <SegmentedControl<CompareLayout>
          label={t("compare.layout")}
          value={layout}
          options={[
            layoutOption("auto", "auto", "layoutAuto", "M2 3h12v10H2zM14 3 2 13"),
            layoutOption("side", "side", "layoutSide", "M2 3h12v10H2zM8 3v10"),
            layoutOption("stacked", "stacked", "layoutStacked", "M2 3h12v10H2zM2 8h12"),
            layoutOption("overlay", "overlayLayout", "layoutOverlay", "M2 2.5h8.5V11H2zM5.5 5.5H14V14H5.5z"),
          ]}
          onChange={change}
        />
      ) : null}
      <Tooltip
        text={boxesShown ? t("compare.hideBoxes") : t("compare.showBoxes")}
        keys={keysOf("toggleBoxes")[0]}
        side="top"
      >
        <button
          type="button"
          className="compare-toggle"
          aria-pressed={boxesShown}
          onClick={() => stores.view.getState().setBoxesShown(!boxesShown)}
        >
          <BarIcon d={boxesShown ? "M3 4h10v8H3z" : "M3 4h10v8H3zM2 14 14 2"} />
          {t("compare.boxes")}
        </button>
      </Tooltip>
      {judged ? <LegendPopover overlay={layout === "overlay"} /> : null}
      {box > 0 ? (
        <span role="status" data-testid="box-tour">
          {t("compare.boxOf", { position: formatCount(box), total: formatCount(boxes) })}
        </span>
      ) : null}
      <div className="compare-group compare-zoom">
        <BarButton
          label={t("compare.keepZoom")}
          keys={keysOf("keepZoom")[0]}
          disabled={false}
          pressed={keepZoom}
          testId="keep-zoom"
          onClick={() => stores.settings.getState().update({ keepZoom: !keepZoom })}
        >
          <Icon name="lock" />
        </BarButton>
        <BarButton
          label={t("compare.zoomOut")}
          keys={keysOf("zoomOut")[0]}
          disabled={zoom === null}
          onClick={ask("out")}
        >
          <BarIcon d="M3 8h10" />
        </BarButton>
        <span className="compare-percent" aria-live="off">
          {zoom === null ? "–" : t("compare.zoom", { percent: String(zoom) })}
        </span>
        <BarButton label={t("compare.zoomIn")} keys={keysOf("zoomIn")[0]} disabled={zoom === null} onClick={ask("in")}>
          <BarIcon d="M3 8h10M8 3v10" />
        </BarButton>
        <BarButton
          label={t("compare.fitWhy")}
          keys={keysOf("zoomFit")[0]}
          disabled={zoom === null}
          pressed={fitted}
          onClick={ask("fit")}
        >
          {t("compare.fit")}
        </BarButton>
        <BarButton
          label={t("compare.actualWhy")}
          keys={keysOf("zoomActual")[0]}
          disabled={zoom === null}
          onClick={ask("actual")}
        >
          {t("compare.actual")}
        </BarButton>
      </div>
    </div>
  );

  function layoutOption(
    value: CompareLayout,
    name: "auto" | "side" | "stacked" | "overlayLayout",
    command: CommandId,
    icon: string,
  ) {
    const label = (
      <>
        <BarIcon d={icon} />
        <i className="visually-hidden">{t(`compare.${name}`)}</i>
      </>
    );
    const keys = keysOf(command)[0];
    const title = keys === undefined ? t(`compare.${name}`) : `${t(`compare.${name}`)} (${keyText(keys, mac)})`;
    return { value, label, title };
  }
});

interface BarButtonProps {
  readonly label: string;
  readonly keys: string | undefined;
  readonly disabled: boolean;
  readonly pressed?: boolean;
  readonly testId?: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function BarButton({ label, keys, disabled, pressed, testId, onClick, children }: BarButtonProps) {
  return (
    <Tooltip text={label} keys={keys} side="top">
      <button
        type="button"
        className="compare-button"
        aria-label={label}
        aria-disabled={disabled}
        aria-pressed={pressed}
        data-testid={testId}
        onClick={() => {
          if (!disabled) onClick();
        }}
      >
        {children}
      </button>
    </Tooltip>
  );
}

function BarIcon({ d }: { d: string }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={d} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
