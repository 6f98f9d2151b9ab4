// The gallery as a suite of `npm test`: one check for each state and size.
// @ts-check

/**
 * @param {Record<string, string>} env of the windows, beside this process's own
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function runGallery(env) {
  // Loaded here, since the packages that it uses are installed by the set-up that runs before.
  const { checkGallery } = await import("../gallery/checkGallery.mjs");
  const { findings, cannotCompare, references, redrawn, page } = await checkGallery({ env });
  if (cannotCompare !== null)
    return { passed: 0, failed: 0, skipped: references, detail: `nothing is compared: ${cannotCompare}` };
  const wrong = findings.filter(({ kind }) => kind !== "same");
  return {
    passed: findings.length - wrong.length,
    failed: wrong.length,
    skipped: 0,
    ...(wrong.length > 0
      ? {
          detail: "to accept: npm run gallery -- --accept [state …]",
          output: [
            ...wrong.map(({ name, kind, what }) => `${name}: ${kind}${what ? `, ${what}` : ""}`),
            `See ${page}`,
          ].join("\n"),
        }
      : redrawn.length > 0
        ? { detail: `${redrawn.length} only when drawn once more` }
        : {}),
  };
}
