/** A verdict as a shape and a colour: recognisable by either alone. The word is beside it or in its accessible name. */
import type { VerdictOrState } from "../stores/derived.ts";

/** What the line would do with the part, or why that is unknown. */
export type VerdictTone = "ok" | "ng" | "review" | "failed" | "pending";

/** The colour and shape follow the decision (OK or NG); a wrong decision is drawn hollow and barred. */
export function toneOf(verdict: VerdictOrState): VerdictTone {
  switch (verdict) {
    case "caught":
    case "wrong-reason":
    case "overkill":
    case "ng":
      return "ng";
    case "defect-in-review":
    case "background-in-review":
    case "review":
      return "review";
    case "passed":
    case "escaped":
    case "ok":
      return "ok";
    case "failed":
      return "failed";
    case "pending":
      return "pending";
  }
}

/** True for the errors of an inspection: a defect that escaped or was caught for the wrong reason, and a good part called NG. */
export function isWrong(verdict: VerdictOrState): boolean {
  return verdict === "escaped" || verdict === "wrong-reason" || verdict === "overkill";
}

export function VerdictMark({ verdict, size = 12 }: { verdict: VerdictOrState; size?: number }) {
  return (
    <svg
      className={`verdict-mark verdict-${verdict}`}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      {shapeOf(verdict)}
    </svg>
  );
}

function shapeOf(verdict: VerdictOrState) {
  switch (verdict) {
    case "defect-in-review":
    case "background-in-review":
    case "review":
      return <path d="M1.6 1.6h8.8v8.8H1.6z" fill="currentColor" />;
    case "caught":
    case "ng":
      return <path d="M6 .8 11.2 6 6 11.2.8 6z" fill="currentColor" />;
    case "passed":
    case "ok":
      return <circle cx="6" cy="6" r="4.6" fill="currentColor" />;
    case "escaped":
      return (
        <path
          d="M6 1.2 11.2 10.6H.8zM6 4.6v2.8M6 9h.01"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      );
    case "wrong-reason":
    case "overkill":
      return (
        <path
          d="M6 1.3 10.7 6 6 10.7 1.3 6zM4.4 4.4l3.2 3.2M7.6 4.4 4.4 7.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      );
    case "failed":
      return (
        <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      );
    case "pending":
      return <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2 2" />;
  }
}
