/** How long one step of the threshold slider takes on a large run: data by seed, time by a clock that the caller brings. */
import { alignedClasses } from "../core/classTable.ts";
import type { ImageRole } from "../core/dataset.ts";
import type { Verdict } from "../core/decision.ts";
import { singleThreshold } from "../core/decisionRule.ts";
import type { Detections } from "../core/detections.ts";
import { compileRule, imagesJudged } from "./decide.ts";
import { indexDecisions, withBand } from "./decisionIndex.ts";
import { boxDecisions, matchImage } from "./matching.ts";
import { operatingPoint } from "./operatingPoint.ts";
import { NO_FLOORS } from "./scoreFloors.ts";
import { decisionHistogram } from "./scoreHistogram.ts";

export interface SliderBenchmarkOptions {
  readonly images: number;
  readonly detections: number;
  /** How often the slider is moved. */
  readonly steps: number;
  readonly seed: number;
  /** Milliseconds that only rise, e.g. `performance.now`. */
  readonly now: () => number;
}

export interface SliderBenchmark {
  readonly images: number;
  readonly detections: number;
  readonly steps: number;
  /** One step: operating point, the list of escaped and overkill among all images, the boxes shown of the current image. */
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
  readonly worstMilliseconds: number;
  /** Done once when a run is opened, and again when more of the rule changes than the band: columns, sorting, histogram. */
  readonly indexMilliseconds: number;
  /** Sum over the steps of all counts: proof that the work was done, equal for equal seeds. */
  readonly checksum: number;
}

const CLASSES = alignedClasses(Array.from({ length: 10 }, (_, i) => `class ${i}`));
const LISTED: ReadonlySet<Verdict> = new Set<Verdict>(["escaped", "overkill"]);

export function sliderBenchmark({ images, detections, steps, seed, now }: SliderBenchmarkOptions): SliderBenchmark {
  const random = seededRandom(seed);
  const roles: ImageRole[] = Array.from({ length: images }, () => (random() < 0.68 ? "annotated" : "background"));
  const found = roles.map((role, i) => randomDetections(share(detections, images, i), role, random));

  const judged = found.map((each, i) => ({ role: roles[i] as ImageRole, groundTruth: [], detections: each }));
  const compiledAt = (threshold: number) => compileRule(singleThreshold(threshold), CLASSES, NO_FLOORS);
  const start = now();
  const columns = compiledAt(0.5).columns(judged);
  const index = indexDecisions(columns, roles, compiledAt(0.5));
  const { tallest } = decisionHistogram(index);
  const indexMilliseconds = now() - start;

  const current = found.reduce((most, each) => (each.count > most.count ? each : most));
  const matching = matchImage(current, []);
  let checksum = tallest;
  const times = Float64Array.from({ length: steps }, () => {
    const threshold = Math.round(random() * 100) / 100;
    const before = now();
    const compiled = compiledAt(threshold);
    const point = operatingPoint(withBand(index, compiled.rule));
    const listed = imagesJudged(columns, roles, compiled.rule, LISTED);
    const shown = boxDecisions(matching, current, compiled).filter((each) => each !== "ok");
    checksum += point.defects.escaped + point.backgrounds.overkill + listed.length + shown.length;
    return now() - before;
  }).sort();
  return {
    images,
    detections,
    steps,
    medianMilliseconds: quantile(times, 0.5),
    p99Milliseconds: quantile(times, 0.99),
    worstMilliseconds: quantile(times, 1),
    indexMilliseconds,
    checksum,
  };
}

/** How many of `total` fall to part `i` of `parts`, as evenly as whole numbers allow. */
function share(total: number, parts: number, i: number): number {
  return Math.floor(((i + 1) * total) / parts) - Math.floor((i * total) / parts);
}

function randomDetections(count: number, role: ImageRole, random: () => number): Detections {
  const boxes = Float64Array.from({ length: 4 * count }, (_, i) =>
    i % 4 < 2 ? 1000 * random() : 1000 + 1000 * random(),
  );
  const power = role === "annotated" ? 1 : 4;
  return {
    count,
    boxes,
    scores: Float64Array.from({ length: count }, () => random() ** power),
    classIndices: Int32Array.from({ length: count }, () => Math.floor(10 * random())),
  };
}

/** Mulberry32: 32 bits of state, uniform in [0, 1). */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function quantile(ascending: Float64Array, share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.ceil(share * ascending.length) - 1)] ?? NaN;
}
