/** Ground truth and detections of many images in columns: the input of the box-level figures, transferable to a thread. */
import type { GroundTruthBox, ImageRole } from "../core/dataset.ts";
import type { Detections } from "../core/detections.ts";
import { runThrough, type Steps } from "../core/steps.ts";

/** One image of the dataset, in the dataset's order (ties in score keep it). */
export interface ImageToEvaluate {
  readonly role: ImageRole;
  readonly groundTruth: readonly GroundTruthBox[];
  /** In the dataset's class table; null where the image failed or was not measured: it is excluded from every figure. */
  readonly detections: Detections | null;
}

/** The number of a role in the column is its index here. */
const ROLES: readonly ImageRole[] = ["annotated", "background", "unlabelled"];

/** Boxes are `x1 y1 x2 y2` in image pixels. Every column has its own memory, so that it can be transferred without a copy. */
export interface EvaluationColumns {
  /** The number of classes in the dataset's table; boxes of other classes are in no box-level figure. */
  readonly classCount: number;
  /** Images that were not measured and are not among the columns. */
  readonly excluded: number;
  /** Per image an index into `ROLES`. */
  readonly roles: Uint8Array;
  /** Detections of image `i`: from `detectionStarts[i]` to before `detectionStarts[i + 1]`; length images + 1. */
  readonly detectionStarts: Int32Array;
  readonly boxes: Float64Array;
  readonly scores: Float64Array;
  readonly classIndices: Int32Array;
  /** Ground truth of image `i`: from `truthStarts[i]` to before `truthStarts[i + 1]`; length images + 1. */
  readonly truthStarts: Int32Array;
  readonly truthBoxes: Float64Array;
  readonly truthClasses: Int32Array;
  readonly truthDifficult: Uint8Array;
}

export function evaluationColumns(images: readonly ImageToEvaluate[], classCount: number): EvaluationColumns {
  return runThrough(evaluationColumnsInSteps(images, classCount));
}

/** Images between two pauses. */
const STEP_IMAGES = 500;

/** Collecting 1,000,000 detections of 100,000 images takes some tenths of a second, which an engine spends in slices. */
export function* evaluationColumnsInSteps(
  images: readonly ImageToEvaluate[],
  classCount: number,
): Steps<EvaluationColumns> {
  const measured = images.filter(
    (image): image is ImageToEvaluate & { readonly detections: Detections } => image.detections !== null,
  );
  const columns = emptyColumns(
    classCount,
    images.length - measured.length,
    measured.length,
    measured.reduce((sum, { detections }) => sum + detections.count, 0),
    measured.reduce((sum, { groundTruth }) => sum + groundTruth.length, 0),
  );
  let detection = 0;
  let truth = 0;
  for (const [i, { role, groundTruth, detections }] of measured.entries()) {
    if (i % STEP_IMAGES === 0) yield;
    columns.roles[i] = ROLES.indexOf(role);
    columns.boxes.set(detections.boxes, 4 * detection);
    columns.scores.set(detections.scores, detection);
    columns.classIndices.set(detections.classIndices, detection);
    detection += detections.count;
    columns.detectionStarts[i + 1] = detection;
    for (const box of groundTruth) {
      columns.truthBoxes[4 * truth] = box.x1;
      columns.truthBoxes[4 * truth + 1] = box.y1;
      columns.truthBoxes[4 * truth + 2] = box.x2;
      columns.truthBoxes[4 * truth + 3] = box.y2;
      columns.truthClasses[truth] = box.classIndex;
      columns.truthDifficult[truth] = box.difficult ? 1 : 0;
      truth += 1;
    }
    columns.truthStarts[i + 1] = truth;
  }
  return columns;
}

/** Only the images of these roles, in the order of the roles. */
export function columnsOfRoles(columns: EvaluationColumns, roles: readonly ImageRole[]): EvaluationColumns {
  const wanted = roles.flatMap((role) => imagesOfRole(columns, role));
  const { detectionStarts, truthStarts } = columns;
  const size = (starts: Int32Array, i: number) => (starts[i + 1] as number) - (starts[i] as number);
  const chosen = emptyColumns(
    columns.classCount,
    columns.excluded,
    wanted.length,
    wanted.reduce((sum, i) => sum + size(detectionStarts, i), 0),
    wanted.reduce((sum, i) => sum + size(truthStarts, i), 0),
  );
  wanted.forEach((image, i) => {
    chosen.roles[i] = columns.roles[image] as number;
    const [from, to] = [detectionStarts[image] as number, detectionStarts[image + 1] as number];
    const at = chosen.detectionStarts[i] as number;
    chosen.boxes.set(columns.boxes.subarray(4 * from, 4 * to), 4 * at);
    chosen.scores.set(columns.scores.subarray(from, to), at);
    chosen.classIndices.set(columns.classIndices.subarray(from, to), at);
    chosen.detectionStarts[i + 1] = at + to - from;
    const [first, end] = [truthStarts[image] as number, truthStarts[image + 1] as number];
    const place = chosen.truthStarts[i] as number;
    chosen.truthBoxes.set(columns.truthBoxes.subarray(4 * first, 4 * end), 4 * place);
    chosen.truthClasses.set(columns.truthClasses.subarray(first, end), place);
    chosen.truthDifficult.set(columns.truthDifficult.subarray(first, end), place);
    chosen.truthStarts[i + 1] = place + end - first;
  });
  return chosen;
}

/** The buffers behind the columns, to be transferred; afterwards the columns can no longer be read here. */
export function columnMemory(columns: EvaluationColumns): ArrayBuffer[] {
  return Object.values(columns).flatMap((column: number | ArrayBufferView) =>
    typeof column === "number" ? [] : [column.buffer as ArrayBuffer],
  );
}

function imagesOfRole({ roles }: EvaluationColumns, role: ImageRole): number[] {
  const wanted = ROLES.indexOf(role);
  const images: number[] = [];
  roles.forEach((each, i) => {
    if (each === wanted) images.push(i);
  });
  return images;
}

function emptyColumns(
  classCount: number,
  excluded: number,
  images: number,
  detections: number,
  truths: number,
): EvaluationColumns {
  return {
    classCount,
    excluded,
    roles: new Uint8Array(images),
    detectionStarts: new Int32Array(images + 1),
    boxes: new Float64Array(4 * detections),
    scores: new Float64Array(detections),
    classIndices: new Int32Array(detections),
    truthStarts: new Int32Array(images + 1),
    truthBoxes: new Float64Array(4 * truths),
    truthClasses: new Int32Array(truths),
    truthDifficult: new Uint8Array(truths),
  };
}
