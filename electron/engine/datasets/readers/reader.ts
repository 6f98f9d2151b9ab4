/** The interface of a dataset reader. A new format is a file or folder here and a line in `datasetReaders.ts`. */
import type { DatasetPlace } from "../datasetPlace.ts";
import type { DatasetOpening, DatasetOptions } from "../openedDataset.ts";

/** `certain`: by a file of the format · `likely`: by names alone · `otherwise`: where no format matches. */
export type Sureness = "certain" | "likely" | "otherwise";

export type Recognition<Found> =
  | { readonly sure: Sureness; readonly found: Found }
  /** `lookedFor`: the file names that would have identified the format; shown unchanged in every language. */
  | { readonly sure: "no"; readonly lookedFor: string };

/** What a user may name for one place instead of what is read when nothing is named. */
export interface ListChoices {
  /** By name, each a value of `DatasetOptions.list`; empty where there is nothing to choose. */
  readonly lists: readonly string[];
  /** The one that is read when none is named; null where one must be named. */
  readonly usualList: string | null;
  /** The folder of backgrounds that is read, if it is there, when none is named. */
  readonly usualBackground: string | null;
}

export interface DatasetReader<Found> {
  /** Becomes `Dataset.kind`, and is shown to people in capitals: lower-case letters. */
  readonly name: string;
  /** A cheap check: names, and the beginnings of files. Never throws, whatever the folder contains. */
  recognise(place: DatasetPlace, options: DatasetOptions): Promise<Recognition<Found>>;
  /** What could be named in the place; a format without lists leaves it out. */
  choices?(found: Found): Promise<ListChoices>;
  /** Reads what `recognise` found. Throws only when `options.signal` is aborted. */
  read(found: Found, options: DatasetOptions): Promise<DatasetOpening>;
}
