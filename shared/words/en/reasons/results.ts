/** English: reasons about results files and expected answers. */
import type { Templates } from "../../../core/codeTable.ts";
import type { RESULT_REASONS } from "../../../core/reasonCodes/results.ts";

export const results: Templates<typeof RESULT_REASONS> = {
  "annotation-larger-than": "an annotation larger than {{megabytes}} MB",
  "xml-but-not-voc": "it is XML, but not a Pascal VOC annotation",
  "neither-coco-nor-rows": 'neither COCO ("images" and "annotations", or a list of results) nor a framework\'s "rows"',
  "too-many-boxes": "{{count}} boxes in one image, more than {{most}}",
  "coco-annotation": "annotation {{number}}: {{why}}",
  "coco-category-nameless": 'annotation {{number}}: category {{category}} has no name in "categories"',
  "coco-entry": "entry {{number}}: {{why}}",
  "file-without-image": "it has no image {{image}} (it has {{others}})",
  "file-without-any-image": "it has no image {{image}} (it has none)",
  "rows-of-unequal-length": "boxes, labels and scores differ in number",
  "rows-without-image": "it has no rows for {{image}} (it has those of {{others}})",
  "rows-without-any-image": "it has no rows for {{image}} (it has rows of no image)",
  "other-columns": "its columns are {{columns}}, not {{wanted}}",
  "row-not-numbers": 'row {{number}} is not "{{wanted}}" in numbers',
  "yolo-not-numbers": 'line {{line}} is not "class cx cy w h" in numbers',
  "yolo-count": "line {{line}} has {{count}} numbers where a box has 5, or 6 with its score (outlines are not boxes)",
  "yolo-class": "line {{line}}: {{found}} is not a class number",
  "yolo-not-normalised": "line {{line}} is not in fractions of the image's sides (0 to 1)",
  "yolo-score": "line {{line}}: a score of {{score}}",
  "none-in-dataset": "none of its {{total}} entries belongs to an image of the dataset",
  "none-in-dataset-first":
    "none of its {{total}} entries belongs to an image of the dataset, the first problem: {{problem}}",
  "no-images-in-dataset": "none of its {{count}} images is in the dataset {{dataset}}",
  "template-not-followed": "{{place}}: {{error}}",
  "not-a-results-array": "it is not a COCO results array",
  "score-not-0-to-1": "score is not a number from 0 to 1",
};
