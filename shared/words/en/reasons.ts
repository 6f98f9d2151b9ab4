/** Reasons in English: clauses that are shown alone, in brackets or after a colon, without a capital letter or full stop. */
import type { Templates } from "../../core/codeTable.ts";
import type { REASONS } from "../../core/reasonCodes.ts";
import { datasets } from "./reasons/datasets.ts";
import { engine } from "./reasons/engine.ts";
import { images } from "./reasons/images.ts";
import { files } from "./reasons/files.ts";
import { checks } from "./reasons/checks.ts";
import { outputs } from "./reasons/outputs.ts";
import { models } from "./reasons/models.ts";
import { plan } from "./reasons/plan.ts";
import { providers } from "./reasons/providers.ts";
import { results } from "./reasons/results.ts";
import { runs } from "./reasons/runs.ts";

export const reasons: Templates<typeof REASONS> = {
  quoted: "{{text}}",
  ...datasets,
  ...engine,
  ...files,
  ...images,
  ...checks,
  ...outputs,
  ...models,
  ...plan,
  ...providers,
  ...results,
  ...runs,
};
