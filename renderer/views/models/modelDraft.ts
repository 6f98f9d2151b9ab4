/** The model form while it is filled in: every number as typed, and its value once it is valid. */
import type { Nms } from "../../../shared/inference/nms.ts";
import type { Interpolation, Preprocess, Resize } from "../../../shared/inference/preprocess.ts";
import { modelAnswersSchema, type ModelAnswers } from "../../../shared/inference/modelNeeds.ts";

export interface ModelDraft {
  /** One per line. */
  readonly classNames: string;
  readonly color: Preprocess["color"];
  readonly resize: Resize["kind"];
  readonly short: string;
  readonly max: string;
  readonly width: string;
  readonly height: string;
  readonly fill: string;
  readonly interpolation: Interpolation;
  readonly divide: string;
  readonly mean0: string;
  readonly mean1: string;
  readonly mean2: string;
  readonly std0: string;
  readonly std1: string;
  readonly std2: string;
  readonly pad: Preprocess["pad"]["kind"];
  readonly stride: string;
  readonly padWidth: string;
  readonly padHeight: string;
  readonly iou: string;
  readonly maxDetections: string;
  readonly scoreFloor: string;
  readonly perClass: boolean;
}

export type DraftField = keyof ModelDraft;

/** The error of a field; its text is `models.problem.<kind>`. */
export interface DraftProblem {
  readonly kind: "required" | "number" | "range" | "whole" | "positive" | "classCount" | "duplicate";
  readonly values?: Readonly<Record<string, string>>;
}

export interface DraftStart {
  readonly classes: readonly string[];
  readonly preprocess: Preprocess;
  /** Null where the graph suppresses by itself: nothing is asked then. */
  readonly nms: Nms | null;
}

export type DraftRead =
  | { readonly ok: true; readonly answers: ModelAnswers }
  | { readonly ok: false; readonly problems: ReadonlyMap<DraftField, DraftProblem> };

export function draftOf({ classes, preprocess, nms }: DraftStart): ModelDraft {
  const { resize, normalize, pad, color } = preprocess;
  const sized = resize.kind === "stretch" || resize.kind === "letterbox" ? resize : { width: 640, height: 640 };
  const [mean, std] = [normalize.mean.map(String), normalize.std.map(String)];
  return {
    classNames: classes.join("\n"),
    color,
    resize: resize.kind,
    short: String(resize.kind === "short-side" ? resize.short : 800),
    max: String(resize.kind === "short-side" ? resize.max : 1333),
    width: String(sized.width),
    height: String(sized.height),
    fill: String(resize.kind === "letterbox" ? resize.fill : 114),
    interpolation: resize.kind === "none" ? "linear" : resize.interpolation,
    divide: String(normalize.divide),
    mean0: mean[0] ?? "0",
    mean1: mean[1] ?? "0",
    mean2: mean[2] ?? "0",
    std0: std[0] ?? "1",
    std1: std[1] ?? "1",
    std2: std[2] ?? "1",
    pad: pad.kind,
    stride: String(pad.kind === "stride" ? pad.stride : 32),
    padWidth: String(pad.kind === "size" ? pad.width : sized.width),
    padHeight: String(pad.kind === "size" ? pad.height : sized.height),
    iou: String(nms?.iou ?? 0.7),
    maxDetections: String(nms?.maxDetections ?? 300),
    scoreFloor: String(nms?.scoreFloor ?? 0),
    perClass: nms?.perClass ?? true,
  };
}

