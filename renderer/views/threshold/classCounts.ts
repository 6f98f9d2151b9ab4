/** TP, FP and FN of each class at any threshold: every image is matched once, in slices that leave the window free. */
import type { ClassTable } from "../../../shared/core/classTable.ts";
import type { CountingRule } from "../../../shared/core/countingRule.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { isRejected } from "../../../shared/metrics/byThreshold.ts";
import { matchImage } from "../../../shared/metrics/matching.ts";

export interface ClassRow {
  readonly classIndex: number;
  /** Ground truth boxes of the images that are matched so far; difficult ones left out. */
  readonly truth: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** Thresholds are hundredths, 0 to 100. */
const STEPS = 101;
const RULES: readonly CountingRule[] = ["exact", "paddlex"];

interface Tally {
  truth: number;
  /** How many detections are shown at threshold i / 100 and not at the next, by counting rule: a suffix sum gives the count at i. */
  readonly tp: Readonly<Record<CountingRule, Int32Array>>;
  readonly fp: Readonly<Record<CountingRule, Int32Array>>;
}

/** What has been matched of a run; grows by `advance`, answers by `rowsAt`. */
export class ClassTally {
  private readonly tallies: Tally[] = [];
  private readonly matched = new Set<number>();
  /** All images before this one are matched or never will be. */
  private first = 0;

  constructor(
    private readonly images: readonly DatasetImage[],
    private readonly outcomes: readonly (ImageOutcome | undefined)[],
    private readonly table: ClassTable,
  ) {}

  /** Images matched so far. */
  get done(): number {
    return this.matched.size;
  }

  /**
   * Matches images that are measured and not matched yet, until `outOfTime` says stop.
   * @returns true when none is left
   */
  advance(outOfTime: () => boolean): boolean {
    for (let i = this.first; i < this.images.length; i += 1) {
      const outcome = this.outcomes[i];
      const image = this.images[i];
      if (!this.matched.has(i) && image && outcome?.status === "done" && image.role !== "unlabelled") {
        if (outOfTime()) return false;
        this.matched.add(i);
        this.add(image, outcome);
      }
      if (outcome && i === this.first) this.first = i + 1;
    }
    return true;
  }

  /** Classes with ground truth or detections, in the table's order. */
  rowsAt(threshold: number, rule: CountingRule): ClassRow[] {
    const from = Math.round(threshold * 100);
    return this.tallies.flatMap(({ truth, tp, fp }, classIndex) => {
      const found = sumFrom(tp[rule], from);
      const wrong = sumFrom(fp[rule], from);
      if (truth === 0 && sumFrom(fp[rule], 0) === 0) return [];
      return [{ classIndex, truth, tp: found, fp: wrong, fn: truth - found }];
    });
  }

  private add(image: DatasetImage, { detections }: Extract<ImageOutcome, { status: "done" }>): void {
    const classIndices = detections.classIndices.map((run) => this.table.fromRun[run] ?? -1);
    for (const { classIndex, difficult } of image.groundTruth) if (!difficult) this.tallyOf(classIndex).truth += 1;
    const { order, marks, scores } = matchImage({ ...detections, classIndices }, image.groundTruth);
    order.forEach((row, rank) => {
      const mark = marks[rank];
      const classIndex = classIndices[row] ?? -1;
      if (classIndex < 0 || (mark !== "tp" && mark !== "fp")) return;
      const tally = this.tallyOf(classIndex)[mark];
      for (const rule of RULES) {
        const last = lastThreshold(scores[rank] ?? -1, rule);
        if (last >= 0) tally[rule][last] = (tally[rule][last] ?? 0) + 1;
      }
    });
  }

  private tallyOf(classIndex: number): Tally {
    while (this.tallies.length <= classIndex) {
      this.tallies.push({
        truth: 0,
        tp: { exact: new Int32Array(STEPS), paddlex: new Int32Array(STEPS) },
        fp: { exact: new Int32Array(STEPS), paddlex: new Int32Array(STEPS) },
      });
    }
    return this.tallies[classIndex] as Tally;
  }
}

/** The highest threshold in hundredths at which a score is still shown; -1 when at none. */
function lastThreshold(score: number, rule: CountingRule): number {
  // The product alone may be off by one either way (0.29 * 100 < 29), so the rule itself decides.
  let last = Math.min(Math.floor(score * 100) + 1, STEPS - 1);
  while (last >= 0 && !isRejected(score, last / 100, rule)) last -= 1;
  return last;
}

function sumFrom(counts: Int32Array, from: number): number {
  let sum = 0;
  for (let i = from; i < counts.length; i += 1) sum += counts[i] ?? 0;
  return sum;
}
