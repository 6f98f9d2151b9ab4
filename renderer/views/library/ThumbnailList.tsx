/** The list: one line per image, for many images and for reading scores. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { useMoment, useStores } from "../../appContext.tsx";
import type { VerdictOrState } from "../../stores/derived.ts";
import { FileName } from "../../ui/FileName.tsx";
import { VerdictMark } from "../../ui/VerdictMark.tsx";
import { BestScore } from "./BestScore.tsx";
import { fileNameOf } from "./fileName.ts";
import { ImageListbox } from "./ImageListbox.tsx";
import { ThumbnailImage } from "./ThumbnailCell.tsx";

const ROW_HEIGHT = 32;

export function ThumbnailList({ indices }: { indices: Int32Array }) {
  const stores = useStores();
  const moment = useMoment();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: indices.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const dataset = moment.project.dataset;
  const selected = stores.derived.imageById(moment, moment.view.selectedImageId);
  const position = selected ? indices.indexOf(selected.index) : -1;
  useEffect(() => {
    if (position >= 0) rows.scrollToIndex(position, { align: "auto" });
  }, [rows, position]);
  return (
    <ImageListbox scroller={scroller} columns={1} height={rows.getTotalSize()} selectedId={selected?.image.id ?? null}>
      {rows.getVirtualItems().map((row) => {
        const imageIndex = indices[row.index] ?? -1;
        const image = dataset?.images[imageIndex];
        return dataset && image ? (
          <ListRow
            key={image.id}
            datasetId={dataset.id}
            image={image}
            verdict={stores.derived.verdict(moment, imageIndex)}
            score={stores.derived.bestScore(moment, imageIndex)}
            top={row.start}
            position={row.index}
            count={indices.length}
            selected={imageIndex === selected?.index}
          />
        ) : null;
      })}
    </ImageListbox>
  );
}

interface ListRowProps {
  readonly datasetId: string;
  readonly image: DatasetImage;
  readonly verdict: VerdictOrState;
  readonly score: number | null;
  readonly top: number;
  readonly position: number;
  readonly count: number;
  readonly selected: boolean;
}

const ListRow = memo(function ListRow({
  datasetId,
  image,
  verdict,
  score,
  top,
  position,
  count,
  selected,
}: ListRowProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  return (
    <div
      id={`image-${image.id}`}
      className={`list-row${selected ? " list-row-selected" : ""}`}
      role="option"
      aria-selected={selected}
      aria-posinset={position + 1}
      aria-setsize={count}
      title={`${image.name}\n${t(`verdictWhy.${verdict}`)}`}
      data-testid={`thumb-${image.id}`}
      data-verdict={verdict}
      style={{ transform: `translateY(${top}px)`, height: ROW_HEIGHT }}
      onClick={() => view.getState().select(image.id)}
    >
      <ThumbnailImage datasetId={datasetId} image={image} />
      <FileName name={fileNameOf(image.name)} />
      <span className={`list-verdict tone-${verdict}`}>
        <VerdictMark verdict={verdict} size={10} />
        <span className="ellipsis">{t(`verdict.${verdict}`)}</span>
      </span>
      <BestScore score={score} />
    </div>
  );
});
