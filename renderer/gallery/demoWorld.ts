/** A world for the gallery: the demo's real images and ground truth, with invented detections, deterministic by seed. */
import { quoted, reason } from "../../shared/core/reason.ts";
import type { Dataset, DatasetChoices, DatasetImage, GroundTruthBox } from "../../shared/core/dataset.ts";
import { imageBox } from "../../shared/core/box.ts";
import { detectionsFromRows, type Detection } from "../../shared/core/detections.ts";
import type { ImageOutcome, ProviderRecord } from "../../shared/core/run.ts";
import { describePlan } from "../../shared/inference/describePlan.ts";
import type { ModelManifest } from "../../shared/inference/modelManifest.ts";
import type { ModelInfo } from "../../shared/ipc/contract.ts";
import type { FakeHolds, FakeImage, FakeWorld } from "../bridge/fakeBridge.ts";
import type { StartUp } from "../stores/createStores.ts";
import { demoRuns, UNUSABLE_RUNS } from "./demoRuns.ts";
import { BARE_MODEL, inventSelfCheck, newModel } from "./demoModels.ts";

const demoFiles = import.meta.glob<string>("../../resources/demo/**/*.jpg", {
  query: "?url",
  import: "default",
  eager: true,
});
const annotations = import.meta.glob<string>("../../resources/demo/Annotations/*.xml", {
  query: "?raw",
  import: "default",
  eager: true,
});
const labels = import.meta.glob<string>("../../resources/demo/labels.txt", {
  query: "?raw",
  import: "default",
  eager: true,
});

const ROOT = "../../resources/demo/";
const WIDTH = 1280;
const HEIGHT = 960;

export interface DemoOptions {
  /** Milliseconds per image in the simulated run; 0 by default. */
  readonly imageMilliseconds?: number;
  /** How many images are listed, repeating the demo's where it has fewer; by default its own. */
  readonly images?: number;
  /** Boxes per image, of any class and score; by default as many as a good model finds. */
  readonly boxes?: number;
  readonly holds?: FakeHolds;
  readonly provider?: ProviderRecord;
  /** Wraps each task that the page does not show, so that it can be awaited. */
  readonly track?: <T>(work: Promise<T>) => Promise<T>;
}

export function createDemoWorld(startUp: StartUp, options: DemoOptions): FakeWorld {
  const { imageMilliseconds = 0, images, boxes, holds, provider, track = (work) => work } = options;
  const classes = (labels[`${ROOT}labels.txt`] ?? "").trim().split(/\r?\n/);
  const dataset = withImages(readDataset(classes), images);
  const byId = new Map(dataset.images.map((image, i) => [image.id, { image, i }] as const));
  return {
    runs: demoRuns(dataset, provider ?? FELL_TO_CPU, (i) => {
      const image = dataset.images[i] as DatasetImage;
      return inventOutcome(image, i + 1000, classes.length);
    }),
    unusableRuns: UNUSABLE_RUNS,
    startUp,
    datasets: new Map([
      ["demo-dataset", dataset],
      ["plain-folder", plainFolder(dataset)],
      ["several-lists", dataset],
      ["empty-folder", { ...plainFolder(dataset), id: "empty", name: "scans 2026-01", images: [] }],
    ]),
    choices: new Map([
      ["several-lists", SEVERAL_LISTS],
      ["demo-dataset", { ...SEVERAL_LISTS, usualList: "val_list.txt" }],
    ]),
    models: new Map([
      ["demo-model", demoModel(classes)],
      ["new-model", newModel(classes)],
      ["bare-model", newModel(classes)],
    ]),
    incomplete: new Map([["bare-model", BARE_MODEL]]),
    selfCheck: (imageIds) => inventSelfCheck(dataset, imageIds),
    recent: [
      { id: "r1", name: "aluminium-line-3", kind: "dataset", lastOpened: "2026-01-01T08:00:00Z", exists: true },
      { id: "r2", name: "incoming goods 2026-01", kind: "dataset", lastOpened: "2026-01-01T07:00:00Z", exists: false },
      { id: "r3", name: "FasterRCNN-DCN-fpn64", kind: "model", lastOpened: "2026-01-01T06:00:00Z", exists: true },
    ],
    provider: provider ?? FELL_TO_CPU,
    imagesPerSecond: 4.7,
    ...(holds ? { holds } : {}),
    outcome: (_datasetId, imageId) => {
      const found = byId.get(imageId);
      return found
        ? inventOutcome(found.image, found.i, classes.length, boxes)
        : { status: "failed", imageId, code: "unreadable-image", reason: reason("no-such-file") };
    },
    image: (imageId) => track(loadImage(byId.get(imageId)?.image.name ?? "")),
    imageMilliseconds,
    dropped: [{ grant: "nothing", name: "notes.docx", kind: "other" }],
  };
}

const SEVERAL_LISTS: DatasetChoices = {
  lists: ["line 3, incoming inspection of the week before the shutdown_list.txt", "train_list.txt", "val_list.txt"],
  usualList: null,
  backgrounds: ["good parts", "val_wu_xia_ci"],
  usualBackground: "val_wu_xia_ci",
};

/** What `auto` tries on a machine without an accelerator. */
const FELL_TO_CPU: ProviderRecord = {
  asked: "auto",
  ran: "cpu",
  attempts: [
    {
      provider: "cuda",
      ok: false,
      reason: reason("runtime-says", { text: "libcudart.so.12: cannot open shared object file" }),
    },
    { provider: "webgpu", ok: false, reason: reason("runtime-says", { text: "No adapter was found" }) },
    { provider: "cpu", ok: true, reason: null },
  ],
};

