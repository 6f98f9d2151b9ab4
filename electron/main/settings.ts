/** The user's settings, kept between starts. */
import { languageOf } from "../../shared/words/languages.ts";
import { z } from "zod";
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from "../../shared/ipc/contract.ts";
import { readJsonFile, writeJsonFile } from "./jsonFile.ts";

export interface SettingsStore {
  readonly current: () => Settings;
  /** Merges, stores and returns them; where the disk cannot be written, the change holds until Loupe ends. */
  readonly change: (patch: { readonly [K in keyof Settings]?: Settings[K] | undefined }) => Settings;
}

/** `locale` of the system decides the first language. */
export function openSettings(file: string, locale: string): SettingsStore {
  const { value, backup } = readJsonFile(file, completedBy(defaultSettings(locale)), defaultSettings(locale));
  if (backup !== null)
    console.warn(`The settings were damaged: Loupe starts with its defaults, the old file is ${backup}`);
  let settings = value;
  return {
    current: () => settings,
    change(patch) {
      const given = Object.fromEntries(Object.entries(patch).filter(([, entry]) => entry !== undefined));
      settings = settingsSchema.parse({ ...settings, ...given });
      try {
        writeJsonFile(file, settings);
      } catch (error) {
        console.warn(`Settings cannot be saved: ${error instanceof Error ? error.message : String(error)}`);
      }
      return settings;
    },
  };
}

/** A file of an older Loupe lacks what came later; what it has must be right all the same. */
function completedBy(defaults: Settings): z.ZodType<Settings> {
  return z.preprocess(
    (read) =>
      typeof read === "object" && read !== null && Object.keys(read).length > 0 ? { ...defaults, ...read } : read,
    settingsSchema,
  );
}

export function defaultSettings(locale: string): Settings {
  return { ...DEFAULT_SETTINGS, language: languageOf(locale) };
}
