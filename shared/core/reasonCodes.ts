/** The codes of reasons, each with its values, a file a subject. shared/words holds what they say; a code without words does not compile. */
import type { CodeTable } from "./codeTable.ts";
import { DATASET_REASONS } from "./reasonCodes/datasets.ts";
import { ENGINE_REASONS } from "./reasonCodes/engine.ts";
import { FILE_REASONS } from "./reasonCodes/files.ts";
import { IMAGE_REASONS } from "./reasonCodes/images.ts";
import { CHECK_REASONS } from "./reasonCodes/checks.ts";
import { OUTPUT_REASONS } from "./reasonCodes/outputs.ts";
import { MODEL_REASONS } from "./reasonCodes/models.ts";
import { PLAN_REASONS } from "./reasonCodes/plan.ts";
import { PROVIDER_REASONS } from "./reasonCodes/providers.ts";
import { RESULT_REASONS } from "./reasonCodes/results.ts";
import { RUN_REASONS } from "./reasonCodes/runs.ts";

export const REASONS = {
  quoted: { text: "text" },
  ...DATASET_REASONS,
  ...ENGINE_REASONS,
  ...FILE_REASONS,
  ...IMAGE_REASONS,
  ...CHECK_REASONS,
  ...OUTPUT_REASONS,
  ...MODEL_REASONS,
  ...PLAN_REASONS,
  ...PROVIDER_REASONS,
  ...RESULT_REASONS,
  ...RUN_REASONS,
} as const satisfies CodeTable;
