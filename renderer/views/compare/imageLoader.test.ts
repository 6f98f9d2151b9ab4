/** In whatever order replies arrive, the image on the screen is the one that its id names. */
import { quoted } from "../../../shared/core/reason.ts";
import { failure } from "../../../shared/core/failure.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RpcError } from "../../../shared/ipc/rpc.ts";
import { createImageLoader, type ImageReply, type ImageState } from "./imageLoader.ts";
import type { Bitmap } from "./imageCache.ts";

/** A bitmap that knows whose pixels it has, and whether it was freed. */
class FakeBitmap implements Bitmap {
  width = 100;
  height = 50;
  closed = 0;
  constructor(readonly pixelsOf: string) {}
  close(): void {
    this.closed += 1;
  }
}

interface Call {
  readonly imageId: string;
  readonly signal: AbortSignal;
  readonly resolve: (reply: ImageReply) => void;
  readonly reject: (error: Error) => void;
}

/** An engine whose answers the test gives, one at a time. */
function createFakeEngine() {
  const calls: Call[] = [];
  const bitmaps: FakeBitmap[] = [];
  return {
    calls,
    bitmaps,
    source: {
      fetch: (_datasetId: string, imageId: string, signal: AbortSignal) =>
        new Promise<ImageReply>((resolve, reject) => calls.push({ imageId, signal, resolve, reject })),
      decode: (bytes: Uint8Array) => {
        const bitmap = new FakeBitmap(new TextDecoder().decode(bytes));
        bitmaps.push(bitmap);
        return Promise.resolve(bitmap);
      },
    },
    answer: (imageId: string, reply: ImageReply = imageOf(imageId)) => {
      const i = calls.findIndex((call) => call.imageId === imageId);
      calls.splice(i, 1)[0]?.resolve(reply);
      return settled();
    },
  };
}

function imageOf(imageId: string): ImageReply {
  return {
    ok: true,
    value: { imageId, bytes: new TextEncoder().encode(imageId), mediaType: "image/jpeg", width: 100, height: 50 },
  };
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function want(imageId: string, neighbours: string[] = [], datasetId = "d") {
  return { datasetId, imageId, name: `${imageId}.jpg`, neighbours };
}

function pixels(state: ImageState<FakeBitmap>): string | null {
  if (state.kind === "shown" || state.kind === "loading") return state.loaded?.bitmap.pixelsOf ?? null;
  return null;
}

describe("image loader", () => {
  it("keeps the old image under its own id until the new one is there", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("a"));
    expect(loader.state()).toEqual({ kind: "loading", wanted: "a", loaded: null });
    await engine.answer("a");
    loader.show(want("b"));
    const state = loader.state();
    expect(state.kind === "loading" && state.wanted === "b" && state.loaded?.imageId === "a").toBe(true);
    expect(pixels(state)).toBe("a");
    await engine.answer("b");
    expect(loader.state().kind).toBe("shown");
    expect(pixels(loader.state())).toBe("b");
  });

  it("drops the late reply of an image that was passed by", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("a"));
    loader.show(want("b"));
    await engine.answer("b");
    expect(engine.calls[0]?.signal.aborted).toBe(true);
    await engine.answer("a");
    expect(pixels(loader.state())).toBe("b");
  });

  it("refuses an answer that is of another image", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("a"));
    await engine.answer("a", imageOf("b"));
    const state = loader.state();
    expect(state.kind === "failed" && state.failure.code).toBe("wrong-image");
    expect(state.kind === "failed" && state.failure.file).toBe("a.jpg");
  });

  it("tells file and reason of a failed image, and tries again", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("a"));
    engine.calls.pop()?.reject(new Error("the port closed"));
    await settled();
    const state = loader.state();
    expect(state.kind === "failed" && state.failure).toEqual(
      failure("image-not-shown", "a.jpg", { reason: quoted("the port closed") }),
    );
    loader.retry();
    await engine.answer("a");
    expect(pixels(loader.state())).toBe("a");
  });

  it("does not blame the file when it was the engine that ended", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("a"));
    engine.calls.pop()?.reject(new RpcError("closed", "the other process ended"));
    await settled();
    const state = loader.state();
    expect(state.kind === "failed" && [state.failure.code, state.failure.file]).toEqual(["engine-lost", "a.jpg"]);
  });

  it("fetches neighbours after the wanted one and shows them at once", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("b", ["c", "a"]));
    expect(engine.calls.map((call) => call.imageId)).toEqual(["b"]);
    await engine.answer("b");
    await engine.answer("c");
    loader.show(want("c", ["d", "b"]));
    expect(loader.state().kind).toBe("shown");
    expect(pixels(loader.state())).toBe("c");
  });

  it("goes on loading when only the neighbours change", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source);
    loader.show(want("b", ["c"]));
    loader.show(want("b", ["a"]));
    expect(engine.calls.map((call) => [call.imageId, call.signal.aborted])).toEqual([["b", false]]);
    await engine.answer("b");
    const shown = loader.state();
    expect(engine.calls.map((call) => call.imageId)).toEqual(["a"]);
    loader.show(want("b", ["c"]));
    expect(loader.state()).toBe(shown);
    expect(engine.calls.map((call) => [call.imageId, call.signal.aborted])).toEqual([
      ["a", true],
      ["c", false],
    ]);
  });

  it("frees what was used longest ago, never what is on the screen", async () => {
    const engine = createFakeEngine();
    const loader = createImageLoader(engine.source, 2 * 100 * 50 * 4);
    for (const id of ["a", "b", "c"]) {
      loader.show(want(id));
      await engine.answer(id);
    }
    expect(engine.bitmaps.map((bitmap) => [bitmap.pixelsOf, bitmap.closed])).toEqual([
      ["a", 1],
      ["b", 0],
      ["c", 0],
    ]);
    loader.show(want("x", [], "another dataset"));
    expect(loader.state()).toEqual({ kind: "loading", wanted: "x", loaded: null });
    expect(engine.bitmaps.every((bitmap) => bitmap.closed === 1)).toBe(true);
  });

  it("for any order of wishes and replies shows right pixels, frees each bitmap once, and none that is on the screen", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("want" as const), id: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ kind: fc.constant("answer" as const), nth: fc.nat(10) }),
      fc.record({ kind: fc.constant("fail" as const), nth: fc.nat(10) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const engine = createFakeEngine();
        const loader = createImageLoader(engine.source, 2 * 100 * 50 * 4);
        for (const s of steps) {
          if (s.kind === "want") loader.show(want(`p${s.id}`, [`p${s.id + 1}`, `p${s.id - 1}`]));
          else {
            const call = engine.calls.splice(s.nth % Math.max(engine.calls.length, 1), 1)[0];
            if (s.kind === "answer") call?.resolve(imageOf(call.imageId));
            else call?.reject(new Error("gone"));
          }
          await settled();
          const state = loader.state();
          if (state.kind === "shown" || state.kind === "loading") {
            expect(pixels(state)).toBe(state.loaded?.imageId ?? null);
            expect(state.loaded?.bitmap.closed ?? 0).toBe(0);
          }
        }
        loader.dispose();
        for (const call of engine.calls) call.resolve(imageOf(call.imageId));
        await settled();
        expect(engine.bitmaps.every((bitmap) => bitmap.closed === 1)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
