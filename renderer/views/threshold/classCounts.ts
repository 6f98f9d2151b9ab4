/** TP, FP and FN of each class under any rule: every image is matched once, in slices that keep the window responsive. */
import type { ClassTable } from "../../../shared/core/classTable.ts";
import { reaches } from "../../../shared/core/counting/scoreRounding.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { DecisionRule } from "../../../shared/core/decisionRule.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import type { CompiledRule } from "../../../shared/metrics/decide.ts";
import { matchImage, VOC_MATCHING } from "../../../shared/metrics/matching.ts";
import { countReaching } from "../../../shared/metrics/thresholdSweep.ts";

export interface ClassRow {
  readonly classIndex: number;
  /** Ground-truth boxes of the images matched so far, without difficult ones. */
  readonly truth: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

interface Tally {
  truth: number;
  readonly tp: GrowingColumn;
  readonly fp: GrowingColumn;
}

/** The matched part of a run; grows by `advance`, answers by `rowsAt`. */
export class ClassTally {
  private readonly tallies: Tally[] = [];
  private readonly matched = new Set<number>();
  /** All images before this one are matched or never will be. */
  private first = 0;

  /**
   * @param isMatched the boxes to match, by the zones and the minimum size of the rule
   * @param judged false: counts the images without ground truth instead of the others; each of their boxes is then an `fp`
   */
  constructor(
    private readonly images: readonly DatasetImage[],
    private readonly outcomes: readonly (ImageOutcome | undefined)[],
    private readonly table: ClassTable,
    private readonly isMatched: CompiledRule["isMatched"] | null = null,
    private readonly judged = true,
  ) {}

  /** Images matched so far. */
  get done(): number {
    return this.matched.size;
  }

  /**
   * Matches images that are measured and not matched yet, until `outOfTime` returns true.
   * @returns true when none is left
   */
  advance(outOfTime: () => boolean): boolean {
    for (let i = this.first; i < this.images.length; i += 1) {
      const outcome = this.outcomes[i];
      const image = this.images[i];
      if (
        !this.matched.has(i) &&
        image &&
        outcome?.status === "done" &&
        (image.role !== "unlabelled") === this.judged
      ) {
        if (outOfTime()) return false;
        this.matched.add(i);
        this.add(image, outcome);
      }
      if (outcome && i === this.first) this.first = i + 1;
    }
    return true;
  }

  /** Classes with ground truth or detections, in the table's order. A box is shown from the lower end of its class's band up. */
  rowsAt({ band, perClass, scoreRounding }: DecisionRule): ClassRow[] {
    return this.tallies.flatMap(({ truth, tp, fp }, classIndex) => {
      if (truth === 0 && fp.isEmpty) return [];
      const own = Object.entries(perClass).find(([name]) => name === this.table.names[classIndex])?.[1];
      if (own === "ignore") return [{ classIndex, truth, tp: 0, fp: 0, fn: truth }];
      const { review } = own ?? band;
      const found = tp.countReaching(review, scoreRounding);
      return [{ classIndex, truth, tp: found, fp: fp.countReaching(review, scoreRounding), fn: truth - found }];
    });
  }

  /** How many matched detections have their score in each of `bins` equal ranges from 0 to 1; the last holds 1 as well. */
  scoreBins(bins: number): Int32Array {
    const counts = new Int32Array(bins);
    for (const { tp, fp } of this.tallies) for (const column of [tp, fp]) column.countInto(counts);
    return counts;
  }

  private add(image: DatasetImage, { detections }: Extract<ImageOutcome, { status: "done" }>): void {
    const classIndices = detections.classIndices.map((run) => this.table.fromRun[run] ?? -1);
    for (const { classIndex, difficult } of image.groundTruth) if (!difficult) this.tallyOf(classIndex).truth += 1;
    const aligned = { ...detections, classIndices };
    const { order, marks, scores } = matchImage(aligned, image.groundTruth, VOC_MATCHING, this.isMatched);
    order.forEach((row, rank) => {
      const mark = marks[rank];
      const classIndex = classIndices[row] ?? -1;
      if (classIndex < 0 || (mark !== "tp" && mark !== "fp")) return;
      this.tallyOf(classIndex)[mark].add(scores[rank] ?? -1);
    });
  }

  private tallyOf(classIndex: number): Tally {
    while (this.tallies.length <= classIndex) {
      this.tallies.push({ truth: 0, tp: new GrowingColumn(), fp: new GrowingColumn() });
    }
    return this.tallies[classIndex] as Tally;
  }
}

/** Scores that keep arriving, counted at any threshold: a sorted column, and a tail short enough to be searched linearly. */
class GrowingColumn {
  private sorted = new Float64Array(0);
  private tail: number[] = [];

  get isEmpty(): boolean {
    return this.sorted.length + this.tail.length === 0;
  }

  add(score: number): void {
    this.tail.push(score);
    // The tail grows with the column, so that all merges together cost no more than a few sorts of the whole.
    if (this.tail.length < 1024 + this.sorted.length / 8) return;
    const all = new Float64Array(this.sorted.length + this.tail.length);
    all.set(this.sorted);
    all.set(this.tail, this.sorted.length);
    this.sorted = all.sort();
    this.tail = [];
  }

  countInto(counts: Int32Array): void {
    const bins = counts.length;
    for (const scores of [this.sorted, this.tail])
      for (const score of scores) {
        const bin = Math.max(0, Math.min(bins - 1, Math.floor(score * bins)));
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
  }

  countReaching(threshold: number, rounding: DecisionRule["scoreRounding"]): number {
    const late = this.tail.reduce((sum, score) => sum + (reaches(score, threshold, rounding) ? 1 : 0), 0);
    return countReaching({ scores: this.sorted }, threshold, rounding) + late;
  }
}
