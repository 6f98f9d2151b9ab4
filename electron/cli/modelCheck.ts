/** `loupe model MODEL --check`: runs the model on an image, or on ten of a dataset, in both colour orders, and judges the results together. */
import { stat } from "node:fs/promises";
import type { DatasetImage } from "../../shared/core/dataset.ts";
import { imagesToCheck } from "../../shared/inference/checkedImages.ts";
import type { CheckLevel } from "../../shared/inference/selfCheck.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { findingText } from "../../shared/words/failureText.ts";
import { openDataset } from "../engine/datasets/openDataset.ts";
import type { OpenedModel } from "../engine/models/openModel.ts";
import { checkOnImages, type ImageToCheck } from "../engine/selfCheck/checkOnImages.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { loadDetector } from "./loadDetector.ts";

export interface Check {
  /** An image, or what a dataset is opened by. */
  readonly place: string;
  /** A file of boxes expected in the image. */
  readonly expected: string | undefined;
}

const MARKS: Readonly<Record<CheckLevel, string>> = {
  good: "ok  ",
  inconclusive: "?   ",
  warning: "look",
  bad: "BAD ",
};
/** The last line, for a check of several images. */
const VERDICTS: Readonly<Record<CheckLevel, string>> = {
  good: "looks right",
  inconclusive: "inconclusive: these images say too little",
  warning: "look again",
  bad: "do not rely on it yet",
};

export async function checkModel(
  model: OpenedModel,
  { place, expected }: Check,
  provider: Parameters<typeof loadDetector>[1],
  console: Console,
): Promise<ExitCode> {
  const dataset = await isDataset(place);
  if (dataset && expected !== undefined) {
    console.note("loupe model: --expected FILE needs one image: --check IMAGE");
    return 2;
  }
  const chosen = dataset ? await imagesOf(place, console) : oneImage(place);
  if (!chosen.ok) return fail(console, chosen.failure);
  const detector = await loadDetector(model, provider, console);
  if (detector === null) return 1;
  try {
    const checked = await checkOnImages({
      model,
      detector,
      images: chosen.images,
      datasetClasses: chosen.classes,
      expectedFile: expected ?? null,
      signal: console.signal,
      progress: ({ done, total }) => Promise.resolve(console.progress(`checking image ${done} of ${total - 1}`)),
    });
    console.progressDone();
    if (!checked.ok) return fail(console, checked.failure);
    const { findings, verdict, images } = checked.value;
    const lines = findings.map((finding) => `${MARKS[finding.level]}  ${findingText(finding, "en")}`);
    const end =
      chosen.images.length > 1 ? ["", `Checked ${images.length} of ${chosen.total} images: ${VERDICTS[verdict]}`] : [];
    console.out(["", ...lines, ...end].join("\n"));
    return verdict === "bad" ? 1 : 0;
  } finally {
    await detector.close();
  }
}

/** Opened as a dataset is: a folder, a COCO file, or a `data.yaml`; any other file is an image. */
async function isDataset(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => null);
  return found !== null && (found.isDirectory() || /\.(json|ya?ml)$/i.test(place));
}

type Chosen =
  | {
      readonly ok: true;
      readonly images: readonly ImageToCheck[];
      readonly classes: readonly string[];
      /** Of the dataset. */
      readonly total: number;
    }
  | { readonly ok: false; readonly failure: Failure };

async function imagesOf(place: string, console: Console): Promise<Chosen> {
  const opened = await openDataset(place, { signal: console.signal });
  if (!opened.ok) return opened;
  const { dataset, files } = opened.value;
  const images = imagesToCheck(dataset.images).flatMap((image) => {
    const file = files.get(image.id);
    return file ? [{ image, path: file.path }] : [];
  });
  return { ok: true, images, classes: dataset.classes, total: dataset.images.length };
}

function oneImage(place: string): Chosen {
  const image: DatasetImage = { id: "image", name: place, role: "unlabelled", groundTruth: [], size: null };
  return { ok: true, images: [{ image, path: place }], classes: [], total: 1 };
}
