/** Loads the selected image and its neighbours, and never shows an image under another's id. */
import { failure } from "../../../shared/core/failure.ts";
import { quoted } from "../../../shared/core/reason.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { RpcError } from "../../../shared/ipc/rpc.ts";
import { ImageCache, type Bitmap, type LoadedImage } from "./imageCache.ts";

/** What the panes draw. `loaded` is the image on the screen; while the next one is loading that is still the previous one. */
export type ImageState<B extends Bitmap> =
  | { readonly kind: "none" }
  /** `loaded` has an earlier id: it is drawn with its own boxes, under its own name. */
  | { readonly kind: "loading"; readonly wanted: string; readonly loaded: LoadedImage<B> | null }
  | { readonly kind: "shown"; readonly loaded: LoadedImage<B> }
  | { readonly kind: "failed"; readonly wanted: string; readonly failure: Failure };

export type ImageReply =
  | {
      readonly ok: true;
      readonly value: {
        readonly imageId: string;
        readonly bytes: Uint8Array;
        readonly mediaType: string;
        readonly width: number;
        readonly height: number;
      };
    }
  | { readonly ok: false; readonly failure: Failure };

export interface ImageSource<B extends Bitmap> {
  /** Requests an image from the engine; rejects when the engine is gone or the signal ends the call. */
  readonly fetch: (datasetId: string, imageId: string, signal: AbortSignal) => Promise<ImageReply>;
  readonly decode: (bytes: Uint8Array, mediaType: string) => Promise<B>;
}

export interface WantedImage {
  readonly datasetId: string;
  readonly imageId: string;
  /** The file's name, for the message when it fails. */
  readonly name: string;
  /** Loaded after the selected one, nearest first. */
  readonly neighbours: readonly string[];
}

export interface ImageLoader<B extends Bitmap> {
  readonly state: () => ImageState<B>;
  readonly subscribe: (listener: () => void) => () => void;
  /** Null shows nothing and frees all. */
  readonly show: (wanted: WantedImage | null) => void;
  readonly retry: () => void;
  readonly dispose: () => void;
}

/** Limit of pixels held for the shown image and its neighbours: eight of 2560 x 1920. */
const BYTE_LIMIT = 160e6;

export function createImageLoader<B extends Bitmap>(source: ImageSource<B>, byteLimit = BYTE_LIMIT): ImageLoader<B> {
  const cache = new ImageCache<B>(byteLimit);
  const listeners = new Set<() => void>();
  let state: ImageState<B> = { kind: "none" };
  let wanted: WantedImage | null = null;
  /** Cancels whatever is loading when something else is selected. */
  let abort = new AbortController();

  function become(next: ImageState<B>): void {
    state = next;
    for (const listener of listeners) listener();
  }

  /** Ids that must not be freed: the selected one and the one on the screen. */
  function kept(): Set<string> {
    const ids = new Set<string>();
    if (wanted) ids.add(wanted.imageId);
    if (state.kind === "shown" || (state.kind === "loading" && state.loaded)) ids.add(state.loaded?.imageId ?? "");
    return ids;
  }

  /** Loads one image into the cache; a reply that is no longer needed is dropped and its pixels freed. */
  async function load(datasetId: string, imageId: string, name: string, signal: AbortSignal): Promise<Failure | null> {
    const reply = await source.fetch(datasetId, imageId, signal);
    if (signal.aborted) return null;
    if (!reply.ok) return reply.failure;
    const { value } = reply;
    if (value.imageId !== imageId) return wrongImage(name);
    const bitmap = await source.decode(value.bytes, value.mediaType);
    if (signal.aborted) {
      bitmap.close();
      return null;
    }
    cache.add({ datasetId, imageId, bitmap, size: { width: value.width, height: value.height } }, kept());
    return null;
  }

  async function loadOrExplain(
    datasetId: string,
    imageId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<Failure | null> {
    try {
      return await load(datasetId, imageId, name, signal);
    } catch (error) {
      return signal.aborted ? null : unreadable(name, error);
    }
  }

  /** The neighbours selected by now: the list may have changed while the image was loading. */
  async function prefetch(signal: AbortSignal): Promise<void> {
    for (const neighbour of wanted?.neighbours ?? []) {
      if (signal.aborted || !wanted) return;
      // A neighbour that fails is reported when it is selected itself.
      if (!cache.has(neighbour)) await loadOrExplain(wanted.datasetId, neighbour, "", signal);
    }
  }

  async function loadWanted({ datasetId, imageId, name }: WantedImage, signal: AbortSignal): Promise<void> {
    const failure = await loadOrExplain(datasetId, imageId, name, signal);
    if (signal.aborted) return;
    const loaded = cache.get(imageId);
    if (failure) become({ kind: "failed", wanted: imageId, failure });
    else if (loaded) become({ kind: "shown", loaded });
    await prefetch(signal);
  }

  function begin(target: WantedImage): void {
    abort.abort();
    abort = new AbortController();
    const loaded = cache.get(target.imageId);
    if (loaded) {
      become({ kind: "shown", loaded });
      void prefetch(abort.signal);
    } else {
      become({ kind: "loading", wanted: target.imageId, loaded: onScreen(state) });
      void loadWanted(target, abort.signal);
    }
  }

  /** The same image with other neighbours: loading continues. */
  function changeNeighbours(): void {
    if (state.kind === "loading") return;
    abort.abort();
    abort = new AbortController();
    void prefetch(abort.signal);
  }

  function clear(): void {
    abort.abort();
    wanted = null;
    // Listeners release the bitmap before it is freed.
    become({ kind: "none" });
    cache.clear();
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (next) => {
      if (!next) {
        if (wanted || state.kind !== "none") clear();
        return;
      }
      if (wanted && wanted.datasetId !== next.datasetId) clear();
      const before = wanted;
      wanted = next;
      if (before?.imageId !== next.imageId || state.kind === "none") begin(next);
      else if (before.neighbours.join() !== next.neighbours.join()) changeNeighbours();
    },
    retry: () => {
      if (wanted && state.kind === "failed") begin(wanted);
    },
    dispose: () => {
      clear();
      listeners.clear();
    },
  };
}

/** The image that is on the screen in this state, if any. */
export function onScreen<B extends Bitmap>(state: ImageState<B>): LoadedImage<B> | null {
  if (state.kind === "shown" || state.kind === "loading") return state.loaded;
  return null;
}

function wrongImage(name: string): Failure {
  return failure("wrong-image", name);
}

function unreadable(name: string, error: unknown): Failure {
  if (error instanceof RpcError && error.code === "closed") {
    return failure("engine-lost", name);
  }
  const said = error instanceof Error ? error.message : String(error);
  return failure("image-not-shown", name, { reason: quoted(said) });
}
