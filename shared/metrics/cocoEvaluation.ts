/** The twelve numbers of COCO's box evaluation, equal to `COCOeval.summarize()` of pycocotools. */
import { MAX_DETECTIONS, type ClassCase } from "./cocoCases.ts";
import { ANY_AREA, matchClass, precisionOf, recallOf, type AreaRange, type ClassMatches } from "./cocoMatching.ts";

/** `numpy.linspace(0.5, 0.95, 10)` to the last bit. */
const IOU_THRESHOLDS: readonly number[] = Array.from({ length: 10 }, (_, i) =>
  i === 9 ? 0.95 : i * ((0.95 - 0.5) / 9) + 0.5,
);
const AREAS = {
  all: ANY_AREA,
  small: { least: 0, most: 32 ** 2 },
  medium: { least: 32 ** 2, most: 96 ** 2 },
  large: { least: 96 ** 2, most: 1e10 },
} as const satisfies Record<string, AreaRange>;

/** The definitions of the twelve numbers, in order. AP: average precision, AR: average recall; `@n`: detections per class and image. */
export const COCO_METRICS = [
  "AP",
  "AP50",
  "AP75",
  "AP small",
  "AP medium",
  "AP large",
  "AR@1",
  "AR@10",
  "AR@100",
  "AR small",
  "AR medium",
  "AR large",
] as const;

/** Detections per class and image in the first three recalls; the others use `MAX_DETECTIONS`. */
const RECALL_LIMITS = [1, 10, MAX_DETECTIONS] as const;

/**
 * The twelve numbers; -1 where nothing of that size is annotated. Difficult boxes count as any other: COCO does not
 * know them.
 * @param cases one per class, with the ground truth of others excluded
 * @param onArea called after each of the areas
 */
export function cocoEvaluation(cases: readonly ClassCase[], onArea: () => void = () => undefined): number[] {
  const figures = Object.entries(AREAS).map(([name, area]) => {
    const found = figuresIn(cases, area, name === "all" ? RECALL_LIMITS : [MAX_DETECTIONS]);
    onArea();
    return found;
  });
  const [all, small, medium, large] = figures as [AreaFigures, AreaFigures, AreaFigures, AreaFigures];
  const precision = ({ precisions }: AreaFigures, from = 0, end = IOU_THRESHOLDS.length) =>
    meanOf(precisions.slice(from, end).flat());
  return [
    precision(all),
    precision(all, 0, 1),
    precision(all, 5, 6),
    ...[small, medium, large].map((area) => precision(area)),
    ...all.recalls,
    ...[small, medium, large].flatMap(({ recalls }) => recalls),
  ];
}

interface AreaFigures {
  /** Per IoU threshold the precisions at the recall points of every class that has ground truth. */
  readonly precisions: readonly (readonly number[])[];
  /** Per limit the mean over IoU thresholds and classes. */
  readonly recalls: readonly number[];
}

function figuresIn(cases: readonly ClassCase[], area: AreaRange, limits: readonly number[]): AreaFigures {
  const precisions: number[][] = [];
  const recalls = limits.map((): number[] => []);
  for (const iou of IOU_THRESHOLDS) {
    const row: number[] = [];
    for (const each of cases) {
      const matches: ClassMatches = matchClass(each, iou, area);
      const precision = precisionOf(each, matches);
      if (precision) row.push(...precision);
      limits.forEach((limit, i) => {
        const recall = recallOf(each, matches, limit);
        if (recall !== null) recalls[i]?.push(recall);
      });
    }
    precisions.push(row);
  }
  return { precisions, recalls: recalls.map(meanOf) };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? -1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
