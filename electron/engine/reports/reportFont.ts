/** The font of all reports, bundled so that reports look the same on every machine, Chinese class names included. */
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const REPORT_FONT_FAMILY = "Noto Sans CJK SC";

const FONT = path.join("resources", "fonts", "NotoSansSC-Regular-subset.otf");

/**
 * Finds the font file, searching from this bundle upwards: `out/electron`, `out/cli` and the source tree are at
 * different depths below the project, and a packaged app keeps `resources` beside its archive. Null where it is
 * missing.
 */
export function reportFontFile(start: string = path.dirname(fileURLToPath(import.meta.url))): string | null {
  let folder = start;
  for (;;) {
    const candidate = path.join(folder, FONT);
    if (existsSync(candidate)) return candidate;
    const parent = path.dirname(folder);
    if (parent === folder) return null;
    folder = parent;
  }
}
