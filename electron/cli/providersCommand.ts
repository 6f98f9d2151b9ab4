/** `loupe providers`: which execution providers this machine can run, and why the others cannot. */
import { attemptText } from "./providerText.ts";
import { surveyProviders } from "../engine/providerSurvey.ts";
import type { CommandSpec, ParsedArguments } from "./commandLine.ts";
import type { Console, ExitCode } from "./console.ts";
import { openModelFor } from "./loadDetector.ts";
import { probeProvider } from "./providerTrial.ts";

export const providersSpec: CommandSpec = {
  name: "providers",
  summary: "Lists the execution providers of this machine.",
  positionals: [],
  options: {
    model: { value: "DIR", help: "try each provider with this model" },
    json: { help: "as JSON" },
  },
};

export async function providersCommand(args: ParsedArguments, console: Console): Promise<ExitCode> {
  const folder = args.text("model");
  const model = folder === undefined ? null : await openModelFor(folder, console);
  if (folder !== undefined && model === null) return 1;
  const found = (await surveyProviders(model?.graphPath ?? null, probeProvider)).map(attemptText);
  console.out(
    args.has("json")
      ? JSON.stringify(found)
      : found.map(({ provider, ok, reason }) => `${provider.padEnd(9)} ${ok ? "yes" : `no: ${reason}`}`).join("\n"),
  );
  return 0;
}
