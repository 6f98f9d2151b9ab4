// The page that shows what the gallery drew: what differs first, as it was, as it is, and the difference.
// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const ORDER = ["differs", "not-reached", "new", "left-over", "same"];

/**
 * @param {string} file
 * @param {readonly import("./checkGallery.mjs").Finding[]} findings
 */
export function writePage(file, findings) {
  mkdirSync(path.dirname(file), { recursive: true });
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const count = (/** @type {string} */ kind) => findings.filter((finding) => finding.kind === kind).length;
  const summary = ORDER.map((kind) => `${count(kind)} ${kind}`).join(", ");
  writeFileSync(
    file,
    `<!doctype html>
<meta charset="utf-8">
<title>Gallery: ${summary}</title>
<style>
  body { background: #222; color: #ddd; font: 14px sans-serif; margin: 16px; }
  figure { display: inline-block; margin: 0 12px 12px 0; vertical-align: top; }
  img { max-width: min(96vw, 2400px); border: 1px solid #555; }
  h2 { font-size: 15px; margin: 24px 0 4px; }
  .differs h2, .not-reached h2 { color: #ff8a65; }
</style>
<h1>${summary}</h1>
<p>To accept: <code>npm run gallery -- --accept [state …]</code></p>
${sorted.map(section).join("\n")}
`,
  );
}

/** @param {import("./checkGallery.mjs").Finding} finding */
function section({ name, kind, what, files }) {
  const figure = (/** @type {string} */ title, /** @type {string | undefined} */ image) =>
    image === undefined
      ? ""
      : `<figure><figcaption>${title}</figcaption><a href="${image}"><img loading="lazy" src="${image}" alt="${title}"></a></figure>`;
  return `<section class="${kind}"><h2 id="${name}">${name}: ${kind}${what ? `, ${escapeHtml(what)}` : ""}</h2>
${figure("expected", files.expected)}${figure("actual", files.actual)}${figure("difference", files.difference)}</section>`;
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
