/** The model form: what is filled in is written unchanged, and errors are named by field. */
import { describe, expect, it } from "vitest";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import { draftOf, namesOf, presetFields, presetOf, readDraft, type DraftStart, type ModelDraft } from "./modelDraft.ts";

const NORMALIZE: Preprocess["normalize"] = { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
const start = (preprocess: Partial<Preprocess> = {}, more: Partial<DraftStart> = {}): DraftStart => ({
  classes: ["擦花", "凹坑"],
  preprocess: {
    color: "RGB",
    resize: { kind: "stretch", width: 320, height: 240, interpolation: "cubic" },
    normalize: NORMALIZE,
    pad: { kind: "none" },
    ...preprocess,
  },
  nms: null,
  ...more,
});

describe("what is not touched comes back unchanged", () => {
  it.each<[string, DraftStart]>([
    ["stretch", start()],
    [
      "letterbox",
      start({ resize: { kind: "letterbox", width: 640, height: 480, fill: 114, interpolation: "linear" } }),
    ],
    [
      "short side, with the sampling that the form does not show",
      start({
        resize: { kind: "short-side", short: 800, max: 1333, interpolation: "cubic", sampling: "scale" },
        pad: { kind: "stride", stride: 32 },
      }),
    ],
    [
      "own size, floats, padded to a size, BGR",
      start({
        color: "BGR",
        resize: { kind: "none" },
        resizeOn: "float32",
        pad: { kind: "size", width: 1024, height: 608 },
      }),
    ],
    ["with suppression", start({}, { nms: { iou: 0.45, scoreFloor: 0.05, maxDetections: 100, perClass: false } })],
  ])("%s", (_, given) => {
    const { classes, preprocess, nms } = given;
    expect(readDraft(draftOf(given), given, 2)).toEqual({
      ok: true,
      answers: { classes, preprocess, ...(nms ? { nms } : {}) },
    });
  });
});

describe("what is wrong", () => {
  const problem = (patch: Partial<ModelDraft>, given = start(), classCount: number | null = null) => {
    const read = readDraft({ ...draftOf(given), ...patch }, given, classCount);
    return read.ok
      ? {}
      : Object.fromEntries(
          [...read.problems].map(([field, { kind, values }]) => [
            field,
            values ? [kind, ...Object.values(values)].join(" ") : kind,
          ]),
        );
  };
  it.each<[Partial<ModelDraft>, Record<string, string>]>([
    [{ classNames: " \n" }, { classNames: "required" }],
    [{ classNames: "a\nb\na" }, { classNames: "duplicate a" }],
    [{ width: "" }, { width: "required" }],
    [{ width: "wide" }, { width: "number" }],
    [{ width: "12.5" }, { width: "whole 1 16384" }],
    [{ height: "0" }, { height: "whole 1 16384" }],
    [{ divide: "0" }, { divide: "positive" }],
    [{ std1: "-1" }, { std1: "positive" }],
    [{ mean2: "1e" }, { mean2: "number" }],
    [{ resize: "letterbox", fill: "256" }, { fill: "range 0 255" }],
    [{ pad: "stride", stride: "300" }, { stride: "whole 1 256" }],
    [{ pad: "size", padWidth: "" }, { padWidth: "required" }],
    // Not shown with stretching, so not checked.
    [{ short: "", max: "x", iou: "7" }, {}],
  ])("%j", (patch, expected) => expect(problem(patch)).toEqual(expected));

  it("holds the names against the graph", () => {
    expect(problem({ classNames: "a\nb\nc" }, start(), 4)).toEqual({ classNames: "classCount 4 3" });
    expect(problem({ classNames: "a\nb\nc\nd" }, start(), 4)).toEqual({});
  });
  it("judges the suppression where it is asked", () => {
    const given = start({}, { nms: { iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true } });
    expect(problem({ iou: "0", maxDetections: "1.5", scoreFloor: "2" }, given)).toEqual({
      iou: "range 0.01 1",
      maxDetections: "whole 1 100000",
      scoreFloor: "range 0 1",
    });
  });
});

it("takes names as people paste them, and numbers with a decimal comma", () => {
  expect(namesOf("  a\r\n\r\nb c \n")).toEqual(["a", "b c"]);
  const read = readDraft({ ...draftOf(start()), mean0: "0,5" }, start(), null);
  expect(read.ok && read.answers.preprocess?.normalize.mean[0]).toBe(0.5);
});

it("knows its presets again", () => {
  const draft = draftOf(start());
  expect(presetOf(draft)).toBe("imagenet");
  for (const preset of ["imagenet", "zeroToOne", "untouched"] as const)
    expect(presetOf({ ...draft, ...presetFields(preset) })).toBe(preset);
  expect(presetOf({ ...draft, std0: "0.3" })).toBe("custom");
});
