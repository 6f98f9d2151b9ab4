/** The dataset formats that Loupe opens: the reader with the highest confidence is used, the first of several. */
import type { DatasetPlace } from "../datasetPlace.ts";
import type { DatasetOpening, DatasetOptions } from "../openedDataset.ts";
import { cvatReader } from "./cvat/cvatReader.ts";
import { cocoReader } from "./coco/cocoReader.ts";
import { plainFolderReader } from "./plainFolder.ts";
import type { DatasetReader, ListChoices, Sureness } from "./reader.ts";
import { singleImageReader } from "./singleImage.ts";
import { vocReader } from "./voc/vocReader.ts";
import { yoloReader } from "./yolo/yoloReader.ts";

const READERS = [
  asked(vocReader),
  asked(cocoReader),
  asked(cvatReader),
  asked(yoloReader),
  asked(plainFolderReader),
  asked(singleImageReader),
];

const FROM_SUREST: readonly Sureness[] = ["certain", "likely", "otherwise"];

export interface Recognised {
  /** Null where no reader recognises the path. */
  readonly read: (() => Promise<DatasetOpening>) | null;
  readonly choices: () => Promise<ListChoices>;
  /** Of each reader that declined, its name and what it looked for. */
  readonly lookedFor: readonly string[];
}

export async function recogniseDataset(place: DatasetPlace, options: DatasetOptions): Promise<Recognised> {
  const answers = [];
  for (const ask of READERS) answers.push(await ask(place, options));
  const lookedFor = answers.flatMap((answer) => (answer.sure === "no" ? [answer.lookedFor] : []));
  for (const sure of FROM_SUREST) {
    const answer = answers.find((one) => one.sure === sure);
    if (answer !== undefined && answer.sure !== "no") return { ...answer, lookedFor };
  }
  return { read: null, choices: nothingToChoose, lookedFor };
}

function nothingToChoose(): Promise<ListChoices> {
  return Promise.resolve({ lists: [], usualList: null, usualBackground: null });
}

/** What a reader found is passed from its first function to its second. */
function asked<Found>(reader: DatasetReader<Found>) {
  return async (place: DatasetPlace, options: DatasetOptions) => {
    const recognition = await reader.recognise(place, options);
    if (recognition.sure === "no")
      return { sure: "no" as const, lookedFor: `${recognition.lookedFor} (${reader.name.toUpperCase()})` };
    const { sure, found } = recognition;
    return {
      sure,
      read: () => reader.read(found, options),
      choices: () => reader.choices?.(found) ?? nothingToChoose(),
    };
  };
}
