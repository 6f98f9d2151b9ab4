/** Tries a provider in a separate process, which it may crash: this same bundle, started once more. */
import { fileURLToPath } from "node:url";
import { firstRunByFork } from "../engine/inference/firstRunByFork.ts";
import { probeByFork } from "../engine/inference/providerProbe.ts";

/** The bundle's entry calls `runProbeIfAsked` before anything else. */
export const probeProvider = probeByFork(fileURLToPath(import.meta.url));
/** The bundle's entry calls `runFirstIfAsked` before anything else. */
export const firstRun = firstRunByFork(fileURLToPath(import.meta.url));
