/** Entry of the command line: picks the command, turns Ctrl+C into a clean stop, and sets the exit code. */
import { setFlagsFromString } from "node:v8";
import { runFirstIfAsked } from "../engine/inference/firstRunByFork.ts";
import { isProcessStuck } from "../engine/inference/guardedSessions.ts";
import { RUNTIME_LOG_VARIABLE } from "../engine/inference/ortRuntime.ts";
import { runProbeIfAsked } from "../engine/inference/providerProbe.ts";
import { commands } from "./commands.ts";
import { helpText, parseCommand } from "./commandLine.ts";
import { type Console, createConsole, type ExitCode } from "./console.ts";
import { loupeVersion } from "./softwareVersions.ts";

// Node, unlike Electron, leaves decoded pixels to the garbage collector. To it each image is a quarter of a heap of 15
// MB, and it would mark that heap after every eighth image, for 3 % of an inspection's time. With a limit of six times
// the heap it runs rarely, and 35 MB more are in use.
setFlagsFromString("--heap-growing-percent=500");

async function main(argv: readonly string[]): Promise<ExitCode> {
  // Started by Loupe itself, only to try a provider or a graph that may crash its process.
  if ((await runProbeIfAsked()) || (await runFirstIfAsked())) return 0;
  const stop = new AbortController();
  const console = createConsole(process.stdout, process.stderr, stop.signal, () => performance.now());
  const interrupt = () => {
    // On the second request the user does not want to wait for the current image; finished results are on the disk anyway.
    if (stop.signal.aborted) process.exit(130);
    console.note("Stopping after the current image …");
    stop.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  // The terminal was closed: there may be nobody to hear the word, but the run is closed all the same.
  process.on("SIGHUP", interrupt);

  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    const asked = name !== undefined;
    if (!asked) {
      console.note("loupe: no command (see loupe --help)");
      return 2;
    }
    console.out(overview());
    return 0;
  }
  if (name === "--version" || name === "-V" || name === "version") {
    console.out(loupeVersion);
    return 0;
  }
  const command = commands.find((candidate) => candidate.spec.name === name);
  if (!command) {
    console.note(
      `loupe: there is no command '${name}'; there are ${commands.map(({ spec }) => spec.name).join(", ")} (see loupe --help)`,
    );
    return 2;
  }
  const parsing = parseCommand(command.spec, rest);
  switch (parsing.kind) {
    case "help":
      console.out(helpText(command.spec));
      return 0;
    case "wrong":
      console.note(parsing.line);
      return 2;
    case "run":
      try {
        return await command.run(parsing.args, quietRuntime(console, parsing.args.has("verbose")));
      } catch (error) {
        if (stop.signal.aborted) return 130;
        throw error;
      } finally {
        console.progressDone();
      }
  }
}

/** What fails is told in one line: the runtime's own lines, which tell it again, are only for who asks. Processes started from here inherit it. */
function quietRuntime(console: Console, verbose: boolean): Console {
  process.env[RUNTIME_LOG_VARIABLE] ??= verbose ? "2" : "4";
  return { ...console, verbose };
}

function overview(): string {
  const width = Math.max(...commands.map(({ spec }) => [spec.name, ...spec.positionals].join(" ").length));
  const lines = commands.map(
    ({ spec }) => `  ${[spec.name, ...spec.positionals].join(" ").padEnd(width)}  ${spec.summary}`,
  );
  return [
    `loupe ${loupeVersion}: from a defect detector to an accept / reject decision`,
    "",
    ...lines,
    "",
    "loupe COMMAND --help lists the options. Exit codes: 0 done, 1 an input cannot be used, 2 wrong use, 130 interrupted.",
    "",
  ].join("\n");
}

// A reader that closed the pipe (loupe … | head) is not an error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
    // The exit code is that of the signal then (137), or 1 on Windows.
    if (isProcessStuck()) process.kill(process.pid, "SIGKILL");
  },
  (error: unknown) => {
    process.stderr.write(
      `loupe: unexpected fault, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
