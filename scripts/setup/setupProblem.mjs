// The one error that set-up raises on purpose: its message tells the user what is wrong and what to do.
// @ts-check

/** Set-up cannot go on. The message is for the user: it is shown without a stack. */
export class SetupProblem extends Error {
  /** @param {string} message what is wrong, and the command or action that fixes it */
  constructor(message) {
    super(message);
    this.name = "SetupProblem";
  }
}

/**
 * Shows a problem as it should look on a terminal; anything but a {@link SetupProblem} is a bug and keeps its stack.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function describeProblem(error) {
  if (error instanceof SetupProblem) return `loupe: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
