/** What a reader of one dataset format is. A new format is a file or folder here and a line in `datasetReaders.ts`. */
import type { DatasetPlace } from "../datasetPlace.ts";
import type { DatasetOpening, DatasetOptions } from "../openedDataset.ts";

/** `certain`: by a file of the format · `likely`: by its names alone · `otherwise`: where no format claims the place. */
export type Sureness = "certain" | "likely" | "otherwise";

export type Recognition<Found> =
  | { readonly sure: Sureness; readonly found: Found }
  /** `lookedFor`: the file names that would have told; shown as they are, in every language. */
  | { readonly sure: "no"; readonly lookedFor: string };

export interface DatasetReader<Found> {
  /** Becomes `Dataset.kind`, and is shown to people in capitals: lower-case letters. */
  readonly name: string;
  /** Looks cheaply: names, and the beginnings of files. Never throws for what lies in the place. */
  recognise(place: DatasetPlace, options: DatasetOptions): Promise<Recognition<Found>>;
  /** Reads what `recognise` found. Throws only when `options.signal` is aborted. */
  read(found: Found, options: DatasetOptions): Promise<DatasetOpening>;
}
