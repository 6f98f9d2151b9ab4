/** The common part of grid and list: the scrolling listbox for screen readers, and its keys. */
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useListKeys } from "./useListKeys.ts";

interface ImageListboxProps {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Images per row: how far an up or down key moves. */
  readonly columns: number;
  /** CSS pixels of all rows, including those not on screen. */
  readonly height: number;
  readonly selectedId: string | null;
  readonly children: ReactNode;
}

export function ImageListbox({ scroller, columns, height, selectedId, children }: ImageListboxProps) {
  const { t } = useTranslation();
  const onKeyDown = useListKeys(columns);
  return (
    <div
      ref={scroller}
      className="library-scroller"
      role="listbox"
      tabIndex={0}
      aria-label={t("library.title")}
      aria-activedescendant={selectedId === null ? undefined : `image-${selectedId}`}
      onKeyDown={onKeyDown}
    >
      <div className="library-canvas" style={{ height }}>
        {children}
      </div>
    </div>
  );
}
