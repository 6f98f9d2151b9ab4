/** The legend of box styles, in a popover behind a button that fits in every window. */
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeysOf, useSlice, useStores } from "../../appContext.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { BoxSwatch, CornerSwatch } from "./BoxSwatch.tsx";

export function LegendPopover({ overlay }: { overlay: boolean }) {
  const { t } = useTranslation();
  const { window } = useStores();
  const keysOf = useKeysOf();
  const open = useSlice(window, (state) => state.legendOpen);
  return (
    <Popover.Root open={open} onOpenChange={(next) => window.getState().setLegendOpen(next)}>
      <Tooltip text={t("compare.legend")} keys={keysOf("showLegend")[0]} side="top">
        {/* The tooltip's and the popover's trigger are one button. */}
        <Popover.Trigger className="compare-button" aria-label={t("compare.legend")} data-testid="legend">
          <Icon name="legend" />
        </Popover.Trigger>
      </Tooltip>
      <Popover.Portal>
        <Popover.Content className="popover legend" side="top" sideOffset={6} collisionPadding={8}>
          <h3 className="popover-title">{t("compare.legend")}</h3>
          <dl className="legend-lines">
            {overlay ? <Line swatch={<CornerSwatch />} name={t("compare.legendTruth")} /> : null}
            <Line
              swatch={<BoxSwatch verdict="tp" />}
              name={overlay ? t("compare.tp") : t("compare.legendTp")}
              why={t("compare.tpWhy")}
            />
            <Line swatch={<BoxSwatch verdict="fp" />} name={t("compare.legendFp")} why={t("compare.fpWhy")} />
            <Line swatch={<BoxSwatch verdict="fn" />} name={t("compare.legendFn")} why={t("compare.fnWhy")} />
            <Line swatch={<BoxSwatch verdict="ignored" />} name={t("compare.boxIgnored")} />
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Line({ swatch, name, why }: { swatch: ReactNode; name: string; why?: string }) {
  return (
    <>
      <dt>
        {swatch} {name}
      </dt>
      <dd className="quiet">{why}</dd>
    </>
  );
}
