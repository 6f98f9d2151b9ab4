/** English: reasons about runs that cannot be continued. */
import type { Templates } from "../../../core/codeTable.ts";
import type { RUN_REASONS } from "../../../core/reasonCodes/runs.ts";

export const runs: Templates<typeof RUN_REASONS> = {
  "other-folder": "folder {{folder}}",
  "other-model": "model {{model}}",
  "other-preprocessing": "preprocessing of another manifest",
  "other-provider": "provider {{provider}}",
  "other-score-floor": "score floor {{floor}}",
};
