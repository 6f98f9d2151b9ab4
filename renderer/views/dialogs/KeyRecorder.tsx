/** A field that records the next key press; keys that cannot be used are refused with the reason, and it keeps listening. */
import { useEffect, useRef, useState, type KeyboardEvent as ReactKeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import { recordKeys, type KeyRefusal } from "../../commands/recordKeys.ts";

interface KeyRecorderProps {
  /** Of the command that gets the keys. */
  readonly name: string;
  readonly onKeys: (keys: string, event: KeyboardEvent) => void;
  readonly onCancel: () => void;
}

export function KeyRecorder({ name, onKeys, onCancel }: KeyRecorderProps) {
  const { t } = useTranslation();
  const mac = useStores().startUp.platform === "darwin";
  const field = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<KeyRefusal | null>(null);
  useEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: ReactKeyboardEvent) => {
    // Neither the window's commands nor the dialog receive the recorded keys.
    event.stopPropagation();
    // The key that opened the field may still be held.
    if (event.repeat) return event.preventDefault();
    const recorded = recordKeys(event.nativeEvent, mac);
    if (recorded.kind === "refused") setRefused(recorded.reason);
    // Tab moves on to the buttons beside the field.
    if (event.key === "Tab") return;
    event.preventDefault();
    if (event.key === "Escape") onCancel();
    else if (recorded.kind === "keys") onKeys(recorded.keys, event.nativeEvent);
  };
  return (
    <>
      <input
        ref={field}
        className="field key-recorder"
        type="text"
        readOnly
        placeholder={t("shortcuts.press")}
        aria-label={`${name}: ${t("shortcuts.press")}`}
        aria-describedby="key-recorder-word"
        data-testid="key-recorder"
        onKeyDown={onKeyDown}
      />
      <span id="key-recorder-word" className={refused ? "shortcut-taken" : "shortcut-hint faint"} role="status">
        {refused ? t(`shortcuts.refused.${refused}`) : t("shortcuts.recording")}
      </span>
    </>
  );
}
