/** The grid of thumbnails: only visible rows exist, with as many columns as fit. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { useMoment, useStores } from "../../appContext.tsx";
import { useElementWidth } from "../../ui/useElementWidth.ts";
import { ImageListbox } from "./ImageListbox.tsx";
import { ThumbnailCell } from "./ThumbnailCell.tsx";

const CELL_WIDTH = 96;
const GAP = 8;
/** The verdict line and the file name below the image, with the cell's padding. */
const CAPTION_HEIGHT = 44;

export function ThumbnailGrid({ indices }: { indices: Int32Array }) {
  const stores = useStores();
  const moment = useMoment();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useElementWidth(scroller) - 2 * GAP;
  const columns = Math.max(1, Math.floor((width + GAP) / (CELL_WIDTH + GAP)));
  const cellWidth = Math.max(0, (width - (columns - 1) * GAP) / columns);
  const rowHeight = Math.round(cellWidth * 0.75) + CAPTION_HEIGHT + GAP;
  const rows = useVirtualizer({
    count: Math.ceil(indices.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 2,
    paddingStart: GAP,
  });
  useEffect(() => rows.measure(), [rows, rowHeight]);

  const dataset = moment.project.dataset;
  const selected = stores.derived.imageById(moment, moment.view.selectedImageId);
  const position = selected ? indices.indexOf(selected.index) : -1;
  useEffect(() => {
    if (position >= 0 && width > 0) rows.scrollToIndex(Math.floor(position / columns), { align: "auto" });
  }, [rows, position, columns, width]);

  return (
    <ImageListbox
      scroller={scroller}
      columns={columns}
      height={rows.getTotalSize()}
      selectedId={selected?.image.id ?? null}
    >
      {rows.getVirtualItems().map((row) => (
        <div
          key={row.key}
          className="thumbnail-row"
          style={{ transform: `translateY(${row.start}px)`, height: rowHeight }}
        >
          {Array.from(indices.subarray(row.index * columns, (row.index + 1) * columns), (imageIndex, column) => {
            const image = dataset?.images[imageIndex];
            return dataset && image ? (
              <ThumbnailCell
                key={image.id}
                datasetId={dataset.id}
                image={image}
                verdict={stores.derived.verdict(moment, imageIndex)}
                score={stores.derived.bestScore(moment, imageIndex)}
                position={row.index * columns + column}
                count={indices.length}
                selected={imageIndex === selected?.index}
                width={cellWidth}
              />
            ) : null;
          })}
        </div>
      ))}
    </ImageListbox>
  );
}
