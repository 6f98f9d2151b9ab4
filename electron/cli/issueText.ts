/** What is excluded from a dataset, or kept with a remark, in English: for the terminal, and for `--json`, whose `detail` is a text. */
import type { DatasetIssue } from "../../shared/core/dataset.ts";
import { detailText } from "../../shared/words/failureText.ts";

/** An issue as `--json` gives it. */
export function issueJson({ code, file, detail, excluded }: DatasetIssue) {
  return { code, file, detail: detailText(detail, "en"), excluded };
}

/** The same in one line. */
export function issueText({ file, code, detail }: ReturnType<typeof issueJson>): string {
  return `${file}: ${code}${detail === "" ? "" : `: ${detail}`}`;
}
