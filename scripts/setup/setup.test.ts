// The parts of set-up that read and change files: zip archives, ELF symbols, the patched sharp, and counting of test reports.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countReport } from "../test/vitestSuite.mjs";
import { countSummary } from "../test/pytestSuite.mjs";
import { totalLine } from "../test/suite.mjs";
import { readDynamicSymbols } from "./elfSymbols.mjs";
import { requireNodeVersion } from "./nodeVersion.mjs";
import { runCommand } from "./runCommand.mjs";
import { findSharpFiles, remainingGlibNames } from "./sharpPatch.mjs";
import { unzip } from "./unzip.mjs";

const onLinux = process.platform === "linux";
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "loupe-setup-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("unzip", () => {
  // Made by Python's zipfile, so that writer and reader are not the same hand.
  const script = [
    "import sys, zipfile",
    "z = zipfile.ZipFile(sys.argv[1], 'w')",
    "def add(name, data, mode, method):",
    "    i = zipfile.ZipInfo(name); i.create_system = 3; i.external_attr = mode << 16; i.compress_type = method",
    "    z.writestr(i, data)",
    "add('a/run', 'x' * 5000, 0o100755, zipfile.ZIP_DEFLATED)",
    "add('a/\\u7f3a.txt', 'plain', 0o100644, zipfile.ZIP_STORED)",
    "add('a/link', 'run', 0o120777, zipfile.ZIP_STORED)",
    "add(sys.argv[2], 'evil', 0o100644, zipfile.ZIP_STORED)",
    "z.close()",
  ].join("\n");

  it.skipIf(!onLinux)("keeps content, names, modes and links", () => {
    const archive = makeArchive("good.zip", "a/last");
    const written = unzip(archive, path.join(folder, "good"));
    expect(written.map((file) => path.relative(folder, file))).toEqual([
      "good/a/run",
      "good/a/缺.txt",
      "good/a/link",
      "good/a/last",
    ]);
    expect(readFileSync(path.join(folder, "good/a/run"), "utf8")).toBe("x".repeat(5000));
    expect(statSync(path.join(folder, "good/a/run")).mode & 0o777).toBe(0o755);
    expect(readlinkSync(path.join(folder, "good/a/link"))).toBe("run");
  });

  it.skipIf(!onLinux)("refuses an entry that leaves the folder, and an archive cut short", () => {
    expect(() => unzip(makeArchive("evil.zip", "../outside"), path.join(folder, "evil"))).toThrow("points outside");
    const cut = path.join(folder, "cut.zip");
    writeFileSync(cut, readFileSync(makeArchive("whole.zip", "b")).subarray(0, 80));
    expect(() => unzip(cut, path.join(folder, "cut"))).toThrow("not a zip archive");
  });

  function makeArchive(name: string, lastEntry: string): string {
    const archive = path.join(folder, name);
    execFileSync("python3", ["-c", script, archive, lastEntry]);
    return archive;
  }
});

describe.runIf(onLinux)("sharp on Linux", () => {
  it("shows no GLib name to the linker", () => {
    expect(remainingGlibNames(findSharpFiles("node_modules"))).toEqual([]);
  });

  it("still calls GLib, under the new names", () => {
    const { addon, library } = findSharpFiles("node_modules");
    const called = [...readDynamicSymbols(addon).undefinedNames].filter((name) => name.startsWith("svp_"));
    expect(called).toContain("svp_g_object_unref");
    const { defined } = readDynamicSymbols(library);
    expect(called.filter((name) => !defined.has(name))).toEqual([]);
  });

  it("has its symbols read as nm reads them", (context) => {
    const { addon } = findSharpFiles("node_modules");
    let listed = "";
    try {
      listed = execFileSync("nm", ["-D", "--undefined-only", "--without-symbol-versions", addon], { encoding: "utf8" });
    } catch {
      context.skip("nm is not installed");
    }
    const names = listed.split("\n").flatMap((line) => line.trim().split(/\s+/)[1] ?? []);
    expect([...readDynamicSymbols(addon).undefinedNames].sort()).toEqual([...new Set(names)].sort());
  });
});

describe("counting", () => {
  it("adds up what vitest reports, a file that does not load included", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { name: "a", status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
        { name: "b", status: "failed", assertionResults: [] },
      ],
    };
    expect(countReport(report, false)).toMatchObject({ passed: 3, failed: 2, skipped: 3 });
  });

  it("never passes a run that ended badly or found nothing", () => {
    const empty = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
    expect(countReport(empty, true)).toMatchObject({ passed: 0, failed: 1 });
    expect(countReport({ ...empty, numPassedTests: 5 }, false)).toMatchObject({ passed: 5, failed: 1 });
    expect(countSummary("", false)).toMatchObject({ passed: 0, failed: 1 });
    expect(countSummary("no tests ran in 0.01s", false)).toMatchObject({ failed: 1 });
  });

  it("reads pytest's last line", () => {
    expect(countSummary("…\n1 failed, 22 passed, 3 skipped, 2 errors in 5.24s", false)).toMatchObject({
      passed: 22,
      failed: 3,
      skipped: 3,
    });
    expect(countSummary("4 passed in 0.10s\n", true)).toMatchObject({ passed: 4, failed: 0, skipped: 0 });
  });

  it("ends in one line", () => {
    expect(
      totalLine([
        { passed: 2, failed: 0, skipped: 1 },
        { passed: 3, failed: 1, skipped: 0 },
      ]),
    ).toBe("5 passed, 1 failed, 1 skipped");
  });
});

describe("Node", () => {
  it("is refused when it is too old", () => {
    expect(() => requireNodeVersion("18.20.4")).toThrow("Node 20 or newer is needed, this is Node 18.20.4");
    expect(() => requireNodeVersion("20.0.0")).not.toThrow();
  });
});

describe("runCommand", () => {
  it("tells a program that fails from one that is missing", async () => {
    expect(
      await runCommand(process.execPath, ["-e", "console.log(1); console.error(2); process.exit(3)"]),
    ).toMatchObject({
      ok: false,
      missing: false,
      code: 3,
      stdout: "1\n",
    });
    expect(await runCommand("no-such-program-anywhere", [])).toMatchObject({ ok: false, missing: true, code: null });
  });

  it.skipIf(process.platform === "win32")(
    "ends a program that takes too long together with what it started",
    async () => {
      // The child keeps the pipe open; were it left alive, the call would wait for it.
      const script =
        "require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 30000)'], { stdio: 'inherit' }); setTimeout(() => 0, 30000)";
      const startedAt = performance.now();
      expect(await runCommand(process.execPath, ["-e", script], { timeoutMs: 1000 })).toMatchObject({
        ok: false,
        code: null,
      });
      expect(performance.now() - startedAt).toBeLessThan(15_000);
    },
  );
});
