/** The best score of an image as a number; a dash where nothing was found, empty where it is not measured. */
import { useTranslation } from "react-i18next";
import { formatScore } from "../../ui/format.ts";

export function BestScore({ score }: { score: number | null }) {
  const { t } = useTranslation();
  if (score === null) return null;
  if (score < 0) {
    return (
      <span className="score faint" title={t("library.nothingFound")}>
        –
      </span>
    );
  }
  return (
    <span className="score" title={`${t("library.bestScore")} ${score}`}>
      {formatScore(score)}
    </span>
  );
}
