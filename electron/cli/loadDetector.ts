/** Opens a model and loads it on a provider; prints every failure on the console. */
import { failureText } from "../../shared/words/failureText.ts";
import { homedir } from "node:os";
import path from "node:path";
import { type ProviderChoice, providerChoiceSchema } from "../../shared/core/run.ts";
import type { Detector } from "../engine/inference/detector.ts";
import type { OpenedModel } from "../engine/models/openModel.ts";
import { createDetector, type DetectorOptions } from "../engine/inference/ortDetector.ts";
import type { ParsedArguments } from "./commandLine.ts";
import { cacheFolder } from "./cacheFolder.ts";
import { type Console, fail } from "./console.ts";
import { openModelHere, tellKept } from "./keptModels.ts";
import { firstRun, probeProvider } from "./providerTrial.ts";

export type LoadOptions = Pick<DetectorOptions, "tuning" | "losses" | "limits">;

/** Null when the reason was printed. */
export async function loadDetector(
  model: OpenedModel,
  choice: ProviderChoice,
  console: Console,
  options: LoadOptions = {},
): Promise<Detector | null> {
  const graphs = path.join(cacheFolder(process.platform, process.env, homedir()), "graphs");
  const created = await createDetector(model, choice, {
    ...options,
    probe: probeProvider,
    firstRun,
    cacheFolder: graphs,
  });
  if (!created.ok) {
    fail(console, created.failure);
    return null;
  }
  return created.detector;
}

/** Null when the reason was printed; prints remarks about the model as well. */
export async function openModelFor(folder: string, console: Console): Promise<OpenedModel | null> {
  const opening = await openModelHere(folder);
  if (!opening.ok) {
    const { failure, needs } = opening;
    fail(console, failure, needs ? `'loupe model ${folder}' shows how.` : "");
    return null;
  }
  tellKept(opening.model, console);
  for (const remark of opening.model.remarks) console.note(failureText(remark, "en"));
  return opening.model;
}

export function readProvider(
  args: ParsedArguments,
): { ok: true; value: ProviderChoice } | { ok: false; reason: string } {
  const asked = args.text("provider") ?? "auto";
  const parsed = providerChoiceSchema.safeParse(asked);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, reason: `--provider '${asked}' is none of auto, cpu, cuda, tensorrt, dml, coreml, webgpu` };
}
