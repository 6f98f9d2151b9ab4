/** The lines of the skipped-files list: what reading the dataset found, then what the run could not inspect. */
import type { IssueCode } from "../../../shared/core/dataset.ts";
import type { Reason } from "../../../shared/core/reason.ts";
import type { Derived, Moment } from "../../stores/derived.ts";

export interface IssueLine {
  readonly file: string;
  /** Null for a failed image: its reason is `detail`. */
  readonly code: IssueCode | null;
  readonly detail: readonly Reason[];
  readonly state: "excluded" | "kept" | "failed";
}

/** Excluded first, since that changes figures; then failed, then kept with a remark. */
export function listIssues(moment: Moment, derived: Derived): IssueLine[] {
  const { dataset } = moment.project;
  if (!dataset) return [];
  const issues = dataset.issues.map(
    (issue): IssueLine => ({
      file: issue.file,
      code: issue.code,
      detail: issue.detail,
      state: issue.excluded ? "excluded" : "kept",
    }),
  );
  const failed = dataset.images.flatMap((image, i): IssueLine[] => {
    const outcome = derived.outcome(moment, i);
    return outcome?.status === "failed" ? [failedLine(image.name, outcome.code, outcome.reason)] : [];
  });
  return [
    ...issues.filter(({ state }) => state === "excluded"),
    ...failed,
    ...issues.filter(({ state }) => state === "kept"),
  ];
}

const KNOWN_CODES: ReadonlySet<string> = new Set<IssueCode>([
  "unreadable-image",
  "too-large",
  "not-an-image",
  "missing-image",
]);

/** The engine's reason is in English; a code with texts is shown in the language of the window. */
function failedLine(file: string, code: string, reason: Reason): IssueLine {
  return { file, code: KNOWN_CODES.has(code) ? (code as IssueCode) : null, detail: [reason], state: "failed" };
}
