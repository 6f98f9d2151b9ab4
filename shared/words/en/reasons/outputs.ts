/** English: reasons about outputs of a model that cannot be used. */
import type { Templates } from "../../../core/codeTable.ts";
import type { OUTPUT_REASONS } from "../../../core/reasonCodes/outputs.ts";

export const outputs: Templates<typeof OUTPUT_REASONS> = {
  "score-out-of-range": "the model returned a score of {{score}}; scores lie between 0 and 1",
  "corner-not-a-number": "the model returned a box with a corner of {{corner}}",
  "class-id-not-whole": "the model returned a class id of {{id}}",
  "class-id-beyond-list": "the model returned class id {{id}}, but its list has {{classes}} classes",
  "outputs-of-other-shape": "the model's outputs are {{found}}, but its layout wants {{wanted}}",
  "outputs-missing": "the model's outputs are missing; its layout wants {{wanted}}",
  "takes-one-image": "the model takes one image and was given {{given}}",
  "batch-not-kept": "the model was given {{given}} images and returned {{shape}}",
  "rows-of-other-batch": "the model's table of {{rows}} rows does not belong to {{given}} images ({{counts}})",
};
