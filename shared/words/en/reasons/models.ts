/** English: reasons about models and the files beside them. */
import type { Templates } from "../../../core/codeTable.ts";
import type { MODEL_REASONS } from "../../../core/reasonCodes/models.ts";

export const models: Templates<typeof MODEL_REASONS> = {
  "nothing-beside-classes": "the names of its classes",
  "nothing-beside-preprocess": "how images are resized and normalised",
  "nothing-beside-both": "the names of its classes and how images are resized and normalised",
  "layout-of-graph": "{{why}} (inputs: {{inputs}}; outputs: {{outputs}})",
  "no-image-input": "no input is an image",
  "input-not-float": "the image's input is not of 32-bit floats; export it without half precision",
  "input-not-planes": "the image's input does not have three channels in planes",
  "input-fixed-batch": "it takes exactly {{batch}} images at a time; export it for a batch of 1",
  "fits-no-layout": "its inputs and the shapes of its outputs match no known layout",
  "no-preprocess-list": "it has no list named Preprocess",
  "preprocess-step-without-type": "a step of Preprocess has no type",
  "training-checkpoint": "its status is {{status}}: it belongs to a training checkpoint, not to an exported model",
  "no-transforms-list": "it has no list named Transforms",
  "transforms-entry-not-one-step": "an entry of Transforms is not one step",
  "class-names-unreadable": "the class names in its metadata cannot be read: {{names}}",
  "names-no-class": "it names no class",
  "no-folder-for-manifests": "there is no folder for it",
  "manifest-inputs-differ": "its inputs are {{manifest}}, the graph's are {{graph}}",
  "no-graph": "it contains no graph",
  "graph-too-many-nodes": "it has more than {{most}} nodes",
  "graph-too-deep": "its graphs are nested more than {{most}} levels deep",
  "graph-too-many-parts": "a message in it has more than {{most}} parts",
  "graph-field-without-number": "a field in it has no number",
  "graph-cut-short": "it is cut short",
  "graph-damaged": "it is damaged ({{error}})",
};
