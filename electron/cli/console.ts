/** A command's access to the outside: writing lines, showing progress, and a signal to stop. */
import { detailsOf } from "../../shared/core/reason.ts";
import type { Failure } from "../../shared/core/failure.ts";
import { failureText } from "../../shared/words/failureText.ts";

export interface Console {
  /** Results. */
  readonly out: (text: string) => void;
  /** Everything else. */
  readonly note: (line: string) => void;
  readonly progress: (line: string) => void;
  /** Whether to show all that a runtime or the system said, and not only its first line. */
  readonly verbose?: boolean;
  /** Ends the rewritten line. */
  readonly progressDone: () => void;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** 0 done · 1 an input cannot be used · 2 wrong use · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Progress where lines cannot be rewritten: one line every few seconds. */
const QUIET_INTERVAL = 5000;

export function createConsole(
  stdout: NodeJS.WriteStream,
  stderr: NodeJS.WriteStream,
  signal: AbortSignal,
  now: () => number,
): Console {
  let openLine = false;
  // Nothing is shown for work that ends sooner.
  let last = now();
  const closeLine = () => {
    if (openLine) stderr.write("\n");
    openLine = false;
  };
  return {
    out: (text) => {
      closeLine();
      stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    },
    note: (line) => {
      closeLine();
      stderr.write(`${line}\n`);
    },
    progress: (line) => {
      if (stderr.isTTY) {
        stderr.write(`\r\x1b[2K${line.slice(0, Math.max(20, (stderr.columns ?? 80) - 1))}`);
        openLine = true;
      } else if (now() - last >= QUIET_INTERVAL) {
        last = now();
        stderr.write(`${line}\n`);
      }
    },
    progressDone: closeLine,
    signal,
  };
}

/** One line with the file and the reason; in English like all output of the command line. */
export function failureLine(failure: Failure): string {
  return `loupe: ${failure.file}: ${failureText(failure, "en")}`;
}

/** Prints the failure, then `more`, and returns the exit code for an input that cannot be used. */
export function fail(console: Console, failure: Failure, more = ""): ExitCode {
  const details = [...new Set(detailsOf(failure.params))];
  const hint = details.length > 0 && !console.verbose ? "(--verbose shows all that was said)" : "";
  console.note([failureLine(failure), more, hint].filter((text) => text !== "").join(" "));
  if (console.verbose) for (const text of details) console.note(text.replace(/^/gm, "  | "));
  return 1;
}

/** `1 h 02 min`, `3 min 20 s`, `12 s`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole >= 3600)
    return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, "0")} min`;
  if (whole >= 60) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
  return `${whole} s`;
}
