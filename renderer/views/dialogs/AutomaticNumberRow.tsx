/** A row of the settings with a number that may be left empty for automatic. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

interface AutomaticNumberRowProps {
  readonly id: string;
  readonly label: string;
  readonly why: string;
  readonly inputMode: "numeric" | "decimal";
  /** Null: automatic. */
  readonly value: number | null;
  /** Of what is not empty, trimmed: undefined where it is not accepted. */
  readonly read: (text: string) => number | undefined;
  readonly onChange: (value: number | null) => void;
}

/** Input that is not accepted is marked, not taken, and reverted when the field loses focus. */
export function AutomaticNumberRow({ id, label, why, inputMode, value, read, onChange }: AutomaticNumberRowProps) {
  const { t } = useTranslation();
  const shown = value === null ? "" : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const valueOf = (typed: string) => (typed.trim() === "" ? null : read(typed.trim()));
  return (
    <div className="form-row form-row-top">
      <label className="form-label" htmlFor={id}>
        {label}
      </label>
      <div className="form-wide">
        <input
          id={id}
          className="field field-number"
          type="text"
          inputMode={inputMode}
          placeholder={t("performance.automatic")}
          value={text}
          aria-invalid={valueOf(text) === undefined}
          onChange={(event) => {
            setText(event.target.value);
            const typed = valueOf(event.target.value);
            if (typed !== undefined) onChange(typed);
          }}
          onBlur={() => setText(shown)}
        />
        <p className="faint form-note">{why}</p>
      </div>
    </div>
  );
}
