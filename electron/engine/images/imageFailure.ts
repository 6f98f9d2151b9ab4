/** The failure shown when an image cannot be read. */
import type { IssueCode } from "../../../shared/core/dataset.ts";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import type { Reason } from "../../../shared/core/reason.ts";

/** Why an image cannot be shown. */
export function imageFailure(
  name: string,
  code: Extract<IssueCode, "unreadable-image" | "not-an-image" | "missing-image" | "too-large">,
  reason: Reason,
): Failure {
  return failure(code, name, { reason });
}