async function loadImage(name: string): Promise<FakeImage | null> {
  const url = demoFiles[`${ROOT}${name}`];
  if (url === undefined) return null;
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  return { bytes, mediaType: "image/jpeg", width: WIDTH, height: HEIGHT };
}

/** The same images as a plain folder, without ground truth. */
function plainFolder(dataset: Dataset): Dataset {
  const images = dataset.images.map((image): DatasetImage => ({ ...image, role: "unlabelled", groundTruth: [] }));
  return {
    ...dataset,
    id: "plain",
    name: "line 3, night shift",
    kind: "folder",
    classes: [],
    images,
    issues: [],
    hash: "2".repeat(64),
  };
}

function readDataset(classes: readonly string[]): Dataset {
  const defects: DatasetImage[] = [];
  for (const [path, annotation] of Object.entries(annotations)) {
    const name = path.slice(path.lastIndexOf("/") + 1).replace(".xml", "");
    const groundTruth = parseBoxes(annotation, classes);
    defects.push({
      id: name,
      name: `JPEGImages/${name}.jpg`,
      role: "annotated",
      groundTruth,
      size: { width: WIDTH, height: HEIGHT },
    });
  }
  const backgrounds = Object.keys(demoFiles)
    .filter((path) => path.includes("val_wu_xia_ci"))
    .map((path): DatasetImage => {
      const name = path.slice(ROOT.length);
      return {
        id: name.replace(/\W/g, "_"),
        name,
        role: "background",
        groundTruth: [],
        size: { width: WIDTH, height: HEIGHT },
      };
    });
  return {
    id: "demo",
    name: "铝材 demo",
    kind: "voc",
    synthetic: true,
    classes: [...classes],
    images: [...defects, ...backgrounds],
    issues: [
      {
        code: "missing-image",
        file: "JPEGImages/profile_0431.jpg",
        detail: [reason("list-row", { list: "val_list.txt", line: 31 })],
        excluded: true,
      },
      {
        code: "unknown-class",
        file: "Annotations/profile_0077.xml",
        detail: [reason("list-row", { list: "val_list.txt", line: 77 }), quoted("划痕")],
        excluded: true,
      },
      {
        code: "clipped-box",
        file: "Annotations/profile_0019.xml",
        detail: [reason("object-of-class", { number: 1, name: "擦花" }), quoted("1190 412 1283 470")],
        excluded: false,
      },
    ],
    hash: "0".repeat(64),
  };
}

function withImages(dataset: Dataset, count = dataset.images.length): Dataset {
  const own = dataset.images;
  const images = Array.from({ length: count }, (_, i): DatasetImage => {
    const image = own[i % own.length] as DatasetImage;
    return i < own.length ? image : { ...image, id: `${image.id}-${Math.floor(i / own.length)}` };
  });
  return { ...dataset, images };
}

function parseBoxes(xml: string, classes: readonly string[]): GroundTruthBox[] {
  const document = new DOMParser().parseFromString(xml, "text/xml");
  return [...document.querySelectorAll("object")].map((object) => {
    const number = (tag: string) => Number(object.querySelector(tag)?.textContent);
    const classIndex = classes.indexOf(object.querySelector("name")?.textContent ?? "");
    return {
      classIndex,
      x1: number("xmin"),
      y1: number("ymin"),
      x2: number("xmax"),
      y2: number("ymax"),
      difficult: false,
    };
  });
}

/** Most defects are found slightly off, some with low scores, some not; a few false alarms everywhere, or as many as make up `boxes`. */
function inventOutcome(image: DatasetImage, index: number, classCount: number, boxes?: number): ImageOutcome {
  const random = randomBySeed(index + 1);
  if (image.role === "annotated" && index % 47 === 46) {
    return { status: "failed", imageId: image.id, code: "unreadable-image", reason: reason("image-breaks-off") };
  }
  const rows: Detection[] = [];
  for (const box of image.groundTruth.slice(0, boxes)) {
    if (random() < 0.06) continue;
    const jitter = () => (random() - 0.5) * 16;
    rows.push({
      box: imageBox(box.x1 + jitter(), box.y1 + jitter(), box.x2 + jitter(), box.y2 + jitter()),
      score: 1 - 0.75 * random() ** 3,
      classIndex: box.classIndex,
    });
  }
  const alarms = boxes === undefined ? Math.floor(random() * 4) : boxes - rows.length;
  for (let i = 0; i < alarms; i++) {
    const [x, y, side] = [random() * 1100, random() * 800, 30 + random() * 120];
    rows.push({
      box: imageBox(x, y, x + side, y + side),
      score: 0.02 + 0.85 * random() ** 4,
      classIndex: Math.floor(random() * classCount),
    });
  }
  return {
    status: "done",
    imageId: image.id,
    width: WIDTH,
    height: HEIGHT,
    detections: detectionsFromRows(rows),
    milliseconds: { decode: 12, preprocess: 9, inference: 210 },
  };
}

/** mulberry32: small, sufficiently random, reproducible. */
function randomBySeed(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function demoModel(classes: readonly string[]): ModelInfo {
  const manifest: ModelManifest = {
    format: "loupe-model",
    formatVersion: 1,
    name: "demo-frcnn-dcn",
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
    classes: [...classes],
    graphScoreFloor: null,
    nms: null,
    synthetic: true,
  };
  return {
    id: "demo-model",
    manifest,
    bytes: 9_600_000,
    plan: [...describePlan(manifest)],
    remarks: [],
    origin: "manifest",
    batches: false,
  };
}
