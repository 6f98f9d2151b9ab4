/** Writes the reports of a run into a folder: every kind, with progress and cancelling; only complete files, nothing overwritten. */
import { reasonText } from "../../../shared/words/failureText.ts";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Dataset } from "../../../shared/core/dataset.ts";
import type { DecisionRule } from "../../../shared/core/decisionRule.ts";
import type { Language } from "../../../shared/words/languages.ts";
import type { ImageOutcome, RunInfo } from "../../../shared/core/run.ts";
import { KINDS_OF_RATES, type ReportKind } from "../../../shared/ipc/reports.ts";
import { reportTexts } from "../../../shared/words/reportTexts.ts";
import {
  analyseRunInSteps,
  indexAsScripts,
  type MeasuredImage,
  type ReportView,
} from "../../../shared/report/runAnalysis.ts";
import { boxTable, imageTable } from "../../../shared/report/tables.ts";
import { scriptsNote, tpFpList } from "../../../shared/report/tpFpList.ts";
import { evaluationColumnsInSteps } from "../../../shared/metrics/evaluationColumns.ts";
import { annotatedImages } from "../../../shared/report/reportTables.ts";
import type { AnalysisThread } from "../analysis/analysisThread.ts";
import { runInSlices } from "../analysis/runInSlices.ts";
import type { DecodeResult } from "../images/decodedImage.ts";
import { comparisonImage, PANE_PIXELS } from "./comparisonImage.ts";
import { curveImage } from "./curveImage.ts";
import { fileStem } from "./fileName.ts";
import type { Content } from "../files/asideFile.ts";
import { makeNewFolder, writeNewFile } from "../files/newFile.ts";
import { pdfReport } from "./pdfReport.ts";

export interface ReportProgress {
  readonly done: number;
  readonly total: number;
  /** The file just written, relative to the folder; empty at the start. */
  readonly file: string;
}

export interface ExportOptions {
  readonly dataset: Dataset;
  readonly run: RunInfo;
  /** By image id; class indices as stored by the run. */
  readonly outcomes: ReadonlyMap<string, ImageOutcome>;
  readonly imageOf: (imageId: string) => Promise<DecodeResult>;
  /** Absolute path; must exist. */
  readonly folder: string;
  readonly kinds: readonly ReportKind[];
  readonly rule: DecisionRule;
  readonly language: Language;
  /** For `comparison-current`. */
  readonly imageId?: string | undefined;
  /** The images of `comparison-all`; every measured one when absent. */
  readonly imageIds?: readonly string[] | undefined;
  /** Runs the analyses that take long. */
  readonly thread: AnalysisThread;
  /** Absolute path of the bundled font. */
  readonly fontFile: string;
  readonly createdAt: Date;
  /** The name that the operator gave. */
  readonly operator?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Awaited, so that a slow listener slows the work down instead of filling memory. */
  readonly progress?: ((progress: ReportProgress) => void | Promise<void>) | undefined;
}

export interface ExportedReports {
  /** Relative to the folder, with `/`, in the order written. */
  readonly files: readonly string[];
  /** Reports that could not be made, each with its reason; the others were written. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** True when it was cancelled: `files` then lists what was written before. */
  readonly cancelled: boolean;
}

/**
 * Writes the reports one after another. An image that cannot be read is skipped with its reason; a file system error
 * (no space, no permission) is thrown, and files already written stay. Cancelling takes effect between two files.
 */
export async function exportReports(options: ExportOptions): Promise<ExportedReports> {
  const { dataset, run, outcomes, rule } = options;
  const analysis = await runInSlices(analyseRunInSteps(dataset, run, outcomes, rule));
  const view: ReportView = { analysis, language: options.language };
  const jobs = await planJobs(options, view);
  const files: string[] = [];
  const skipped: { file: string; reason: string }[] = [];
  await options.progress?.({ done: 0, total: jobs.length, file: "" });
  for (const [i, job] of jobs.entries()) {
    if (options.signal?.aborted) return { files, skipped, cancelled: true };
    const made = await job.make();
    const inFolder = (name: string) => path.posix.join(job.subfolder, name);
    if (options.signal?.aborted && !made.ok) return { files, skipped, cancelled: true };
    if (made.ok)
      files.push(inFolder(await writeNewFile(path.join(options.folder, job.subfolder), job.name, made.content)));
    else skipped.push({ file: job.subject, reason: made.reason });
    await options.progress?.({ done: i + 1, total: jobs.length, file: made.ok ? (files.at(-1) ?? "") : job.subject });
  }
  return { files, skipped, cancelled: false };
}

type Made = { readonly ok: true; readonly content: Content } | { readonly ok: false; readonly reason: string };

interface Job {
  /** Inside the folder; empty for the folder itself. */
  readonly subfolder: string;
  readonly name: string;
  /** The subject of the report, named where it cannot be made. */
  readonly subject: string;
  readonly make: () => Promise<Made>;
}

/** Stands beside `tp_fp_list.txt` where that counts by another rule than the other reports. */
const SCRIPTS_NOTE = "tp_fp_list.note.txt";

