/** The commands of the command line. */
import type { CommandSpec, ParsedArguments } from "./commandLine.ts";
import type { Console, ExitCode } from "./console.ts";
import { benchCommand, benchSpec } from "./benchCommand.ts";
import { evaluateCommand, evaluateSpec } from "./evaluateCommand.ts";
import { inspectCommand, inspectSpec } from "./inspectCommand.ts";
import { modelCommand, modelSpec } from "./modelCommand.ts";
import { providersCommand, providersSpec } from "./providersCommand.ts";
import { reportCommand, reportSpec } from "./reportCommand.ts";
import { tensorCommand, tensorSpec } from "./tensorCommand.ts";

export interface Command {
  readonly spec: CommandSpec;
  readonly run: (args: ParsedArguments, console: Console) => Promise<ExitCode>;
}

export const commands: readonly Command[] = [
  { spec: inspectSpec, run: inspectCommand },
  { spec: evaluateSpec, run: evaluateCommand },
  { spec: reportSpec, run: reportCommand },
  { spec: modelSpec, run: modelCommand },
  { spec: tensorSpec, run: tensorCommand },
  { spec: providersSpec, run: providersCommand },
  { spec: benchSpec, run: benchCommand },
];
