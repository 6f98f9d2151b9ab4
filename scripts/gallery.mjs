// `npm run gallery`: draws every view and state and compares; with `--accept` what was drawn becomes the reference. States may be named.
// @ts-check
import { hasDisplay, startVirtualDisplay } from "./setup/display.mjs";
import { createProgress, formatSeconds } from "./setup/progress.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureWindowRuntime } from "./setup.mjs";

const startedAt = performance.now();
const args = process.argv.slice(2);
const accept = args.includes("--accept");
const only = args.filter((arg) => !arg.startsWith("--"));
const display = hasDisplay() ? undefined : await startVirtualDisplay();
/** @type {Record<string, string>} */
const env = display === undefined ? {} : { DISPLAY: display.display };
try {
  await ensureWindowRuntime(createProgress(process.stdout), { virtualDisplay: display !== undefined });
  // The packages that it uses are installed by now.
  const { checkGallery } = await import("./gallery/checkGallery.mjs");
  const check = await checkGallery({ only, accept, drawAnyway: true, env });
  if (check.cannotCompare !== null) console.log(`Nothing is compared: ${check.cannotCompare}.`);
  for (const { name, kind, what } of check.findings)
    if (kind !== "same" && check.cannotCompare === null) console.log(`${name}: ${kind}${what ? `, ${what}` : ""}`);
  console.log(`${check.findings.length} drawn in ${formatSeconds(performance.now() - startedAt)}: ${check.page}`);
  for (const before of check.redrawn) console.log(`As expected only when drawn once more: ${before}`);
  const different = new Set(
    check.findings.filter(({ kind }) => kind === "differs").map(({ name }) => name.replace(/\.[^.]*$/, "")),
  );
  if (different.size > 0) console.log(`To accept: npm run gallery -- --accept ${[...different].join(" ")}`);
  const bad = accept ? ["not-reached"] : ["differs", "not-reached", "left-over"];
  if (check.findings.some(({ kind }) => bad.includes(kind))) process.exitCode = 1;
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
} finally {
  await display?.stop();
}
