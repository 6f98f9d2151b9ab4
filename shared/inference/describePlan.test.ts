/** The plan in words names every number that matters, in every language. */
import { describe, expect, it } from "vitest";
import { ALL_LANGUAGES } from "../words/languages.ts";
import { reasonText } from "../words/failureText.ts";
import { describePlan } from "./describePlan.ts";
import { layoutOf } from "./layoutRegistry.ts";
import { layoutSchema, type ModelManifest } from "./modelManifest.ts";

const manifestOf = (layout: ModelManifest["layout"], more: Partial<ModelManifest> = {}): ModelManifest => ({
  format: "loupe-model",
  formatVersion: 1,
  name: "m",
  file: "m.onnx",
  sha256: "0".repeat(64),
  layout,
  inputs: { image: "image" },
  preprocess: layoutOf(layout).customaryPreprocess(null),
  classes: ["a", "b"],
  graphScoreFloor: null,
  nms: layoutOf(layout).customaryNms,
  synthetic: false,
  ...more,
});

describe("the plan in words", () => {
  it("of the case's own kind of model", () => {
    expect(
      describePlan(manifestOf("paddle-rcnn", { graphScoreFloor: 0.01 })).map((step) => reasonText(step, "en")),
    ).toEqual([
      "Decode to 8-bit RGB, upright, alpha dropped",
      "Resize the short side to 800, the long side to 1333 at most, bilinear",
      "Divide by 255, subtract 0.485, 0.456, 0.406, divide by 0.229, 0.224, 0.225",
      "Pad right and bottom with zeros to a multiple of 32",
      "Read the output as Paddle R-CNN: class, score, box in image pixels; 2 classes, ids from 0",
      "Overlapping boxes are suppressed inside the model",
      "The model itself drops boxes below a score of 0.01",
    ]);
  });
  it.each(layoutSchema.options)("%s: every step in every language, with the same numbers", (layout) => {
    for (const step of describePlan(manifestOf(layout))) {
      const numbers = (text: string) => (text.match(/\d+(\.\d+)?/g) ?? []).sort();
      for (const language of ALL_LANGUAGES)
        expect(numbers(reasonText(step, language))).toEqual(numbers(reasonText(step, "en")));
    }
  });
  it("says who suppresses, and from which id classes count", () => {
    const text = (layout: ModelManifest["layout"]) =>
      describePlan(manifestOf(layout))
        .map((step) => reasonText(step, "en"))
        .join("\n");
    expect(text("ultralytics-raw")).toContain("Loupe suppresses boxes that overlap more than 0.7 within a class");
    expect(text("torchvision")).toContain("ids from 1");
    expect(text("paddle-detr")).toContain("one query, one box");
  });
});
