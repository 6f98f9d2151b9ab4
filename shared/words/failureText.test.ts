/** Codes become sentences: every code has words in every language, filled with the same values and with nothing else. */
import { describe, expect, it } from "vitest";
import type { CodeTable, ParamKind } from "../core/codeTable.ts";
import { failure, failureSchema } from "../core/failure.ts";
import { FAILURES } from "../core/failureCodes.ts";
import { detailsOf, type Param, quoted, reason, reasonSchema } from "../core/reason.ts";
import { REASONS } from "../core/reasonCodes.ts";
import { detailText, failureText, findingText, reasonHeading, reasonText } from "./failureText.ts";
import { ALL_LANGUAGES, WORDS } from "./languages.ts";
import type { Templates } from "../core/codeTable.ts";
import { sentenceOf } from "./templates.ts";

const SAMPLES: Readonly<Record<ParamKind, Param>> = {
  text: "Text",
  number: 12,
  list: ["A", "B"],
  reason: quoted("C"),
  reasons: [quoted("C"), quoted("D")],
  detail: [quoted("C"), quoted("D")],
  sentences: [quoted("C"), quoted("D")],
};
const TABLES: readonly (readonly [string, CodeTable, (words: (typeof WORDS)["en"]) => Templates<CodeTable>])[] = [
  ["failures", FAILURES, ({ failures }) => failures],
  ["reasons", REASONS, ({ reasons }) => reasons],
];
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort();

describe.each(TABLES)("%s", (_, table, templatesOf) => {
  it.each(ALL_LANGUAGES)("in %s: words for each code and no other", (language) => {
    expect(Object.keys(templatesOf(WORDS[language])).sort()).toEqual(Object.keys(table).sort());
  });

  describe.each(Object.entries(table))("%s", (code, kinds) => {
    it.each(ALL_LANGUAGES)("in %s: says all its values, and every placeholder is one of them", (language) => {
      const words = WORDS[language];
      const template = templatesOf(words)[code] ?? "";
      expect(template.trim()).not.toBe("");
      expect(placeholders(template)).toEqual(Object.keys(kinds).sort());
      const params = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, SAMPLES[kind]]));
      expect(sentenceOf(table, templatesOf(words), { code, params }, words)).not.toMatch(/\{\{|undefined|\[object/);
    });
  });
});

it("enumerates and nests in the way of each language", () => {
  const several = failure("model-many-graphs", "m", { count: 3, names: ["a.onnx", "b.onnx"] });
  expect(failureText(several, "en")).toContain("3 .onnx files (a.onnx, b.onnx)");
  expect(failureText(several, "zh")).toContain("3 个 .onnx 文件（a.onnx、b.onnx）");
  const detail = [reason("unreadable-annotation"), quoted("list.txt:3")];
  const why = [
    reason("all-excluded", { count: 2, first: "a.xml", detail }),
    reason("no-dataset-either", { files: ["b"] }),
  ];
  const excluded = failure("no-usable-images", "d", { why });
  expect(failureText(excluded, "en")).toContain("the first a.xml (annotation not readable: list.txt:3)");
  expect(failureText(excluded, "zh")).toContain("第一项为 a.xml（标注无法读取：list.txt:3）");
});

it("a notice names what the user should compare", () => {
  const mismatch = failure("class-mismatch", "m", { names: ["划痕"] });
  expect(failureText(mismatch, "en")).toContain("know: 划痕.");
  expect(failureText(mismatch, "zh")).toContain("：划痕。");
});

it("names the place before the particular, whole in each language", () => {
  const row = [reason("list-row", { list: "val_list.txt", line: 3 }), reason("not-image-and-annotation")];
  expect(detailText(row, "en")).toBe("val_list.txt:3: not an image and an annotation");
  expect(detailText(row, "zh")).toBe("val_list.txt 第 3 行：不是“图片 标注”");
  const box = [reason("annotation-of-class", { number: 2, name: "划痕" }), quoted("9 9 20 20"), reason("box-left-out")];
  expect(detailText(box, "en")).toBe(
    "annotation 2 (划痕): 9 9 20 20: nothing of the box lies in the image, the box is left out",
  );
  expect(detailText(box, "zh")).toBe("第 2 条标注（划痕）：9 9 20 20：框完全在图片之外，未使用");
  const xml = [reason("at-line", { line: 7, why: reason("object-without-number", { number: 1, tag: "xmin" }) })];
  expect(detailText(xml, "zh")).toBe("第 7 行：第 1 个目标的 xmin 不是数字");
  expect(detailText([reason("image-of-other-kind", { kind: reason("kind-gif") })], "zh")).toBe(
    "是 GIF 图片；Loupe 支持 JPEG、PNG、BMP、TIFF 和 WebP",
  );
  expect(detailText([], "en")).toBe("");
});

