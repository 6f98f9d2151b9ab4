/** What the words behind the program's name ask for. */
import path from "node:path";

export interface CommandLine {
  readonly demo: boolean;
  /** Absolute, in the order given. */
  readonly paths: readonly string[];
}

/**
 * Chromium's own switches are left alone. A checkout is started as `electron FOLDER …`: that first word is the app.
 *
 * @param argv the program first
 */
export function readCommandLine(argv: readonly string[], { packaged, cwd }: { readonly packaged: boolean; readonly cwd: string }): CommandLine {
  const words = argv.slice(1).filter((word) => !word.startsWith("-"));
  const paths = (packaged ? words : words.slice(1)).map((word) => path.resolve(cwd, word));
  return { demo: argv.includes("--demo"), paths };
}
