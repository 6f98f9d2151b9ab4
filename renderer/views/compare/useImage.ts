/** The image loader as a hook: requests the selected image and its neighbours in the list. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { useSlice, useStores } from "../../appContext.tsx";
import type { LoupeBridge } from "../../bridge/loupeBridge.ts";
import type { Moment } from "../../stores/derived.ts";
import type { Stores } from "../../stores/createStores.ts";
import { createImageLoader, type ImageLoader, type ImageState, type WantedImage } from "./imageLoader.ts";

/** Two ahead, one behind: people mostly go forward. */
const NEIGHBOURS = [1, 2, -1] as const;

export interface ShownImage {
  readonly state: ImageState<ImageBitmap>;
  readonly retry: () => void;
}

export function useImage(moment: Moment): ShownImage {
  const stores = useStores();
  const [loader] = useState(() => createBitmapLoader(stores.bridge));
  const wanted = wantedImage(stores, moment);
  const key = wanted ? [wanted.datasetId, wanted.imageId, ...wanted.neighbours].join("\n") : "";
  useEffect(() => {
    loader.show(wanted);
    // `key` holds all of `wanted` but the name, which goes with the id.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [loader, key]);
  useEffect(() => () => loader.dispose(), [loader]);
  // An image that was loading when the engine ended is requested again.
  const engine = useSlice(stores.engine, ({ status }) => status);
  useEffect(() => {
    if (engine === "ready") loader.retry();
  }, [loader, engine]);
  const state = useSyncExternalStore(loader.subscribe, loader.state);
  return { state: ofDataset(state, moment.project.dataset?.id ?? null), retry: loader.retry };
}

/** Ids are unique only within a dataset: until the loader has the new one, nothing of the old one may be drawn. */
function ofDataset(state: ImageState<ImageBitmap>, datasetId: string | null): ImageState<ImageBitmap> {
  if (state.kind === "none" || state.kind === "failed") return state;
  return state.loaded && state.loaded.datasetId !== datasetId ? { kind: "none" } : state;
}

function createBitmapLoader(bridge: LoupeBridge): ImageLoader<ImageBitmap> {
  return createImageLoader<ImageBitmap>({
    fetch: (datasetId, imageId, signal) => bridge.engine().image({ datasetId, imageId }, { signal }),
    decode: (bytes, mediaType) => createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: mediaType })),
  });
}

function wantedImage({ derived }: Stores, moment: Moment): WantedImage | null {
  const { dataset } = moment.project;
  const selected = derived.imageById(moment, moment.view.selectedImageId);
  if (!dataset || !selected) return null;
  const { indices } = derived.listed(moment);
  const at = indices.indexOf(selected.index);
  const neighbours = NEIGHBOURS.flatMap((step) => dataset.images[indices[at + step] ?? -1]?.id ?? []);
  return {
    datasetId: dataset.id,
    imageId: selected.image.id,
    name: selected.image.name,
    neighbours: at < 0 ? [] : neighbours,
  };
}
