/** Example values for the contract's commands: a run, a dataset, a model, failures and reasons. */
import { quoted, reason } from "../core/reason.ts";
import type { Settings } from "./contract.ts";

export const failure = {
  ok: false,
  failure: {
    code: "unreadable-image",
    file: "图/a.png",
    params: { reason: { code: "quoted", params: { text: "broken" } } },
  },
} as const;
export const provider = {
  asked: "auto",
  ran: "cpu",
  attempts: [
    { provider: "cuda", ok: false, reason: quoted("no device") },
    { provider: "cpu", ok: true, reason: null },
  ],
} as const;
export const manifest = {
  format: "loupe-model",
  formatVersion: 1,
  name: "m",
  file: "model.onnx",
  sha256: "0".repeat(64),
  layout: "torchvision",
  inputs: { image: "image" },
  preprocess: {
    color: "RGB",
    resize: { kind: "short-side", short: 800, max: 1333, interpolation: "linear" },
    normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
    pad: { kind: "stride", stride: 32 },
  },
  classes: ["漏底"],
  graphScoreFloor: null,
  nms: null,
  synthetic: true,
} as const;
export const run = {
  id: "r",
  formatVersion: 1,
  datasetName: "d",
  datasetHash: "h",
  datasetSynthetic: true,
  modelName: "m",
  modelSha256: "s",
  modelSynthetic: true,
  classes: ["漏底"],
  provider: { ...provider, attempts: [...provider.attempts] },
  scoreFloor: 0.01,
  imageCount: 2,
  startedAt: "2026-01-01T00:00:00Z",
  finishedAt: null,
  operator: "o",
  versions: { loupe: "0", onnxruntime: "1", sharp: "2", host: "3" },
} as const;
export const dataset = {
  id: "d",
  name: "d",
  kind: "voc",
  synthetic: false,
  classes: ["漏底"],
  hash: "h",
  images: [
    {
      id: "a",
      name: "图/a.png",
      role: "annotated",
      groundTruth: [{ classIndex: 0, x1: 1, y1: 2, x2: 3, y2: 4, difficult: false }],
      size: { width: 10, height: 20 },
    },
    { id: "b", name: "b.png", role: "background", groundTruth: [], size: null },
  ],
  issues: [
    {
      code: "no-object",
      file: "c.xml",
      detail: [reason("list-row", { list: "val_list.txt", line: 3 })],
      excluded: true,
    },
  ],
} as const;
export const shownImage = {
  ok: true,
  value: { imageId: "a", bytes: Uint8Array.from([1, 2, 3]), mediaType: "image/png", width: 10, height: 20 },
} as const;
export const openedModel = {
  ok: true,
  value: {
    id: "m",
    manifest,
    bytes: 10,
    plan: [{ code: "step-divide", params: { divide: 255 } }],
    remarks: [{ level: "warning", code: "remark-score-floor", params: { floor: 0.05 } }],
    origin: "recognised",
    batches: true,
  },
} as const;
export const incomplete = {
  ...failure,
  needs: {
    missing: ["classes", "preprocess"],
    name: "n",
    layout: "ultralytics-raw",
    inputSize: { width: 96, height: 64 },
    classCount: 4,
    suggestion: { classes: [], preprocess: manifest.preprocess, nms: null },
  },
} as const;
export const found = {
  count: 1,
  boxes: Float64Array.from([1, 2, 3, 4.5]),
  scores: Float64Array.from([0.505]),
  classIndices: Int32Array.from([0]),
};
export const tuning = { threads: null, sessions: 2, batchSize: 4, optimization: "extended" } as const;
export const settings: Settings = {
  language: "zh",
  theme: "dark",
  provider: "auto",
  tuning,
  scoreFloor: 0.01,
  compareLayout: "side",
  keepZoom: true,
  libraryMode: "list",
  limits: { memoryGigabytes: 8, imageSeconds: null },
  mode: "tune",
  panels: { library: 300, threshold: 340.5, histogram: 200 },
  collapsedPanels: { library: false, threshold: true, histogram: false },
  operator: "张工",
  keys: { nextImage: ["$mod+Shift+BracketLeft", "n"], togglePause: [] },
};
export const granted = { grant: "g1", name: "数据" };

/** Readonly examples where a schema's input type is mutable; nothing modifies them. */
export function mutable<T>(value: T): never {
  return value as never;
}

export const counts = { images: 2, groundTruth: 1, detections: 3 };
export const precision = { mAP: 0.5, perClass: [0.5, null] };
export const curves = (value: number) => Array.from({ length: 7 }, () => new Array<number>(101).fill(value));
export const errorTypes = ["C75", "C50", "Loc", "Sim", "Oth", "BG", "FN"] as const;
export const ofRun = <T>(options: T) => ({ datasetId: "d", runId: "r", options });
export const twoParts = [
  { done: 1, total: 2 },
  { done: 2, total: 2 },
];
export const boxLevel = {
  coco: new Array<number>(12).fill(-1),
  voc: { "11point": precision, area: precision },
  error: { types: mutable(errorTypes), all: curves(0.5), perClassMean: curves(1) },
};