/** Names as they are written: trimmed, without empty lines. */
export function namesOf(classNames: string): string[] {
  return classNames
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const SIDE = [1, 16384] as const;

/** Fields that are not shown are not checked. `start`: the form's initial values; settings that it does not show are kept. */
export function readDraft(draft: ModelDraft, start: DraftStart, classCount: number | null): DraftRead {
  const problems = new Map<DraftField, DraftProblem>();
  const number = (field: DraftField, limits: readonly [number, number], whole = false): number => {
    const text = String(draft[field]).trim().replace(",", ".");
    const value = Number(text);
    const values = { min: String(limits[0]), max: String(limits[1]) };
    if (text === "") problems.set(field, { kind: "required" });
    else if (!Number.isFinite(value)) problems.set(field, { kind: "number" });
    else if (whole && !Number.isInteger(value)) problems.set(field, { kind: "whole", values });
    else if (value < limits[0] || value > limits[1]) problems.set(field, { kind: whole ? "whole" : "range", values });
    return value;
  };
  const positive = (field: DraftField): number => {
    const value = number(field, [-Infinity, Infinity]);
    if (!problems.has(field) && value <= 0) problems.set(field, { kind: "positive" });
    return value;
  };
  const free = (field: DraftField) => number(field, [-Infinity, Infinity]);

  const classes = namesOf(draft.classNames);
  const namesProblem = judgeNames(classes, classCount);
  if (namesProblem) problems.set("classNames", namesProblem);

  const resize = readResize(draft, start.preprocess.resize, number);
  const pad = ((): Preprocess["pad"] => {
    switch (draft.pad) {
      case "none":
        return { kind: "none" };
      case "stride":
        return { kind: "stride", stride: number("stride", [1, 256], true) };
      case "size":
        return { kind: "size", width: number("padWidth", SIDE, true), height: number("padHeight", SIDE, true) };
    }
  })();
  const { resizeOn } = start.preprocess;
  const preprocess: Preprocess = {
    color: draft.color,
    resize,
    ...(resizeOn === undefined ? {} : { resizeOn }),
    normalize: {
      divide: positive("divide"),
      mean: [free("mean0"), free("mean1"), free("mean2")],
      std: [positive("std0"), positive("std1"), positive("std2")],
    },
    pad,
  };
  const nms = start.nms && {
    iou: number("iou", [0.01, 1]),
    maxDetections: number("maxDetections", [1, 100000], true),
    scoreFloor: number("scoreFloor", [0, 1]),
    perClass: draft.perClass,
  };
  if (problems.size > 0) return { ok: false, problems };
  // The manifest's own schema decides last, so that what passes here can be written.
  const parsed = modelAnswersSchema.safeParse({ classes, preprocess, ...(nms ? { nms } : {}) });
  return parsed.success
    ? { ok: true, answers: parsed.data }
    : { ok: false, problems: new Map([["classNames", { kind: "required" }]]) };
}

type ReadNumber = (field: DraftField, limits: readonly [number, number], whole?: boolean) => number;

function readResize(draft: ModelDraft, start: Resize, number: ReadNumber): Resize {
  const { interpolation } = draft;
  switch (draft.resize) {
    case "none":
      return { kind: "none" };
    case "short-side": {
      const sampling = start.kind === "short-side" ? start.sampling : undefined;
      return {
        kind: "short-side",
        short: number("short", SIDE, true),
        max: number("max", SIDE, true),
        interpolation,
        ...(sampling ? { sampling } : {}),
      };
    }
    case "stretch":
      return {
        kind: "stretch",
        width: number("width", SIDE, true),
        height: number("height", SIDE, true),
        interpolation,
      };
    case "letterbox":
      return {
        kind: "letterbox",
        width: number("width", SIDE, true),
        height: number("height", SIDE, true),
        fill: number("fill", [0, 255]),
        interpolation,
      };
  }
}

function judgeNames(classes: readonly string[], classCount: number | null): DraftProblem | null {
  if (classes.length === 0) return { kind: "required" };
  const twice = classes.find((name, i) => classes.indexOf(name) !== i);
  if (twice !== undefined) return { kind: "duplicate", values: { name: twice } };
  if (classCount !== null && classCount !== classes.length)
    return { kind: "classCount", values: { expected: String(classCount), given: String(classes.length) } };
  return null;
}

export type NormalisePreset = "imagenet" | "zeroToOne" | "untouched";

const PRESETS: Readonly<
  Record<NormalisePreset, readonly [string, readonly [string, string, string], readonly [string, string, string]]>
> = {
  imagenet: ["255", ["0.485", "0.456", "0.406"], ["0.229", "0.224", "0.225"]],
  zeroToOne: ["255", ["0", "0", "0"], ["1", "1", "1"]],
  untouched: ["1", ["0", "0", "0"], ["1", "1", "1"]],
};

export function presetFields(
  preset: NormalisePreset,
): Pick<ModelDraft, "divide" | "mean0" | "mean1" | "mean2" | "std0" | "std1" | "std2"> {
  const [divide, mean, std] = PRESETS[preset];
  return { divide, mean0: mean[0], mean1: mean[1], mean2: mean[2], std0: std[0], std1: std[1], std2: std[2] };
}

/** The preset with the same numbers as the fields, or `custom`. */
export function presetOf(draft: ModelDraft): NormalisePreset | "custom" {
  const presets: readonly NormalisePreset[] = ["imagenet", "zeroToOne", "untouched"];
  return (
    presets.find((preset) =>
      Object.entries(presetFields(preset)).every(
        ([field, text]) => Number(draft[field as DraftField]) === Number(text),
      ),
    ) ?? "custom"
  );
}
