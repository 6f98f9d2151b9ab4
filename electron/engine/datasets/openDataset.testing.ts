/** Small datasets on disk for the tests of opening them. */
import { failureText } from "../../../shared/words/failureText.ts";
import type { Dataset } from "../../../shared/core/dataset.ts";
import { folderOf, GREY_PNG, vocXml } from "../fixtures/folderOf.testing.ts";
import { openDataset } from "./openDataset.ts";
import type { DatasetOptions } from "./openedDataset.ts";

export const GBK_LABELS = Uint8Array.from([0xc2, 0xa9, 0xb5, 0xd7, 0x0d, 0x0a, 0xb2, 0xc1, 0xbb, 0xa8]); // "漏底\r\n擦花"
export const LOU_DI = vocXml([{ name: "漏底", box: [10, 20, 30, 40] }]);

export function whole(): Record<string, string | Uint8Array> {
  return {
    "labels.txt": "漏底\n擦花\n",
    "val_list.txt": "JPEGImages/b.png Annotations/b.xml\nJPEGImages/a 1.png Annotations/a 1.xml\n",
    "JPEGImages/b.png": GREY_PNG,
    "JPEGImages/a 1.png": GREY_PNG,
    "Annotations/b.xml": LOU_DI,
    "Annotations/a 1.xml": vocXml([{ name: "擦花", box: [0, 0, 5, 6], difficult: "1" }]),
    "val_wu_xia_ci/z.png": GREY_PNG,
    "val_wu_xia_ci/y.png": GREY_PNG,
  };
}

export async function open(files: Record<string, string | Uint8Array>, options?: DatasetOptions): Promise<Dataset> {
  const opened = await openDataset(folderOf(files), options);
  if (!opened.ok)
    throw new Error(`${opened.failure.code} ${opened.failure.file}: ${failureText(opened.failure, "en")}`);
  return opened.value.dataset;
}

export const names = (dataset: Dataset) => dataset.images.map(({ name }) => name);
export const excluded = (dataset: Dataset) =>
  dataset.issues.filter((issue) => issue.excluded).map(({ code, file }) => `${code} ${file}`);
