/** English: reasons about runs that cannot be continued. */
import type { Templates } from "../../../core/codeTable.ts";
import type { RUN_REASONS } from "../../../core/reasonCodes/runs.ts";

export const runs: Templates<typeof RUN_REASONS> = {
  "other-folder": "folder {{folder}}",
  "other-model": "model {{model}}",
  "other-preprocessing": "preprocessing of another manifest",
  "other-provider": "provider {{provider}}",
  "other-score-floor": "score floor {{floor}}",
  "run-without-head": "it has not begun",
  "run-of-version": "its version is {{version}}",
  "table-missing": "the table {{table}} is missing",
  "not-a-table": "{{name}} is a {{kind}}, not a table",
  "column-missing": "the table {{table}} has no column {{column}}",
  "table-of-another-form": "the table {{table}} is of another form",
  "foreign-to-runs": "there is a {{kind}} {{name}} that Loupe does not make",
  "head-missing": "outcomes are stored, but not what they are of",
  "head-changed": "it is not the one that was written",
  "head-not-json": "it is not JSON",
};
