/** An expected failure as a value: which file, and by a code why and what to do now. Words are made where it is shown (shared/words). */
import { z } from "zod";
import { FAILURES } from "./failureCodes.ts";
import { codedSchema, type ParamArguments, type Params } from "./reason.ts";

export type FailureCode = keyof typeof FAILURES;
export interface Failure {
  readonly code: FailureCode;
  /** As its user knows it; empty where no file is meant. */
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
