/** The failure shown when an image cannot be read. */
import type { IssueCode } from "../../../shared/core/dataset.ts";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import { quoted } from "../../../shared/core/reason.ts";

/** Why an image cannot be shown; `reason` is the decoder's own. */
export function imageFailure(
  name: string,
  code: Extract<IssueCode, "unreadable-image" | "not-an-image" | "missing-image" | "too-large">,
  reason: string,
): Failure {
  return failure(code, name, { reason: quoted(reason) });
}
