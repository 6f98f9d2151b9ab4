/** All detector layouts that Loupe knows. They are tried in this order; the first that recognises a graph decodes it. */
import { paddleDetr } from "./paddleDetr.ts";
import { paddleRaw } from "./paddleRaw.ts";
import { paddleRcnn } from "./paddleRcnn.ts";
import { paddleYolo } from "./paddleYolo.ts";
import { torchvision } from "./torchvision.ts";
import { ultralyticsEnd2end } from "./ultralyticsEnd2end.ts";
import { ultralyticsRaw } from "./ultralyticsRaw.ts";

export const LAYOUTS = [
  paddleRcnn,
  paddleDetr,
  paddleRaw,
  // After the raw one: an output of unknown rank could be taken for a table.
  paddleYolo,
  torchvision,
  // Before the raw one: six columns are a table of boxes, whatever the number of rows.
  ultralyticsEnd2end,
  ultralyticsRaw,
] as const;
