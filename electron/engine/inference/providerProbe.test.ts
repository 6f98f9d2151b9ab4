/** Tries providers in real expendable processes: one that works, one that is not there, one that crashes, one that hangs. */
import { quoted, reason } from "../../../shared/core/reason.ts";
import { reasonText } from "../../../shared/words/failureText.ts";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleForNode } from "./bundle.testing.ts";
import type { ProbeOutcome } from "./chooseProvider.ts";
import { outcomeInOutput, probeByFork, probeEnvironment, runProbeIfAsked } from "./providerProbe.ts";

// Inside the project, so that the forked module finds the runtime.
const root = join(import.meta.dirname, "../../../node_modules/.cache");
mkdirSync(root, { recursive: true });
const folder = mkdtempSync(join(root, "loupe-probe-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function moduleOf(name: string, code: string): string {
  const path = join(folder, name);
  writeFileSync(path, code);
  return path;
}

const GRAPH = join(import.meta.dirname, "fixtures/handmade/ultra_raw.onnx");

describe("a provider tried in an expendable process", () => {
  let probe: string;
  beforeAll(async () => {
    probe = join(folder, "probe.cjs");
    const entry = `import { runProbeIfAsked } from ${JSON.stringify(join(import.meta.dirname, "providerProbe.ts"))}; void runProbeIfAsked();`;
    await bundleForNode(entry, probe);
  });

  it("runs the graph that comes with Loupe on the cpu, and another one", async () => {
    for (const graphPath of [null, GRAPH]) {
      const outcome = await probeByFork(probe)({ provider: "cpu", graphPath });
      expect(outcome).toMatchObject({ ok: true });
      expect(outcome.ok && outcome.milliseconds).toBeGreaterThan(0);
    }
  }, 30_000);

  it("says why a provider that is not there did not run", async () => {
    const missing = process.platform === "darwin" ? "cuda" : "coreml";
    const outcome = await probeByFork(probe)({ provider: missing, graphPath: null });
    expect(outcome.ok).toBe(false);
    expect(!outcome.ok && reasonText(outcome.reason, "en").length).toBeGreaterThan(10);
  }, 30_000);

  it("survives a crash and reports it", async () => {
    const outcome = await probeByFork(
      moduleOf("crash.cjs", "process.stderr.write('driver fault\\n'); process.kill(process.pid, 'SIGSEGV');"),
    )({ provider: "cuda", graphPath: null });
    expect(outcome).toEqual({
      ok: false,
      reason: reason("trial-ended-saying", { how: "SIGSEGV", said: "driver fault" }),
    });
  });

  it("ends one that hangs", async () => {
    const outcome = await probeByFork(
      moduleOf("hang.cjs", "setInterval(() => {}, 1000);"),
      () => 300,
    )({ provider: "cuda", graphPath: null });
    expect(outcome).toEqual({ ok: false, reason: reason("no-answer-within", { seconds: 0 }) });
  });

  it("asks once about the same graph", async () => {
    const counting = probeByFork(
      moduleOf(
        "count.cjs",
        "process.stdout.write('\\nloupe-probe-outcome ' + JSON.stringify({ ok: true, milliseconds: process.pid }) + '\\n');",
      ),
    );
    const first = await counting({ provider: "cuda", graphPath: null });
    expect(await counting({ provider: "cuda", graphPath: null })).toEqual(first);
    expect(await counting({ provider: "webgpu", graphPath: null })).not.toEqual(first);
  });
});

describe("the protocol", () => {
  it("does nothing in an ordinary process", async () => expect(await runProbeIfAsked()).toBe(false));
  it("leaves out what would disturb", () => {
    const environment = probeEnvironment(
      { provider: "cpu", graphPath: null },
      { HOME: "/home/a", NODE_OPTIONS: "--inspect", G_DEBUG: "fatal-criticals" },
    );
    expect(Object.keys(environment).sort()).toEqual(["HOME", "LOUPE_PROVIDER_PROBE"]);
  });
  it("finds the outcome among a driver's chatter and takes no other line for it", () => {
    const outcome: ProbeOutcome = { ok: false, reason: quoted("no device") };
    expect(outcomeInOutput(`Vulkan says hello\nloupe-probe-outcome ${JSON.stringify(outcome)}\nbye`)).toEqual(outcome);
    expect(outcomeInOutput('loupe-probe-outcome {"ok":')).toBeNull();
    expect(outcomeInOutput('loupe-probe-outcome {"ok":true}')).toBeNull();
    expect(outcomeInOutput("")).toBeNull();
  });
});
