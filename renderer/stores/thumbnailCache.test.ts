/** Thumbnails: requested once, cancelled when released, revoked when evicted. */
import { expect, it } from "vitest";
import { createSmallWorld, until } from "../testing/fakeWorld.ts";
import { createThumbnailCache } from "./thumbnailCache.ts";

function cacheWith(
  options: {
    capacity?: number;
    concurrency?: number;
    image?: (
      id: string,
    ) => Promise<null | { bytes: Uint8Array<ArrayBuffer>; mediaType: string; width: number; height: number }>;
  } = {},
) {
  const live = new Set<string>();
  const asked: string[] = [];
  const image =
    options.image ?? (async () => ({ bytes: new Uint8Array([1]), mediaType: "image/jpeg", width: 4, height: 3 }));
  const { bridge } = createSmallWorld({
    image: (id) => {
      asked.push(id);
      return image(id);
    },
  });
  let next = 0;
  const cache = createThumbnailCache(bridge, {
    side: 64,
    capacity: options.capacity ?? 10,
    concurrency: options.concurrency ?? 2,
    createUrl: () => {
      const url = `blob:${next++}`;
      live.add(url);
      return url;
    },
    revokeUrl: (url) => void live.delete(url),
  });
  return { cache, live, asked };
}

it("loads once and keeps it while anyone looks", async () => {
  const { cache, asked } = cacheWith();
  const giveUp = cache.want("small", "d1", () => undefined);
  await until(() => cache.read("small", "d1").status === "ready");
  giveUp();
  cache.want("small", "d1", () => undefined);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(asked).toEqual(["d1"]);
});

it("forgets the longest unseen beyond its capacity and gives its URL back", async () => {
  const { cache, live } = cacheWith({ capacity: 2 });
  for (const id of ["a", "b", "c"]) {
    const giveUp = cache.want("small", id, () => undefined);
    await until(() => cache.read("small", id).status === "ready");
    giveUp();
  }
  expect(cache.read("small", "a").status).toBe("waiting");
  expect(cache.read("small", "c").status).toBe("ready");
  expect(live.size).toBe(2);
});

it("loads what was asked for last first, and nothing that was given up", async () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const { cache, asked } = cacheWith({
    concurrency: 1,
    image: async () => {
      await gate;
      return { bytes: new Uint8Array([1]), mediaType: "image/jpeg", width: 4, height: 3 };
    },
  });
  cache.want("small", "first", () => undefined);
  await until(() => asked.length === 1);
  const giveUp = cache.want("small", "scrolled-away", () => undefined);
  cache.want("small", "older", () => undefined);
  cache.want("small", "newer", () => undefined);
  giveUp();
  open();
  await until(() => cache.read("small", "older").status === "ready");
  expect(asked).toEqual(["first", "newer", "older"]);
});

it("says when there is none, and tries again when it is wanted again", async () => {
  let broken = true;
  const { cache } = cacheWith({
    image: async () => (broken ? null : { bytes: new Uint8Array([1]), mediaType: "image/jpeg", width: 4, height: 3 }),
  });
  const giveUp = cache.want("small", "d1", () => undefined);
  await until(() => cache.read("small", "d1").status === "failed");
  giveUp();
  broken = false;
  cache.want("small", "d1", () => undefined);
  await until(() => cache.read("small", "d1").status === "ready");
});

it("gives every URL back when cleared", async () => {
  const { cache, live } = cacheWith();
  const giveUp = cache.want("small", "d1", () => undefined);
  await until(() => cache.read("small", "d1").status === "ready");
  giveUp();
  cache.clear();
  expect(live.size).toBe(0);
});

it("asks again for what failed while the engine was gone, as soon as it is told that one is back", async () => {
  let gone = true;
  const { cache, asked } = cacheWith({
    image: async () => {
      if (gone) throw new Error("the other process ended");
      return { bytes: new Uint8Array([1]), mediaType: "image/jpeg", width: 4, height: 3 };
    },
  });
  const seen: string[] = [];
  cache.want("small", "d1", () => seen.push(cache.read("small", "d1").status));
  await until(() => cache.read("small", "d1").status === "failed");
  gone = false;
  cache.retryFailed();
  await until(() => cache.read("small", "d1").status === "ready");
  expect([asked, seen]).toEqual([
    ["d1", "d1"],
    ["failed", "waiting", "ready"],
  ]);
});
