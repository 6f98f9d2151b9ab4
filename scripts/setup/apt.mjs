// Installs Debian and Ubuntu packages, where that can be done without asking a question.
// @ts-check
import { lastLines, runCommand } from "./runCommand.mjs";

/** @returns {Promise<boolean>} true when apt-get is there and may run: as root, or by a sudo that asks for no password */
export async function aptMayInstall() {
  return (await aptCommand()) !== undefined;
}

/**
 * Since the 64-bit time change, Ubuntu 24.04 and Debian 13 call some of the libraries by a new name.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<string[]>}
 */
export async function currentNames(packages) {
  const renamed = await runCommand("apt-cache", ["show", "libgtk-3-0t64"]);
  return packages.map((name) => (renamed.ok && (name === "libgtk-3-0" || name === "libasound2") ? `${name}t64` : name));
}

/**
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>} the reason of a failure
 */
export async function aptInstall(packages) {
  const command = await aptCommand();
  if (command === undefined) return "apt-get may not be run by this user";
  const [program = "apt-get", ...words] = command;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = [...words, "install", "--yes", "--no-install-recommends", ...packages];
  if ((await runCommand(program, install, { env })).ok) return undefined;
  // The usual reason on a fresh system: package lists that are missing or old.
  const update = await runCommand(program, [...words, "update"], { env });
  if (!update.ok) return lastLines(update.output, 6);
  const second = await runCommand(program, install, { env });
  return second.ok ? undefined : lastLines(second.output, 6);
}

/** @returns {Promise<string[] | undefined>} */
async function aptCommand() {
  if ((await runCommand("apt-get", ["--version"])).missing) return undefined;
  if (process.getuid?.() === 0) return ["apt-get"];
  return (await runCommand("sudo", ["-n", "true"])).ok ? ["sudo", "-n", "apt-get"] : undefined;
}
