/** A modal dialog on the browser's own element, which traps the focus, closes with Esc and restores the focus. */
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly size?: "small" | "medium" | "large" | "wide";
  readonly testId?: string;
}

export function Dialog({ title, onClose, children, footer, size = "medium", testId }: DialogProps) {
  const { t } = useTranslation();
  const ref = useModal(onClose);
  const titleId = useId();
  return (
    <dialog ref={ref} tabIndex={-1} className={`dialog dialog-${size}`} aria-labelledby={titleId} data-testid={testId}>
      <header className="dialog-header">
        <h2 id={titleId} className="dialog-title">
          {title}
        </h2>
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-label={t("common.close")}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      {/* Reached by keyboard, so that what does not fit can be scrolled also where nothing in it takes the focus. */}
      <div className="dialog-body" tabIndex={0} role="group" aria-labelledby={titleId}>
        {children}
      </div>
      {footer ? <footer className="dialog-footer">{footer}</footer> : null}
    </dialog>
  );
}

/** Opens a `<dialog>` as modal while it is mounted. Esc and a press outside close it. */
export function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    // Not the close button, which the browser would focus: the first text field if there is one, else what the keys scroll.
    const first =
      dialog.querySelector<HTMLElement>("[data-autofocus]") ??
      dialog.querySelector<HTMLElement>(".dialog-body") ??
      dialog;
    first.focus();
    // The frame of the focus says where Tab has led; nobody has moved yet.
    first.dataset["focusedFirst"] = "";
    first.addEventListener("blur", () => delete first.dataset["focusedFirst"], { once: true });
    const cancel = (event: Event) => {
      event.preventDefault();
      close.current();
    };
    const press = (event: MouseEvent) => {
      if (event.target === dialog) close.current();
    };
    dialog.addEventListener("cancel", cancel);
    dialog.addEventListener("mousedown", press);
    return () => {
      dialog.removeEventListener("cancel", cancel);
      dialog.removeEventListener("mousedown", press);
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return ref;
}
