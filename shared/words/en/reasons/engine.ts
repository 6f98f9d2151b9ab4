/** English: reasons about the engine, its providers, and the end of its process. */
import type { Templates } from "../../../core/codeTable.ts";
import type { ENGINE_REASONS } from "../../../core/reasonCodes/engine.ts";

export const engine: Templates<typeof ENGINE_REASONS> = {
  "goes-on-with": "Inspection tries {{provider}} once more",
  "rest-on-other": "The rest is inspected on {{provider}}",
  "engine-hung": "no answer for 30 seconds",
  "engine-out-of-memory": "it ran out of memory",
  "engine-killed": "the system or another program ended it, as happens when memory runs short",
  "engine-crashed": "it crashed in native code",
  "engine-not-started": "it could not be started",
  "engine-ended": "it ended unexpectedly",
  "process-ended": "code {{code}}",
  "process-ended-by": "code {{code}}, {{detail}}",
  "engine-device-lost": "the {{provider}} device was lost and is tried once more: {{error}}",
  "engine-device-lost-again": "the {{provider}} device was lost again: {{error}}",
  "no-memory-for-input": "as an input of {{size}} it does not fit in memory",
  "over-time": "no result after {{reached}} s in the model; the limit is {{limit}} s",
  "over-memory": "the model took {{reached}} GB of memory; the limit is {{limit}} GB",
  "image-library-clashes":
    "the image library sharp clashes with this system and would use up its memory; run npm run setup to repair it",
  "engine-unfit": "it cannot work on this computer: {{problem}}",
};
