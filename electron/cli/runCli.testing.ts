/** Runs the built command line as a user does, in a process of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

export const PROJECT = path.resolve(import.meta.dirname, "../..");
export const BRIGHTNESS_MODEL = path.join(PROJECT, "electron/engine/fixtures/brightness");
const NO_PROFILE = path.join(tmpdir(), "loupe-no-profile");
const BUNDLE = path.join(PROJECT, "out/cli/loupe.cjs");

/** Builds the bundle if it is out of date. */
export function buildCli(): void {
  const built = spawnSync(process.execPath, [path.join(PROJECT, "scripts/build.mjs"), "cli"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(`the command line does not build:\n${built.stdout}${built.stderr}`);
}

export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  /** No profile unless one is given: tests must not depend on what this machine's user keeps. */
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StartedCli {
  readonly process: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** Resolves when stderr has shown `text`. */
  readonly shown: (text: string) => Promise<void>;
}

/** Copies of graphs go here, not into the home folder of the person who runs the tests. */
const TEST_CACHE = mkdtempSync(path.join(tmpdir(), "loupe-cli-cache-"));
afterAll(() => rmSync(TEST_CACHE, { recursive: true, force: true }));

export function startCli(
  args: readonly string[],
  { cwd = PROJECT, profile = NO_PROFILE, env = {} }: CliOptions = {},
): StartedCli {
  const environment = { ...process.env, LOUPE_PROFILE: profile, LOUPE_CACHE: TEST_CACHE, ...env };
  const child = spawn(process.execPath, [BUNDLE, ...args], {
    cwd,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (stdout += piece));
  child.stderr.setEncoding("utf8").on("data", (piece: string) => {
    stderr += piece;
    for (const { text, resolve } of waiting) if (stderr.includes(text)) resolve();
  });
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code, signal, stdout, stderr });
      for (const one of waiting) one.resolve();
    });
  });
  return {
    process: child,
    ended,
    shown: (text) =>
      new Promise((resolve) => {
        waiting.push({ text, resolve });
        if (stderr.includes(text)) resolve();
      }),
  };
}

export function runCli(args: readonly string[], options?: CliOptions): Promise<CliResult> {
  return startCli(args, options).ended;
}
