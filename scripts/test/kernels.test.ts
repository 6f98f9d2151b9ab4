/** The assembled kernels match their .wat sources. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ASSEMBLED, assembleKernels } from "../kernels.mjs";

it("what lies assembled is what the .wat files say; `node scripts/kernels.mjs` writes it", async () => {
  expect(readFileSync(ASSEMBLED, "utf8")).toBe(await assembleKernels());
});
