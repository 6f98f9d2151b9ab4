/** The best score of a picture in figures; a dash where nothing was found, nothing where it is not measured. */
import { useTranslation } from "react-i18next";
import { useMoment, useStores } from "../../appContext.tsx";
import { formatScore } from "../../ui/format.ts";

export function BestScore({ imageIndex }: { imageIndex: number }) {
  const { t } = useTranslation();
  const { derived } = useStores();
  const best = derived.bestScore(useMoment(), imageIndex);
  if (best === null) return null;
  if (best < 0) {
    return (
      <span className="score faint" title={t("library.nothingFound")}>
        –
      </span>
    );
  }
  return (
    <span className="score" title={`${t("library.bestScore")} ${best}`}>
      {formatScore(best)}
    </span>
  );
}
