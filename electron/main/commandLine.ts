/** Parses the arguments that Loupe was started with. */
import path from "node:path";

export interface CommandLine {
  readonly demo: boolean;
  /** Absolute, in the order given. */
  readonly paths: readonly string[];
}

export interface CommandLineContext {
  /** Null in a package; a checkout is started as `electron [switches] FOLDER …`, and this is that folder. */
  readonly appFolder: string | null;
  readonly cwd: string;
}

/**
 * Chromium's own switches are left alone.
 *
 * @param argv the program first
 */
export function readCommandLine(argv: readonly string[], { appFolder, cwd }: CommandLineContext): CommandLine {
  const words = argv
    .slice(1)
    .filter((word) => !word.startsWith("-"))
    .map((word) => path.resolve(cwd, word));
  // What stands before the app's folder belongs to Electron.
  const paths = appFolder === null ? words : words.slice(words.indexOf(path.resolve(appFolder)) + 1);
  return { demo: argv.includes("--demo"), paths };
}
