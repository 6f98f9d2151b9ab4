/** English: reasons about files, whatever they hold. */
import type { Templates } from "../../../core/codeTable.ts";
import type { FILE_REASONS } from "../../../core/reasonCodes/files.ts";

export const files: Templates<typeof FILE_REASONS> = {
  "not-yaml": "{{error}}",
  "larger-than": "larger than {{megabytes}} MB",
  "not-json": "it is not JSON ({{error}})",
  "not-a-regular-file": "it is not a regular file",
  "no-such-file": "there is no such file",
  "cannot-be-read": "it cannot be read: {{error}}",
};
