/** Reports of a run over its dataset: collects the exporter's input, and turns refusals of the file system into failures. */
import { stat } from "node:fs/promises";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { type Failure, failure } from "../../shared/core/failure.ts";
import type { Reason } from "../../shared/core/reason.ts";
import type { OpenedDataset } from "./datasets/openedDataset.ts";
import { decodeImage } from "./images/decodeImage.ts";
import {
  exportReports,
  type ExportedReports,
  type ExportOptions,
  type ReportProgress,
} from "./reports/exportReports.ts";
import { reportFontFile } from "./reports/reportFont.ts";
import { systemReason } from "./files/systemReason.ts";

export interface RunReportsAsked
  extends Pick<
    ExportOptions,
    "run" | "thread" | "folder" | "kinds" | "rule" | "language" | "imageId" | "imageIds" | "operator"
  > {
  readonly opened: OpenedDataset;
  /** Every outcome, by the dataset's image ids, classes in the run's table. */
  readonly outcomes: Iterable<ImageOutcome>;
  readonly signal: AbortSignal;
  readonly progress: (progress: ReportProgress) => Promise<void>;
}

export type RunReports =
  | { readonly ok: true; readonly value: ExportedReports }
  | { readonly ok: false; readonly failure: Failure };

/** Files written before a failure stay, each complete. */
export async function exportRunReports({ opened, outcomes, ...asked }: RunReportsAsked): Promise<RunReports> {
  const fontFile = reportFontFile();
  if (fontFile === null) {
    return refused(failure("no-font", "resources/fonts"));
  }
  if (!(await stat(asked.folder).catch(() => null))?.isDirectory()) {
    return refused(failure("no-report-folder", asked.folder));
  }
  try {
    const value = await exportReports({
      ...asked,
      dataset: opened.dataset,
      outcomes: new Map([...outcomes].map((outcome) => [outcome.imageId, outcome])),
      imageOf: (imageId) => decodeImage(opened.files.get(imageId)?.path ?? ""),
      fontFile,
      createdAt: new Date(),
    });
    return { ok: true, value };
  } catch (error) {
    const why = fileSystemReason(error);
    if (why === null) throw error;
    return refused(failure("report-not-written", asked.folder, { reason: why }));
  }
}

function refused(failure: Failure): RunReports {
  return { ok: false, failure };
}

/** Null for anything but a refusal by the file system; that is then a bug. */
function fileSystemReason(error: unknown): Reason | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  return /^E[A-Z]+$/.test(error.code) ? systemReason(error) : null;
}
