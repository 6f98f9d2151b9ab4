// What is given up for the stand-in is named in this folder and in one file of the product, so that one commit can remove it.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { FALLBACK_VERSION } from "./standInElectron.mjs";
import { CHROMIUM_TARGET, NODE_TARGET } from "./targets.mjs";

const ROOT = path.join(import.meta.dirname, "..", "..");
const FOLDERS = ["electron", "shared", "renderer", "scripts", "e2e"];
const CODE = /\.(ts|tsx|mts|mjs|js|cjs|css|json|html)$/;
/** Documents may tell of it; packages have numbers of their own. */
const PLACE = /^scripts\/standIn\/|^electron\/main\/electronVersion\.ts$|^package-lock\.json$/;
const [chromium, node, electron] = [CHROMIUM_TARGET, NODE_TARGET, FALLBACK_VERSION.split(".")[0] ?? ""].map((target) =>
  target.replace(/\D/g, ""),
);
const NAMES = new RegExp(
  `\\b(chrom(e|ium)[ -]?${chromium}|node(\\.js)?[ -]?${node}|electron[ -]?${electron})\\b|${FALLBACK_VERSION.replaceAll(".", "\\.")}`,
  "i",
);

it("no other code names the stand-in or what the bundles are built for", () => {
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.posix.join(folder, name.replaceAll(path.sep, "/")),
    ),
  );
  const files = [...readdirSync(ROOT), ...below].filter((file) => CODE.test(file) && !PLACE.test(file));
  expect(files.length).toBeGreaterThan(300);
  const naming = files.filter((file) => NAMES.test(readFileSync(path.join(ROOT, file), "utf8")));
  expect(naming).toEqual([]);
});

it.each(["chrome108", "Chromium 108", "Node 16", "node16", "Electron 22", "22.3.25"])("%s would be caught", (name) => {
  expect(NAMES.test(`target: "${name}",`)).toBe(true);
});
