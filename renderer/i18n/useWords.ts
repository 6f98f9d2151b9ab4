/** Puts codes into words in the window's language: failures, notices, reasons. The words follow a switch of language. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../shared/core/failure.ts";
import type { Reason } from "../../shared/core/reason.ts";
import type { SelfCheckFinding } from "../../shared/inference/selfCheck.ts";
import { detailText, failureText, findingText, reasonHeading, reasonText } from "../../shared/words/failureText.ts";
import { type Language, languageSchema } from "../../shared/words/languages.ts";

export interface WindowWords {
  readonly language: Language;
  readonly failure: (failure: Pick<Failure, "code" | "params">) => string;
  readonly reason: (reason: Reason) => string;
  /** From the place to the particular. */
  readonly detail: (detail: readonly Reason[]) => string;
  /** A reason that stands alone in its row. */
  readonly heading: (reason: Reason) => string;
  readonly finding: (finding: SelfCheckFinding) => string;
}

export function useWords(): WindowWords {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const language = languageSchema.parse(i18n.language);
    return {
      language,
      failure: (failure) => failureText(failure, language),
      reason: (reason) => reasonText(reason, language),
      detail: (detail) => detailText(detail, language),
      heading: (reason) => reasonHeading(reason, language),
      finding: (finding) => findingText(finding, language),
    };
  }, [i18n.language]);
}
