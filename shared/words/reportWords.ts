/** The type of the report texts: what every language has to provide. */
import type { CaughtByWay } from "../core/counting/caughtBy.ts";
import type { ScoreRoundingName } from "../core/counting/scoreRounding.ts";
import type { ImageRole } from "../core/dataset.ts";
import type { Verdict } from "../core/decision.ts";
import type { Zone } from "../core/zone.ts";
import type { Execution } from "../core/sessionTuning.ts";
import type { DetectionMark, GroundTruthMark } from "../metrics/matching.ts";

export interface ReportTexts {
  readonly plot: { readonly score: string; readonly recall: string; readonly overkill: string; readonly share: string };
  readonly figure: { readonly title: string; readonly overkillOverRecall: string; readonly scoreOverRecall: string };
  readonly roles: Record<ImageRole, string>;
  readonly verdicts: Record<Verdict, string>;
  readonly counting: Record<ScoreRoundingName, string>;
  /** The meaning of the rule, in one sentence. */
  readonly countingRule: Record<ScoreRoundingName, string>;
  /** The parts of a rule beyond a single threshold. */
  readonly rule: RuleTexts;
  readonly marks: Record<DetectionMark, string>;
  readonly truthMarks: Record<GroundTruthMark, string>;
  readonly comparison: {
    readonly groundTruth: string;
    readonly prediction: (threshold: string) => string;
    readonly noGroundTruth: string;
    readonly unlabelled: string;
    readonly counting: (rule: string) => string;
    readonly synthetic: string;
  };
  readonly figureLine: (parts: { threshold: string; counting: string; recall: string; overkill: string }) => string;
  /** A count with its denominator. */
  readonly ofTotal: (count: number, total: number) => string;
  readonly notMeasuredYet: string;
  readonly noImageChosen: string;
  /** For a rate whose denominator is 0. */
  readonly notMeasurable: string;
  readonly yes: string;
  readonly no: string;
  /** For a report that shows nothing but rates. */
  readonly needsGroundTruth: string;
  /** What stands beside `tp_fp_list.txt` where the other reports count by another rule. */
  readonly scriptsNote: (parts: ScriptsNote) => string;
  /** How a model was run, in one line. The batch size is a maximum: the last batch may hold fewer images. */
  readonly execution: (execution: Execution) => string;
  readonly csv: CsvTexts;
  readonly pdf: PdfTexts;
}

/** Rates at one threshold, by PaddleX's counting and by the rule of the other reports. */
export interface ScriptsNote {
  readonly threshold: string;
  readonly rule: string;
  readonly scripts: { readonly recall: string; readonly overkill: string };
  readonly reports: { readonly recall: string; readonly overkill: string };
}

export interface RuleTexts {
  readonly ngFrom: (threshold: string) => string;
  readonly reviewAndNg: (review: string, ng: string) => string;
  readonly classBand: (name: string, band: string) => string;
  readonly ignoredClass: (name: string) => string;
  readonly caughtBy: Record<CaughtByWay, (iou: string) => string>;
  /** Corners in image pixels. */
  readonly zones: Record<Zone["kind"], (corners: string) => string>;
  readonly minimumSize: (size: string, millimetresPerPixel: string | null) => string;
  readonly review: (defects: string, backgrounds: string) => string;
  readonly wrongReason: (count: number, total: number) => string;
  readonly notMeasured: (floor: string) => string;
}

export interface CsvTexts {
  readonly image: string;
  readonly role: string;
  readonly widthPixels: string;
  readonly heightPixels: string;
  readonly state: string;
  readonly measured: string;
  readonly failed: string;
  readonly notMeasured: string;
  readonly reason: string;
  readonly bestScore: string;
  readonly bestClass: string;
  readonly threshold: string;
  readonly counting: string;
  readonly verdict: string;
  readonly truthBoxes: string;
  readonly shownBoxes: string;
  readonly truePositives: string;
  readonly falsePositives: string;
  readonly falseNegatives: string;
  readonly ignoredBoxes: string;
  readonly decodeMilliseconds: string;
  readonly preprocessMilliseconds: string;
  readonly inferenceMilliseconds: string;
  readonly box: string;
  readonly source: string;
  readonly groundTruth: string;
  readonly detection: string;
  readonly class: string;
  readonly score: string;
  readonly left: string;
  readonly top: string;
  readonly right: string;
  readonly bottom: string;
  readonly difficult: string;
  readonly shown: string;
  readonly mark: string;
  readonly matchedBox: string;
  readonly iou: string;
}

export interface PdfTexts {
  readonly title: string;
  readonly subtitle: (dataset: string, model: string) => string;
  readonly synthetic: Record<"both" | "dataset" | "model", string>;
  readonly incomplete: (measured: number, total: number) => string;
  readonly operatingPoint: string;
  readonly threshold: string;
  readonly recall: string;
  readonly escapeRate: string;
  readonly overkillRate: string;
  readonly recallMeaning: string;
  readonly escapeMeaning: string;
  readonly overkillMeaning: string;
  readonly interval: (lower: string, upper: string) => string;
  readonly intervalNote: string;
  readonly rightReason: (count: number, caught: number) => string;
  readonly signOff: SignOffTexts;
  readonly curves: string;
  readonly ratesOverScore: string;
  readonly tradeoff: string;
  readonly legendRecall: string;
  readonly legendOverkill: string;
  readonly operatingPointMark: string;
  readonly sweepTable: string;
  readonly classes: string;
  readonly classColumns: readonly string[];
  readonly allClasses: string;
  readonly classNote: string;
  readonly worstEscapes: (shown: number, total: number) => string;
  readonly worstOverkill: (shown: number, total: number) => string;
  readonly noEscapes: string;
  readonly noOverkill: string;
  readonly nothingFound: string;
  readonly bestScore: (score: string, className: string) => string;
  readonly unreadable: string;
  readonly facts: string;
  readonly fact: Record<FactName, string>;
  readonly providerRecord: (asked: string, ran: string) => string;
  readonly yesSynthetic: string;
  readonly running: string;
  readonly skipped: (count: number) => string;
  readonly nothingSkipped: string;
  /** For images without ground truth. */
  readonly unlabelledVerdicts: (ng: number, total: number) => string;
  readonly worstUnlabelled: (shown: number, total: number) => string;
  readonly keptRemarks: (count: number) => string;
  readonly more: (count: number) => string;
  readonly page: (page: number, pages: number) => string;
}

export interface SignOffTexts {
  readonly title: string;
  /** Titles of the columns: rate, value, count, both intervals. */
  readonly columns: readonly [string, string, string, string, string];
  readonly note: string;
  readonly prepared: string;
  readonly approved: string;
  readonly date: string;
  readonly signature: string;
}

export type FactName =
  | "dataset"
  | "datasetHash"
  | "model"
  | "modelHash"
  | "synthetic"
  | "threshold"
  | "counting"
  | "classRules"
  | "caughtBy"
  | "zones"
  | "minimumSize"
  | "scoreFloor"
  | "graphScoreFloor"
  | "matching"
  | "provider"
  | "providerAttempts"
  | "execution"
  | "images"
  | "excluded"
  | "started"
  | "finished"
  | "account"
  | "operator"
  | "created"
  | "run"
  | "versions";
