/** The options `--memory-limit` and `--time-limit`: how much memory and time running a model may take. */
import { MAX_LIMITS, MIN_LIMITS, type RunLimits } from "../../shared/core/runLimits.ts";
import { type OptionSpec, type ParsedArguments, readNumber } from "./commandLine.ts";

export const limitOptions: Readonly<Record<string, OptionSpec>> = {
  "memory-limit": {
    value: "GB",
    help: "memory that running the model may take; default: half of what is free",
  },
  "time-limit": {
    value: "SECONDS",
    help: "time of one image in the model; default: 20 times what the first images take, at least 60",
  },
};

export type LimitReading =
  | { readonly ok: true; readonly value: RunLimits }
  | { readonly ok: false; readonly reason: string };

export function readLimits(args: ParsedArguments): LimitReading {
  const read = (option: string, least: number, most: number) => {
    const text = args.text(option);
    return text === undefined ? ({ ok: true, value: null } as const) : readNumber(option, text, least, most);
  };
  const memory = read("memory-limit", MIN_LIMITS.memoryGigabytes, MAX_LIMITS.memoryGigabytes);
  if (!memory.ok) return memory;
  const time = read("time-limit", MIN_LIMITS.imageSeconds, MAX_LIMITS.imageSeconds);
  if (!time.ok) return time;
  return { ok: true, value: { memoryGigabytes: memory.value, imageSeconds: time.value } };
}
