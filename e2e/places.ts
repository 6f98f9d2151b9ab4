/** Paths of the checkout and of the screenshots that the tests leave. */
import path from "node:path";
import { fileURLToPath } from "node:url";

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const screenshotFolder = path.join(projectRoot, "out", "e2e");
