/** Why providers did not run, in English: for the terminal, and for `--json`, whose `reason` is a text, empty where the provider ran. */
import type { ProviderAttempt, ProviderRecord } from "../../shared/core/run.ts";
import { reasonText } from "../../shared/words/failureText.ts";

export function attemptText({ provider, ok, reason }: ProviderAttempt) {
  return { provider, ok, reason: reason === null ? "" : reasonText(reason, "en") };
}

/** The record as `--json` gives it. */
export function providerJson({ asked, ran, attempts }: ProviderRecord) {
  return { asked, ran, attempts: attempts.map(attemptText) };
}

/** A head of a run, or what else holds a record, as `--json` gives it. */
export function withProviderJson<T extends { readonly provider: ProviderRecord }>(value: T) {
  return { ...value, provider: providerJson(value.provider) };
}
