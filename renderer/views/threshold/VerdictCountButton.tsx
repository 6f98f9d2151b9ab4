/** A verdict with its count and denominator, as a button that shows its images. */
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import { showVerdict } from "../../commands/imageCommands.ts";
import { formatCount } from "../../ui/format.ts";
import { VerdictMark } from "../../ui/VerdictMark.tsx";

export type CountedVerdict = "escaped" | "overkill" | "caught" | "passed" | "ng" | "ok";

interface VerdictCountButtonProps {
  readonly verdict: CountedVerdict;
  /** NaN where the threshold lies below a floor: nothing was kept there. */
  readonly count: number;
  readonly total: number;
  /** True while the list is filtered by this verdict. */
  readonly shown: boolean;
  readonly testId?: string;
}

export const VerdictCountButton = memo(function VerdictCountButton({
  verdict,
  count,
  total,
  shown,
  testId,
}: VerdictCountButtonProps) {
  const { t } = useTranslation();
  const stores = useStores();
  return (
    <button
      type="button"
      className={`verdict-count verdict-count-${verdict}`}
      aria-pressed={shown}
      title={t(openText(verdict))}
      onClick={() => showVerdict(stores, verdict)}
    >
      <VerdictMark verdict={verdict} />
      <span>{t(`threshold.${verdict}`)}</span>
      <b data-testid={testId} data-count={count} data-total={total}>
        {Number.isNaN(count) ? "–" : t("threshold.fraction", { count, total: formatCount(total) })}
      </b>
    </button>
  );
});

function openText(verdict: CountedVerdict) {
  switch (verdict) {
    case "escaped":
      return "threshold.openEscaped";
    case "overkill":
      return "threshold.openOverkill";
    case "caught":
      return "threshold.openCaught";
    case "passed":
      return "threshold.openPassed";
    case "ng":
      return "threshold.openNg";
    case "ok":
      return "threshold.openOk";
  }
}
