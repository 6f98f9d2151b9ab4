/** Steps through several images by name, with buttons for the previous and the next one. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { FileName } from "../../ui/FileName.tsx";
import { Icon } from "../../ui/Icon.tsx";

interface ImageStepperProps {
  readonly name: string;
  /** Beside the name. */
  readonly note: ReactNode;
  readonly testId: string;
  /** -1 or 1. */
  readonly onStep: (by: number) => void;
}

export function ImageStepper({ name, note, testId, onStep }: ImageStepperProps) {
  const { t } = useTranslation();
  return (
    <>
      <button
        type="button"
        className="button button-outline button-icon turned"
        aria-label={t("models.check.previous")}
        onClick={() => onStep(-1)}
      >
        <Icon name="chevronDown" />
      </button>
      <span className="check-name" data-testid={testId}>
        <FileName name={name} />
        <span className="faint check-truths">{note}</span>
      </span>
      <button
        type="button"
        className="button button-outline button-icon turned-back"
        aria-label={t("models.check.next")}
        onClick={() => onStep(1)}
      >
        <Icon name="chevronDown" />
      </button>
    </>
  );
}
