/** English: reasons about providers: why one did not run. */
import type { Templates } from "../../../core/codeTable.ts";
import type { PROVIDER_REASONS } from "../../../core/reasonCodes/providers.ts";

export const providers: Templates<typeof PROVIDER_REASONS> = {
  "runtime-says": "{{text}}",
  "no-nvidia-device": "this machine has no NVIDIA device",
  "no-gpu-device": "this machine has no GPU device",
  "not-on-system": "it does not exist on {{system}}",
  "slower-than-cpu": "it takes {{milliseconds}} ms for this model, the cpu {{cpu}} ms",
  "not-tried-here": "not tried: this program cannot try it in a process of its own",
  "no-answer-within": "it did not answer within {{seconds}} seconds",
  "trial-ended": "the process that tried it ended with {{how}}",
  "trial-ended-saying": "the process that tried it ended with {{how}}: {{said}}",
  "trial-not-started": "no process could be started to try it: {{error}}",
  "trial-request-damaged": "the process that tried it did not understand the request",
  "trial-inputs-unknown": "the graph's inputs cannot be made up for a trial",
  "its-device-lost": "its device was lost: {{error}}",
  "passed-over-after-loss": "passed over: the device of {{provider}} was lost",
};