it("no code stands in two subjects: the latter would take the place of the former unseen", () => {
  const subjects = import.meta.glob<Record<string, CodeTable>>("../core/reasonCodes/*.ts", { eager: true });
  const codes = Object.values(subjects).flatMap((subject) =>
    Object.values(subject).flatMap((table) => Object.keys(table)),
  );
  expect(codes.length).toBeGreaterThan(200);
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  expect([...codes, "quoted"].sort()).toEqual(Object.keys(REASONS).sort());
});

it("shows the first line of what somebody else said, and keeps the rest for whoever asks", () => {
  const said = reason("runtime-says", { text: "out of memory\nBFCArena::Extend\n ; GPU=0" });
  const unavailable = failure("provider-unavailable", "m", { provider: "cuda", reason: said });
  expect(failureText(unavailable, "en")).toBe(
    'The provider cuda cannot run it here: out of memory. Choose "auto" or "cpu".',
  );
  expect(detailsOf(unavailable.params)).toEqual(["BFCArena::Extend\n ; GPU=0"]);
  expect(detailsOf(failure("busy", "").params)).toEqual([]);
  expect(detailsOf({ names: ["a", "b\nc"], why: [quoted("d\ne")] })).toEqual(["c", "e"]);
});

it("puts the sentences of a finding behind each other as each language does", () => {
  const finding = {
    sentences: [
      reason("check-class-names-differ"),
      reason("check-only-in-dataset", { count: 2, names: ["dent", "划痕"] }),
    ],
  };
  expect(findingText(finding, "en")).toBe("Class names differ. Only in the dataset (2): dent, 划痕.");
  expect(findingText(finding, "zh")).toBe("类别名称不一致。仅数据集有（2）：dent、划痕。");
  const unusable = { sentences: [reason("check-unusable-output", { why: quoted("Status 3") })] };
  expect(findingText(unusable, "zh")).toBe("输出无法使用：Status 3。");
});

it("begins a reason that stands alone as a sentence, but not what somebody else said", () => {
  expect(reasonHeading(reason("no-gpu-device"), "en")).toBe("This machine has no GPU device");
  expect(reasonHeading(reason("no-gpu-device"), "zh")).toBe("本机没有 GPU 设备");
  const said = reason("runtime-says", { text: "libcudart.so.12: cannot open shared object file" });
  expect(reasonHeading(said, "en")).toBe("libcudart.so.12: cannot open shared object file");
  expect(reasonHeading(said, "zh")).toBe("运行库报告：libcudart.so.12: cannot open shared object file");
});

it("quotes the system in every language", () => {
  for (const language of ALL_LANGUAGES) {
    expect(reasonText(quoted("libcuda.so {{text}} $1"), language)).toBe("libcuda.so {{text}} $1");
  }
});

describe("over a port", () => {
  it("a code comes with its own values", () => {
    const good = failure("device-lost", "cuda", {
      reason: quoted("CUDA 700"),
      next: reason("rest-on-other", { provider: "cpu" }),
    });
    expect(failureSchema.parse(JSON.parse(JSON.stringify(good)))).toEqual(good);
  });

  it.each([
    { code: "no-such-code", file: "", params: {} },
    { code: "busy", file: "", params: { extra: "x" } },
    { code: "newer-run", file: "", params: {} },
    { code: "newer-run", file: "", params: { version: "9", newest: 2 } },
    { code: "unusable", file: "", params: { reason: "text" } },
    { code: "unusable", file: "", params: { reason: { code: "quoted", params: {} } } },
    { code: "toString", file: "", params: {} },
  ])("and is refused with others: %j", (wrong) => expect(failureSchema.safeParse(wrong).success).toBe(false));

  it("and so is a reason", () => expect(reasonSchema.safeParse({ code: "quoted", params: {} }).success).toBe(false));
});
