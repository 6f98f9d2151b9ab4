// Reports which set-up step runs and how long it took.
// @ts-check

/**
 * @typedef {object} Progress
 * @property {<T>(title: string, work: () => Promise<T> | T) => Promise<T>} step runs the work; prints the title before and the time after
 * @property {(text: string) => void} note prints one line of its own
 */

/**
 * @param {NodeJS.WritableStream} stream stderr where stdout carries results, stdout otherwise
 * @returns {Progress}
 */
export function createProgress(stream) {
  let lineOpen = false;

  /** @param {string} text */
  function note(text) {
    // A note in the middle of a step must not glue itself to the step's title.
    stream.write(`${lineOpen ? "\n" : ""}  ${text}\n`);
    lineOpen = false;
  }

  return {
    note,
    async step(title, work) {
      const startedAt = performance.now();
      stream.write(`${lineOpen ? "\n" : ""}- ${title} …`);
      lineOpen = true;
      try {
        const result = await work();
        const seconds = formatSeconds(performance.now() - startedAt);
        stream.write(lineOpen ? ` ${seconds}\n` : `  done: ${title}, ${seconds}\n`);
        lineOpen = false;
        return result;
      } catch (error) {
        stream.write(`${lineOpen ? " " : "  "}failed after ${formatSeconds(performance.now() - startedAt)}\n`);
        lineOpen = false;
        throw error;
      }
    },
  };
}

/**
 * @param {number} milliseconds
 * @returns {string} for example `0.4 s` or `2 min 05 s`
 */
export function formatSeconds(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}