/** The names of the reports that consist of one file. */
export const REPORT_FILES = {
  "curve-png": "image-level_tp_fp.png",
  "tp-fp-list": "tp_fp_list.txt",
  "csv-images": "images.csv",
  "csv-boxes": "boxes.csv",
  pdf: "report.pdf",
} as const satisfies Partial<Record<ReportKind, string>>;

async function planJobs(options: ExportOptions, view: ReportView): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const kind of new Set(options.kinds)) jobs.push(...(await jobsOf(kind, options, view)));
  return jobs;
}

async function jobsOf(kind: ReportKind, options: ExportOptions, view: ReportView): Promise<Job[]> {
  const { analysis } = view;
  const alone = (name: string, content: () => Content | Promise<Content>): Job[] => [
    { subfolder: "", name, subject: name, make: async () => ({ ok: true, content: await content() }) },
  ];
  if (KINDS_OF_RATES.includes(kind) && !hasRates(view)) return [withoutRatesJob(kind, options.language)];
  switch (kind) {
    case "comparison-current": {
      const image = analysis.measured.find((each) => each.image.id === options.imageId);
      return image ? [comparisonJob(image, "", PANE_PIXELS.current, options, view)] : [notMeasuredJob(options, view)];
    }
    case "comparison-all": {
      const wanted = options.imageIds && new Set(options.imageIds);
      const images = analysis.measured.filter(({ image }) => wanted?.has(image.id) ?? true);
      if (images.length === 0) return [];
      const subfolder = await makeNewFolder(options.folder, "comparison");
      return images.map((image) => comparisonJob(image, subfolder, PANE_PIXELS.all, options, view));
    }
    case "curve-png":
      return alone(REPORT_FILES[kind], () => curveImage(view, options.fontFile));
    case "tp-fp-list":
      return scriptsJobs(view);
    case "csv-images":
      return alone(REPORT_FILES[kind], () => imageTable(view));
    case "csv-boxes":
      return alone(REPORT_FILES[kind], () => boxTable(view));
    case "pdf":
      return [
        { subfolder: "", name: REPORT_FILES[kind], subject: REPORT_FILES[kind], make: () => makePdf(options, view) },
      ];
  }
}

function scriptsJobs(view: ReportView): Job[] {
  const index = indexAsScripts(view.analysis);
  const note = scriptsNote(view, index);
  const job = (name: string, content: () => string): Job => ({
    subfolder: "",
    name,
    subject: name,
    make: () => Promise.resolve({ ok: true, content: content() }),
  });
  const list = job(REPORT_FILES["tp-fp-list"], () => tpFpList(index));
  return note === null ? [list] : [list, job(SCRIPTS_NOTE, () => note)];
}

/** False where no measured image has ground truth: a list of rates would be nothing but `nan`. */
function hasRates({ analysis }: ReportView): boolean {
  return analysis.measured.some(({ image }) => image.role !== "unlabelled");
}

function withoutRatesJob(kind: ReportKind, language: Language): Job {
  const name = kind === "curve-png" || kind === "tp-fp-list" ? REPORT_FILES[kind] : kind;
  const reason = reportTexts(language).needsGroundTruth;
  return { subfolder: "", name, subject: name, make: () => Promise.resolve({ ok: false, reason }) };
}

async function makePdf(
  { thread, signal, fontFile, createdAt, operator, imageOf }: ExportOptions,
  view: ReportView,
): Promise<Made> {
  const { analysis } = view;
  const columns = evaluationColumnsInSteps(annotatedImages(analysis), analysis.dataset.classes.length);
  const outcome = await thread.analyse({
    name: "vocPrecision",
    columns: await runInSlices(columns),
    options: { images: "annotated" },
    signal,
  });
  // Cancelled: the loop over the reports is cancelled too, and this text is not shown.
  if (outcome.kind !== "done") return { ok: false, reason: outcome.kind === "failed" ? outcome.reason : "" };
  const font = await readFile(fontFile);
  const precision = outcome.result["11point"];
  return {
    ok: true,
    content: await pdfReport({ view: { ...view, precision }, font, createdAt, operator: operator ?? "", imageOf }),
  };
}

function comparisonJob(
  image: MeasuredImage,
  subfolder: string,
  mostPixels: number,
  options: ExportOptions,
  view: ReportView,
): Job {
  return {
    subfolder,
    name: `compare_${fileStem(image.image.name)}.png`,
    subject: image.image.name,
    make: async () => {
      const decoded = await options.imageOf(image.image.id);
      if (!decoded.ok) return { ok: false, reason: reasonText(decoded.reason, view.language) };
      return { ok: true, content: await comparisonImage(decoded.pixels, image, view, options.fontFile, mostPixels) };
    },
  };
}

/** The requested image has no result: reported, never skipped silently. */
function notMeasuredJob({ imageId, language }: ExportOptions, { analysis }: ReportView): Job {
  const texts = reportTexts(language);
  const image = analysis.dataset.images.find(({ id }) => id === imageId);
  const failed = analysis.failed.find((each) => each.image.id === imageId);
  const reason = failed ? reasonText(failed.reason, language) : image ? texts.notMeasuredYet : texts.noImageChosen;
  return { subfolder: "", name: "", subject: image?.name ?? "", make: async () => ({ ok: false, reason }) };
}
