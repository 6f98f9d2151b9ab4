/** The thumbnail of an image while a component shows it; released when the component unmounts. */
import { useCallback, useSyncExternalStore } from "react";
import { useStores } from "../../appContext.tsx";
import type { Thumbnail } from "../../stores/thumbnailCache.ts";

export function useThumbnail(datasetId: string, imageId: string): Thumbnail {
  const { thumbnails } = useStores();
  const subscribe = useCallback(
    (changed: () => void) => thumbnails.want(datasetId, imageId, changed),
    [thumbnails, datasetId, imageId],
  );
  return useSyncExternalStore(subscribe, () => thumbnails.read(datasetId, imageId));
}
