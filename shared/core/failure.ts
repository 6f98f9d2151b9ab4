/** An expected failure as a value: the file, and a code for the reason and what to do. It is put into words where it is shown (shared/words). */
import { z } from "zod";
import { FAILURES } from "./failureCodes.ts";
import { codedSchema, type ParamArguments, type Params } from "./reason.ts";

export type FailureCode = keyof typeof FAILURES;
export interface Failure {
  readonly code: FailureCode;
  /** As the user knows the file; empty where no file is concerned. */
  readonly file: string;
  readonly params: Params;
}

export const failureSchema: z.ZodType<Failure> = codedSchema(FAILURES, {
  file: z.string(),
});

export function failure<C extends FailureCode>(
  code: C,
  file: string,
  ...[params]: ParamArguments<typeof FAILURES, C>
): Failure {
  return { code, file, params: params ?? {} };
}
