/** Orders the images of a dataset and includes each once, whatever format they were read from. */
import type { DatasetIssue } from "../../../../shared/core/dataset.ts";
import { quoted, reason } from "../../../../shared/core/reason.ts";
import type { FoundImage } from "../openedDataset.ts";

export type ImageReading =
  | { readonly ok: true; readonly image: FoundImage; readonly remarks: readonly DatasetIssue[] }
  | { readonly ok: false; readonly issue: DatasetIssue };

/** Images in the order of the file, then those without defects by name; a repeated image is reported and excluded. */
export function orderImages(readings: readonly ImageReading[], issues: DatasetIssue[]): FoundImage[] {
  const seen = new Set<string>();
  const images: FoundImage[] = [];
  for (const reading of readings) {
    if (!reading.ok) {
      issues.push(reading.issue);
      continue;
    }
    const { image, remarks } = reading;
    if (seen.has(image.file.path)) {
      const detail = [quoted(image.name), reason("same-image-as-before")];
      issues.push({ code: "duplicate-row", file: image.name, detail, excluded: true });
      continue;
    }
    seen.add(image.file.path);
    issues.push(...remarks);
    images.push(image);
  }
  const backgrounds = images.filter(({ role }) => role === "background");
  backgrounds.sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...images.filter(({ role }) => role !== "background"), ...backgrounds];
}
