/** Foreign YAML: what is read, what is refused, and that no input takes time out of proportion to its length. */
import { describe, expect, test } from "vitest";
import { reason } from "../../../shared/core/reason.ts";
import { MAX_YAML_LENGTH, readYaml } from "./readYaml.ts";

const many = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("\n");

test("a mapping, with an alias and a byte order mark", () => {
  expect(readYaml("\uFEFFa: &x [1, 划痕]\nb: *x\n")).toEqual({
    ok: true,
    mapping: { a: [1, "划痕"], b: [1, "划痕"] },
  });
});

test.each([
  ["a list", "- 1\n", reason("yaml-not-a-mapping")],
  ["nothing", "", reason("yaml-not-a-mapping")],
  ["a key twice", "a: 1\nb: {c: 1, c: 2}\n", reason("yaml-repeated-key", { key: "c" })],
  ["too long a text", "#".repeat(MAX_YAML_LENGTH + 1), reason("longer-than", { characters: MAX_YAML_LENGTH })],
])("%s is refused", (_, text, why) => expect(readYaml(text)).toEqual({ ok: false, reason: why }));

test.each(["a: [1", "a: *nobody", `a: ${"[".repeat(50_000)}`])("a text that is none is refused: %s", (text) => {
  expect(readYaml(text)).toMatchObject({ ok: false, reason: { code: "not-yaml" } });
});

describe("in a second what took a minute", () => {
  // Before: each key was compared with each (39 s), each alias was looked for from the beginning of the document (9 s for 20,000).
  test("40,000 keys", { timeout: 15_000 }, () => {
    const read = readYaml(many(40_000, (i) => `k${i}: ${i}`));
    expect(read.ok && Object.keys(read.mapping).length).toBe(40_000);
  });

  test("40,000 anchors, each with an alias", { timeout: 15_000 }, () => {
    const text = `x:\n${many(40_000, (i) => `  - &a${i} 1`)}\ny:\n${many(40_000, (i) => `  - *a${i}`)}`;
    expect(readYaml(text)).toEqual({
      ok: false,
      reason: reason("yaml-too-many-aliases", { count: 40_000, most: 100 }),
    });
  });
});
