// What one suite of `npm test` answers, and how the answers add up.
// @ts-check

/**
 * @typedef {object} SuiteResult
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [detail] one line that says more: what was skipped and why, how many files were read
 * @property {string} [output] what to show when something failed and was not shown yet
 */

/**
 * A check that is either right or wrong.
 *
 * @param {boolean} ok
 * @param {{ detail?: string, output?: string }} [more]
 * @returns {SuiteResult}
 */
export function oneCheck(ok, more = {}) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, ...more };
}

/**
 * A suite that could not run is a failure, never a pass.
 *
 * @param {string} reason
 * @param {string} [output]
 * @returns {SuiteResult}
 */
export function couldNotRun(reason, output) {
  return {
    passed: 0,
    failed: 1,
    skipped: 0,
    detail: `could not run: ${reason}`,
    ...(output === undefined ? {} : { output }),
  };
}

/**
 * The line that people and machines read last.
 *
 * @param {readonly SuiteResult[]} results
 * @returns {string}
 */
export function totalLine(results) {
  const sum = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`;
}
