/** English: reasons about the findings of a self-check: full sentences, and the figures inside them. */
import type { Templates } from "../../../core/codeTable.ts";
import type { CHECK_REASONS } from "../../../core/reasonCodes/checks.ts";

export const checks: Templates<typeof CHECK_REASONS> = {
  "check-unusable-output": "The output cannot be used: {{why}}.",
  "check-unusable-outputs":
    "In {{count}} of {{images}} images the output cannot be used, in the first because {{why}}.",
  "check-usable-output":
    "{{boxes}} boxes; every score lies between 0 and 1, every class is in the list, every corner is a number.",
  "check-usable-outputs":
    "{{boxes}} boxes in {{images}} images; every score lies between 0 and 1, every class is in the list, every corner is a number.",
  "check-nothing-found":
    "Nothing was found in this image, not even with a score of {{floor}}. Try one with a plain defect.",
  "check-nothing-found-anywhere": "Nothing was found in any of {{images}} images, not even with a score of {{floor}}.",
  "check-unreadable-images": "{{count}} of {{images}} images could not be read and count for nothing: {{names}}.",
  "check-outside-image":
    "{{outside}} of {{boxes}} boxes lie wholly outside the image or are turned inside out: the scale or the order of corners may be another.",
  "check-colour-fits": "The colour order {{color}} fits ({{figures}}).",
  "check-colour-suspected": "The model may have been trained on {{color}} ({{figures}}).",
  "best-scores": "best score: {{here}} in {{color}}, {{there}} in {{opposite}}",
  "mean-best-scores": "best score, on average over {{images}} images: {{here}} in {{color}}, {{there}} in {{opposite}}",
  "defects-by-colour":
    "defects found: {{here}} of {{total}} in {{color}}, {{there}} of {{total}} in {{opposite}}; their scores together {{sumHere}} and {{sumThere}}",
  "expected-by-colour": "expected boxes found: {{here}}; {{there}}",
  "found-in-colour": "{{found}} of {{total}} in {{color}}",
  "found-and-near-in-colour":
    "{{found}} of {{total}} in {{color}}, {{same}} of them within {{pixels}} px and {{score}}",
  "check-class-names-agree": "All {{count}} classes of the dataset are the model's.",
  "check-class-names-differ": "Class names differ.",
  "check-only-in-dataset": "Only in the dataset ({{count}}): {{names}}.",
  "check-only-in-model": "Only in the model ({{count}}): {{names}}.",
  "check-truth-found":
    "{{found}} of {{total}} defects of the ground truth are found: IoU above 0.5, same class, score of at least {{score}}.",
  "check-truths-found":
    "{{found}} of {{total}} defects of the ground truth in {{images}} images are found: IoU above 0.5, same class, score of at least {{score}}.",
  "check-truth-too-few": "That is too little to tell: check more images, or ones with plain defects.",
  "check-truth-advice": "Compare the resize, its interpolation, the normalisation and the class list.",
  "check-truth-class-order":
    "{{count}} of {{total}} defects are found in the right place under another class name: the list of classes may be in another order.",
  "check-expects-nothing":
    "The file expects no box in this image; {{found}} with a score of at least {{score}} are found.",
  "check-expects-only-low":
    "The file expects only scores below {{lowest}} in this image; {{found}} with a score of at least {{score}} are found.",
  "check-rows-found": "{{found}} of {{total}} expected boxes are found (IoU above 0.5, same class).",
  "check-boxes-found":
    "{{found}} of {{total}} expected boxes are found (IoU above 0.5, same class, score of at least {{score}}).",
  "check-difference": "Largest difference: {{pixels}} px in a corner.",
  "check-difference-and-score": "Largest difference: {{pixels}} px in a corner, {{score}} in a score.",
  "check-surplus": "{{count}} more boxes with a score above the file's lowest are not in the file.",
  "check-not-compared": "Left out: {{count}} with a score below {{lowest}}.",
  "check-rows-advice":
    "Compare the resize, its interpolation, the colour order, the normalisation, and the export's RoiAlign setting.",
  "check-boxes-advice": "Compare the resize, the colour order, the normalisation and the class list.",
  "check-unknown-names": "The model has no class of these names in the file: {{names}}.",
  "check-expected-class-order":
    "{{count}} of {{total}} expected boxes are found in the right place under another class name: the list of classes may be in another order.",
};
