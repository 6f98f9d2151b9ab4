/** Hostile bitmaps: whatever the bytes, the decoder answers, in bounded memory, with a whole image or a reason. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBmp } from "./bmp.ts";

const FOLDER = join(import.meta.dirname, "fixtures/decode");
const SEEDS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".bmp"))
  .map((name) => readFileSync(join(FOLDER, name)));
const MOST = 10_000;

function check(bytes: Uint8Array): void {
  const decoded = decodeBmp(bytes, MOST);
  if (decoded.ok) {
    expect(decoded.width * decoded.height).toBeLessThanOrEqual(MOST);
    expect(decoded.rgb.length).toBe(decoded.width * decoded.height * 3);
  } else {
    expect(decoded.reason).not.toBe("");
  }
}

describe("bitmaps", () => {
  it("has seeds of every kind", () => expect(SEEDS.length).toBeGreaterThanOrEqual(12));

  it("answers whatever bytes of a good file are changed", () => {
    fc.assert(
      fc.property(
        fc.nat(SEEDS.length - 1),
        fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { maxLength: 12 }),
        fc.nat(2000),
        (seed, changes, cut) => {
          const bytes = Uint8Array.from((SEEDS[seed] as Buffer).subarray(0, cut % 3 === 0 ? cut : undefined));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          check(bytes);
        },
      ),
      { numRuns: 20_000, seed: 4 },
    );
  });

  it("answers random bytes after the magic ones", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => check(Uint8Array.from([0x42, 0x4d, ...tail]))),
      { numRuns: 5_000, seed: 5 },
    );
  });

  it("refuses sizes that would fill memory before it allocates", () => {
    const bytes = Uint8Array.from(SEEDS[0] as Buffer);
    const view = new DataView(bytes.buffer);
    view.setInt32(18, 0x7fffffff, true);
    view.setInt32(22, 0x7fffffff, true);
    expect(decodeBmp(bytes, 268_000_000)).toMatchObject({ ok: false, tooLarge: true });
    view.setInt32(22, -0x80000000, true);
    expect(decodeBmp(bytes, 268_000_000)).toMatchObject({ ok: false, tooLarge: true });
  });
});
