/** The result of opening a dataset: the dataset itself, and the paths of its images, which only the engine may know. */
import { createHash } from "node:crypto";
import type { Dataset, DatasetImage, DatasetIssue, GroundTruthBox, ImageRole } from "../../../shared/core/dataset.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";

export interface ImageFile {
  readonly path: string;
  readonly bytes: number;
}

export interface OpenedDataset {
  readonly dataset: Dataset;
  /** Absolute path of the folder, links resolved. */
  readonly root: string;
  readonly files: ReadonlyMap<string, ImageFile>;
  readonly imagesById: ReadonlyMap<string, DatasetImage>;
  /** The ids by which files of the dataset's own format refer to its images and classes; null where the format has none. */
  readonly ids: DatasetIds | null;
}

/** Indices into `dataset.images` and `dataset.classes`. */
export interface DatasetIds {
  readonly images: ReadonlyMap<string | number, number>;
  readonly classes: ReadonlyMap<string | number, number>;
}

export type DatasetOpening =
  | { readonly ok: true; readonly value: OpenedDataset }
  | { readonly ok: false; readonly failure: Failure };

export interface DatasetOptions {
  /** What to read inside the folder: a list (by default `val_list.txt`), a COCO file, a `data.yaml` or one of its splits. */
  readonly list?: string | undefined;
  /** The folder of defect-free images; `val_wu_xia_ci` of a VOC dataset when not given and there; none when empty. */
  readonly background?: string | undefined;
  /** Also allows a background folder outside the dataset, which only a user of the command line may request. */
  readonly allowOutsideBackground?: boolean;
  /** A subfolder that is not read: the one for the results. */
  readonly exclude?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((read: number, total: number | null) => void) | undefined;
}

/** An image of the dataset before it has an id. */
export interface FoundImage {
  readonly name: string;
  readonly role: ImageRole;
  readonly file: ImageFile;
  readonly groundTruth: readonly GroundTruthBox[];
  readonly size: { readonly width: number; readonly height: number } | null;
}

export interface DatasetParts {
  readonly root: string;
  /** Distinguishes two readings of one folder: with another list or other backgrounds. */
  readonly reading: string;
  readonly name: string;
  readonly kind: Dataset["kind"];
  readonly synthetic: boolean;
  readonly classes: readonly string[];
  readonly images: readonly FoundImage[];
  readonly issues: readonly DatasetIssue[];
}

/** Assigns ids and the hash, both reproducible when the same folder is read again. */
export function assembleDataset(parts: DatasetParts): OpenedDataset {
  const files = new Map<string, ImageFile>();
  const images: DatasetImage[] = parts.images.map((image) => {
    const id = imageId(image.name);
    files.set(id, image.file);
    return { id, name: image.name, role: image.role, groundTruth: [...image.groundTruth], size: image.size };
  });
  const dataset: Dataset = {
    id: digest([parts.root, parts.kind, parts.reading]).slice(0, 24),
    name: parts.name,
    kind: parts.kind,
    synthetic: parts.synthetic,
    classes: [...parts.classes],
    images,
    issues: [...parts.issues],
    hash: datasetHash(parts.classes, parts.images),
  };
  return { dataset, root: parts.root, files, imagesById: new Map(images.map((image) => [image.id, image])), ids: null };
}

/** Opaque, and the same for the same name in every reading of a folder, so that a run of the folder serves each of its lists. */
export function imageId(name: string): string {
  return digest([name]).slice(0, 24);
}

/** SHA-256 over the class names and, image by image, name, role, file size and ground truth. */
function datasetHash(classes: readonly string[], images: readonly FoundImage[]): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(["loupe-dataset-1", classes]));
  for (const { name, role, file, groundTruth } of images) {
    const boxes = groundTruth.map((box) => [box.classIndex, box.x1, box.y1, box.x2, box.y2, box.difficult]);
    hash.update(`\n${JSON.stringify([name, role, file.bytes, boxes])}`);
  }
  return hash.digest("hex");
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
