/** Opens models as the window does: also by a manifest that Loupe keeps among its own files because the model's folder is not writable. */
import { homedir } from "node:os";
import path from "node:path";
import { name as appName } from "../../package.json";
import { type OpenedModel, openModel, type OpenModelResult } from "../engine/models/openModel.ts";
import type { Console } from "./console.ts";

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const HERE: Surroundings = { platform: process.platform, environment: process.env, home: homedir() };

/** The folder of the window's own files: Electron's `userData`, named after the app; `LOUPE_PROFILE` moves it for the window as well. */
export function profileFolder({ platform, environment, home }: Surroundings = HERE): string {
  const { LOUPE_PROFILE: named, APPDATA: roaming, XDG_CONFIG_HOME: configuration } = environment;
  if (named) return path.resolve(named);
  switch (platform) {
    case "win32":
      return path.join(roaming || path.join(home, "AppData", "Roaming"), appName);
    case "darwin":
      return path.join(home, "Library", "Application Support", appName);
    default:
      return path.join(configuration || path.join(home, ".config"), appName);
  }
}

/** As in `electron/utility/appEngine.ts`, beside the runs. */
export function keptFolder(): string {
  return path.join(profileFolder(), "models");
}

export function openModelHere(place: string): Promise<OpenModelResult> {
  return openModel(place, {}, keptFolder());
}

/** Where the manifest of an opened model was kept; null when it is beside the model or was not written. */
export function keptFile({ origin, manifest }: OpenedModel): string | null {
  return origin === "kept" ? path.join(keptFolder(), `${manifest.sha256}.json`) : null;
}

/** Named, because a run should not silently depend on a file that its user does not see beside the model. */
export function tellKept(model: OpenedModel, console: Console): void {
  const file = keptFile(model);
  if (file !== null) console.note(`preprocessing is taken from ${file}, kept by Loupe`);
}
