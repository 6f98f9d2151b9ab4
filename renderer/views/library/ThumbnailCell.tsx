/** One image of the grid: thumbnail, verdict by shape, colour and word, best score, file name. */
import { useWords } from "../../i18n/useWords.ts";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { useStores } from "../../appContext.tsx";
import type { VerdictOrState } from "../../stores/derived.ts";
import { FileName } from "../../ui/FileName.tsx";
import { formatScore } from "../../ui/format.ts";
import { VerdictMark } from "../../ui/VerdictMark.tsx";
import { BestScore } from "./BestScore.tsx";
import { fileNameOf } from "./fileName.ts";
import { useThumbnail } from "./useThumbnail.ts";

interface ThumbnailCellProps {
  readonly datasetId: string;
  readonly image: DatasetImage;
  readonly verdict: VerdictOrState;
  /** -1 nothing found, null not measured. */
  readonly score: number | null;
  readonly position: number;
  readonly count: number;
  readonly selected: boolean;
  readonly width: number;
}

/** Memoised: while the threshold moves, only images whose verdict changes render again. */
export const ThumbnailCell = memo(function ThumbnailCell({
  datasetId,
  image,
  verdict,
  score,
  position,
  count,
  selected,
  width,
}: ThumbnailCellProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  return (
    <div
      id={`image-${image.id}`}
      className={`thumbnail verdict-frame-${verdict}${selected ? " thumbnail-selected" : ""}`}
      role="option"
      aria-selected={selected}
      aria-posinset={position + 1}
      aria-setsize={count}
      aria-label={spokenName(t(`verdict.${verdict}`), score, image.name)}
      title={`${image.name}\n${t(`verdictWhy.${verdict}`)}`}
      data-testid={`thumb-${image.id}`}
      data-verdict={verdict}
      style={{ width }}
      onClick={() => view.getState().select(image.id)}
    >
      <ThumbnailImage datasetId={datasetId} image={image} />
      <div className="thumbnail-caption">
        <span className={`thumbnail-verdict tone-${verdict}`}>
          <VerdictMark verdict={verdict} size={10} />
          <span className="ellipsis">{t(`verdict.${verdict}`)}</span>
        </span>
        <BestScore score={score} />
      </div>
      <div className="thumbnail-name faint">
        <FileName name={fileNameOf(image.name)} />
      </div>
    </div>
  );
});

/** What is seen, in the same order, so that it can be asked for by voice. */
function spokenName(verdict: string, score: number | null, name: string): string {
  const shown = score === null ? [] : [score < 0 ? "–" : formatScore(score)];
  return [verdict, ...shown, fileNameOf(name)].join(" ");
}

export function ThumbnailImage({ datasetId, image }: { datasetId: string; image: DatasetImage }) {
  const { t } = useTranslation();
  const words = useWords();
  const thumbnail = useThumbnail(datasetId, image.id);
  return (
    <div className="thumbnail-image">
      {thumbnail.status === "ready" ? <img src={thumbnail.url} alt="" draggable={false} /> : null}
      {thumbnail.status === "failed" ? (
        <span className="thumbnail-failed faint" title={words.failure(thumbnail.failure)}>
          {t("library.thumbnailFailed")}
        </span>
      ) : null}
    </div>
  );
}
