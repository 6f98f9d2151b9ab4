/** Both languages are complete, and each uses its own script. */
import { describe, expect, it } from "vitest";
import { issueCodeSchema } from "../core/dataset.ts";
import { providerSchema } from "../core/run.ts";
import { scoreRoundingSchema } from "../core/decisionRule.ts";
import { reportKindSchema } from "../ipc/contract.ts";
import { en } from "./en/window.ts";
import { zh } from "./zh/window.ts";

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}

const english = new Map(leaves(en));
const chinese = new Map(leaves(zh));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

/** Words that Chinese engineers write in Latin letters. */
const NAMES =
  /Loupe|RGB|BGR|ImageNet|Ultralytics|torchvision|manifest\.before-1\.json|ONNX Runtime|ONNX|PaddleX|TensorRT|CUDA|DirectML|Core ML|WebGPU|CPU|GPU|Electron|Chromium|Apache License 2\.0|English|THIRD_PARTY_LICENSES\.md|labels\.txt|image-level_tp_fp\.png|tp_fp_list\.txt|JPEG|PNG|BMP|TIFF|WebP|CSV|PDF|Wilson|React|SQLite|SHA-256|sharp|EXIF|UTF-8|IoU|Pascal|VOC|COCO|YOLO|NG|OK|TP|FP|FN|MB|GB|GT|ESC|Ctrl|Shift|Alt|Tab|Esc|Enter|Space|px/g;

it("have the same keys", () => {
  expect([...chinese.keys()]).toEqual([...english.keys()]);
});

describe.each([...english.keys()])("%s", (key) => {
  const [first, second] = [english.get(key) ?? "", chinese.get(key) ?? ""];

  it("is written in both, with the same values filled in", () => {
    expect(first.trim()).not.toBe("");
    expect(second.trim()).not.toBe("");
    expect(placeholders(second)).toEqual(placeholders(first));
  });

  it("has no English in the Chinese and no Chinese in the English", () => {
    expect(second.replace(/\{\{\w+\}\}/g, "").replace(NAMES, "")).not.toMatch(/[A-Za-z]{2,}/);
    if (key !== "commands.toggleLanguage") expect(first).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it("has no full stop after one sentence", () => {
    expect(first).not.toMatch(/^[^.!?]*\.$/);
    expect(second).not.toMatch(/。$/);
  });
});

it("names every issue, provider, report and counting rule of the contract", () => {
  for (const texts of [en, zh]) {
    expect(Object.keys(texts.issues.code).sort()).toEqual([...issueCodeSchema.options].sort());
    expect(Object.keys(texts.reports.kind).sort()).toEqual([...reportKindSchema.options].sort());
    for (const provider of providerSchema.options) expect(texts.provider[provider]).toBeTruthy();
    for (const rule of scoreRoundingSchema.options) expect(texts.counting[rule]).toBeTruthy();
  }
});

it("calls the share of rejected backgrounds by one name, and gives the case's own once", () => {
  const other = (texts: ReadonlyMap<string, string>, name: RegExp) =>
    [...texts].filter(([, text]) => name.test(text)).map(([key]) => key);
  expect(other(english, /false.positive rate/i)).toEqual(["threshold.overkillRateWhy"]);
  expect(other(chinese, /误检率|误报率/)).toEqual(["threshold.overkillRateWhy"]);
});

it("plots call a rate what the figure beside them calls it", () => {
  for (const { threshold } of [en, zh]) {
    expect(threshold.axisOverkill.toLowerCase()).toBe(threshold.overkillRate.toLowerCase());
    expect(threshold.plotTradeoff.toLowerCase()).toContain(threshold.overkillRate.toLowerCase());
  }
  expect(leaves(en).filter(([key, text]) => /false[- ]positive rate/i.test(text) && !/Why$/.test(key))).toEqual([]);
});
