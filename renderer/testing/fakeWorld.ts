/** A dataset and a run small enough to count by hand: four defect images, three backgrounds, one that fails; for tests only. */
import type { Dataset } from "../../shared/core/dataset.ts";
import { quoted } from "../../shared/core/reason.ts";
import { imageBox } from "../../shared/core/box.ts";
import { detectionsFromRows } from "../../shared/core/detections.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { DEFAULT_SETTINGS, type ModelInfo } from "../../shared/ipc/contract.ts";
import { createFakeBridge, type FakeBridge, type FakeWorld } from "../bridge/fakeBridge.ts";
import { createStores, type StartUp, type Stores } from "../stores/createStores.ts";

const box = { x1: 0, y1: 0, x2: 9, y2: 9, difficult: false };
const size = { width: 100, height: 80 };

/** Best scores on the right; `class` is that of the ground truth. */
export const SMALL_DATASET: Dataset = {
  id: "small",
  name: "small",
  kind: "voc",
  synthetic: false,
  classes: ["scratch", "pit"],
  images: [
    { id: "d1", name: "JPEGImages/b1.jpg", role: "annotated", groundTruth: [{ ...box, classIndex: 0 }], size }, // 0.95
    { id: "d2", name: "JPEGImages/a2.jpg", role: "annotated", groundTruth: [{ ...box, classIndex: 1 }], size }, // 0.50
    { id: "d3", name: "JPEGImages/d3.jpg", role: "annotated", groundTruth: [{ ...box, classIndex: 0 }], size }, // 0.20
    { id: "d4", name: "JPEGImages/c4.jpg", role: "annotated", groundTruth: [{ ...box, classIndex: 0 }], size }, // nothing found
    { id: "n1", name: "val_wu_xia_ci/n1.jpg", role: "background", groundTruth: [], size }, // nothing found
    { id: "n2", name: "val_wu_xia_ci/n2.jpg", role: "background", groundTruth: [], size }, // 0.60, of class pit
    { id: "n3", name: "val_wu_xia_ci/n3.jpg", role: "background", groundTruth: [], size }, // cannot be read
  ],
  issues: [],
  hash: "a".repeat(64),
};

/** The same images as a plain folder: nothing is known of them. */
export const SMALL_FOLDER: Dataset = {
  ...SMALL_DATASET,
  kind: "folder",
  classes: [],
  images: SMALL_DATASET.images.map((image) => ({ ...image, role: "unlabelled", groundTruth: [] })),
};

const FOUND: Readonly<Record<string, readonly { readonly score: number; readonly classIndex: number }[]>> = {
  d1: [
    { score: 0.3, classIndex: 1 },
    { score: 0.95, classIndex: 0 },
  ],
  d2: [{ score: 0.5, classIndex: 1 }],
  d3: [{ score: 0.2, classIndex: 0 }],
  d4: [],
  n1: [],
  n2: [{ score: 0.6, classIndex: 1 }],
};

export function smallOutcome(imageId: string): ImageOutcome {
  const found = FOUND[imageId];
  if (!found) return { status: "failed", imageId, code: "unreadable-image", reason: quoted("premature end") };
  return {
    status: "done",
    imageId,
    ...size,
    detections: detectionsFromRows(
      found.map(({ score, classIndex }) => ({ box: imageBox(0, 0, 9, 9), score, classIndex })),
    ),
    milliseconds: { decode: 1, preprocess: 1, inference: 1 },
  };
}

export const SMALL_MODEL: ModelInfo = {
  id: "model",
  manifest: {
    format: "loupe-model",
    formatVersion: 1,
    name: "small-model",
    file: "model.onnx",
    sha256: "0".repeat(64),
    layout: "torchvision",
    inputs: { image: "image" },
    preprocess: {
      color: "RGB",
      resize: { kind: "none" },
      normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
      pad: { kind: "none" },
    },
    classes: ["scratch", "pit"],
    graphScoreFloor: null,
    nms: null,
    synthetic: false,
  },
  bytes: 1,
  plan: [],
  remarks: [],
  origin: "manifest",
  batches: false,
};

export const SMALL_START: StartUp = {
  settings: DEFAULT_SETTINGS,
  demo: { dataset: "dataset-grant", model: "model-grant" },
  openDemo: false,
  versions: { loupe: "0", electron: "0", chrome: "0" },
  platform: "linux",
};

export function createSmallWorld(patch: Partial<FakeWorld> = {}): { bridge: FakeBridge; stores: Stores } {
  const world: FakeWorld = {
    startUp: SMALL_START,
    datasets: new Map([["dataset-grant", SMALL_DATASET]]),
    models: new Map([["model-grant", SMALL_MODEL]]),
    recent: [],
    provider: { asked: "auto", ran: "cpu", attempts: [{ provider: "cpu", ok: true, reason: null }] },
    outcome: (_datasetId, imageId) => smallOutcome(imageId),
    image: async () => ({ bytes: new Uint8Array([1, 2, 3]), mediaType: "image/jpeg", ...size }),
    imageMilliseconds: 0,
    dropped: [],
    ...patch,
  };
  const bridge = createFakeBridge(world);
  return { bridge, stores: createStores(bridge, world.startUp, (flush) => queueMicrotask(flush)) };
}

/** Waits until `condition` holds; fails the test after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 2000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("the condition never held");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
