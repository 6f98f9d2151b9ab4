/** Thumbnails as object URLs: few requests at a time, the latest first, cancelled when scrolled away, revoked when evicted. */
import { failure, type Failure } from "../../shared/core/failure.ts";
import { quoted } from "../../shared/core/reason.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";

export type Thumbnail =
  | { readonly status: "waiting" }
  | { readonly status: "ready"; readonly url: string; readonly width: number; readonly height: number }
  | { readonly status: "failed"; readonly failure: Failure };

export interface ThumbnailCache {
  /** The current state; the same object until it changes. */
  readonly read: (datasetId: string, imageId: string) => Thumbnail;
  /** Requests it and subscribes to changes; the returned function releases it, which cancels a call under way. */
  readonly want: (datasetId: string, imageId: string, changed: () => void) => () => void;
  /** Requests again what failed and is still on screen: the engine that was asked may have ended. */
  readonly retryFailed: () => void;
  /** Revokes every URL: for another dataset. */
  readonly clear: () => void;
}

export interface ThumbnailCacheOptions {
  readonly side: number;
  /** Thumbnails kept beyond those on screen. */
  readonly capacity: number;
  /** Concurrent calls: the engine decodes for the run as well. */
  readonly concurrency: number;
  readonly createUrl: (bytes: Uint8Array, mediaType: string) => string;
  readonly revokeUrl: (url: string) => void;
}

interface Entry {
  readonly key: string;
  readonly datasetId: string;
  readonly imageId: string;
  thumbnail: Thumbnail;
  abort: AbortController | null;
  readonly listeners: Set<() => void>;
}

const WAITING: Thumbnail = { status: "waiting" };

export function createThumbnailCache(bridge: LoupeBridge, options: ThumbnailCacheOptions): ThumbnailCache {
  // Insertion order is the order of last use: the oldest without a listener is evicted first.
  const entries = new Map<string, Entry>();
  let underWay = 0;

  function touch(entry: Entry): void {
    entries.delete(entry.key);
    entries.set(entry.key, entry);
  }

  function forget(entry: Entry): void {
    entry.abort?.abort();
    if (entry.thumbnail.status === "ready") options.revokeUrl(entry.thumbnail.url);
    entries.delete(entry.key);
  }

  function evict(): void {
    let extra = entries.size - options.capacity;
    for (const entry of entries.values()) {
      if (extra <= 0) return;
      if (entry.listeners.size > 0) continue;
      forget(entry);
      extra -= 1;
    }
  }

  /** The latest request: what the user is looking at now. */
  function nextWanted(): Entry | undefined {
    let last: Entry | undefined;
    for (const entry of entries.values()) {
      if (entry.thumbnail.status === "waiting" && entry.abort === null && entry.listeners.size > 0) last = entry;
    }
    return last;
  }

  function pump(): void {
    while (underWay < options.concurrency) {
      const entry = nextWanted();
      if (!entry) return;
      underWay += 1;
      void load(entry).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  }

  async function load(entry: Entry): Promise<void> {
    const abort = new AbortController();
    entry.abort = abort;
    const settle = (thumbnail: Thumbnail) => {
      entry.thumbnail = thumbnail;
      for (const listener of entry.listeners) listener();
    };
    try {
      const reply = await bridge
        .engine()
        .thumbnail(
          { datasetId: entry.datasetId, imageId: entry.imageId, side: options.side },
          { signal: abort.signal },
        );
      if (abort.signal.aborted || entries.get(entry.key) !== entry) return;
      if (!reply.ok) return settle({ status: "failed", failure: reply.failure });
      const { bytes, mediaType, width, height } = reply.value;
      settle({ status: "ready", url: options.createUrl(bytes, mediaType), width, height });
    } catch (error) {
      // An aborted or interrupted call leaves it waiting: it is requested again when it is next on screen.
      if (abort.signal.aborted) return;
      const said = error instanceof Error ? error.message : String(error);
      settle({ status: "failed", failure: failure("image-not-shown", "", { reason: quoted(said) }) });
    } finally {
      entry.abort = null;
    }
  }

  return {
    read: (datasetId, imageId) => entries.get(`${datasetId}/${imageId}`)?.thumbnail ?? WAITING,
    want: (datasetId, imageId, changed) => {
      const key = `${datasetId}/${imageId}`;
      const entry = entries.get(key) ?? {
        key,
        datasetId,
        imageId,
        thumbnail: WAITING,
        abort: null,
        listeners: new Set(),
      };
      if (entry.thumbnail.status === "failed") entry.thumbnail = WAITING;
      entry.listeners.add(changed);
      touch(entry);
      evict();
      // A list that mounts requests many at once: start after it has requested all.
      queueMicrotask(pump);
      return () => {
        entry.listeners.delete(changed);
        if (entry.listeners.size === 0) entry.abort?.abort();
      };
    },
    retryFailed: () => {
      for (const entry of entries.values()) {
        if (entry.thumbnail.status !== "failed") continue;
        entry.thumbnail = WAITING;
        for (const listener of entry.listeners) listener();
      }
      pump();
    },
    clear: () => {
      for (const entry of [...entries.values()]) if (entry.listeners.size === 0) forget(entry);
    },
  };
}
