// The figures of `npm run bench` as a text for people.
// @ts-check

/** What the ratios should reach. */
export const GOALS = { toScript: 1.3, toBareSession: 0.95, bareSessionFromMilliseconds: 100 };

/**
 * @param {import("./measure.mjs").Measured} measured
 * @returns {string}
 */
export function workloadText(measured) {
  const { script, bareSessionMilliseconds: bare } = measured;
  const bareRate = `= ${short(1000 / bare.median)} images/s`;
  const lines = [
    `${measured.workload}: ${measured.count} images, ${measured.rounds} rounds; medians (least … most)`,
    row("Loupe, whole pipeline", `${withRange(measured.loupeImagesPerSecond)} images/s`),
    row("bare session", `${withRange(bare)} ms an image ${bareRate}`),
  ];
  if ("notMeasured" in script) lines.push(row("plain script", `not measured: ${script.notMeasured}`));
  else lines.push(row("plain script", `${withRange(script.imagesPerSecond)} images/s`));
  const slow = bare.median >= GOALS.bareSessionFromMilliseconds;
  const bareGoal = slow
    ? `goal ${GOALS.toBareSession}`
    : `goal for models of ${GOALS.bareSessionFromMilliseconds} ms or more only`;
  lines.push(row("Loupe : bare session", `${withRange(measured.loupeToBareSession)}   ${bareGoal}`));
  if (!("notMeasured" in script)) {
    const most = `the script's own steps on all cores without a pause: ${short(script.mostToScript)}`;
    lines.push(row("Loupe : plain script", `${withRange(script.loupeToScript)}   goal ${GOALS.toScript}; ${most}`));
  }
  return lines.join("\n");
}

/**
 * Decoding and preprocessing alone.
 *
 * @param {import("./measure.mjs").Measured} measured
 * @returns {string}
 */
export function stagesText(measured) {
  const { script } = measured;
  const lines = [
    `${measured.workload}, prepared for the demo model; medians (least … most)`,
    row("Loupe, decoding", `${withRange(measured.decodeMilliseconds)} ms`),
    row("Loupe, preprocessing", `${withRange(measured.preprocessMilliseconds)} ms`),
  ];
  if ("notMeasured" in script) lines.push(row("OpenCV and NumPy", `not measured: ${script.notMeasured}`));
  else {
    lines.push(row("OpenCV, reading", `${withRange(script.readMilliseconds)} ms`));
    lines.push(row("OpenCV and NumPy, preprocessing", `${withRange(script.preprocessMilliseconds)} ms`));
  }
  return lines.join("\n");
}

/**
 * @param {import("./sliderWindow.mjs").SliderMeasured} slider
 * @returns {string}
 */
export function sliderText({ images, detections, byHundredths, byThousandths }) {
  const line = (/** @type {import("./sliderWindow.mjs").Distribution} */ { presses, median, p99, most }) =>
    `${short(median)} ms; 99th percentile ${short(p99)}, most ${short(most)} (${presses} presses)`;
  return [
    `the threshold in the window, from key press to drawn frame: ${images} images, ${detections} detections; medians`,
    row("by 0.01", line(byHundredths)),
    row("by 0.001", line(byThousandths)),
  ].join("\n");
}

/**
 * @param {string} name
 * @param {string} value
 */
function row(name, value) {
  return `  ${name.padEnd(34)} ${value}`;
}

/** @param {import("./measure.mjs").Spread} spread */
function withRange({ median, least, most }) {
  return `${short(median)} (${short(least)} … ${short(most)})`;
}

/** @param {number} value */
function short(value) {
  return String(Number(value.toPrecision(3)));
}
