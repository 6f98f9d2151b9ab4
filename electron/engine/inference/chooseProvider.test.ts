/** The order, the record and the reasons of the choice of a provider; machines are made up, nothing is loaded. */
import { quoted, type Reason, reason } from "../../../shared/core/reason.ts";
import { reasonText } from "../../../shared/words/failureText.ts";
import { describe, expect, it } from "vitest";
import type { Provider } from "../../../shared/core/run.ts";
import { chooseProvider, type ProbeOutcome, type ProviderTrial } from "./chooseProvider.ts";
import { isDeviceLost } from "./deviceLoss.ts";
import { absentReason, providerOrder } from "./providerOrder.ts";

const said = (why: Reason | null) => (why === null ? "" : reasonText(why, "en"));

interface Machine {
  readonly platform?: NodeJS.Platform;
  readonly probes?: Partial<Record<Provider, ProbeOutcome>>;
  readonly loads?: Partial<Record<Provider, string>>;
  readonly losses?: ProviderTrial["losses"];
}

function machine({ platform = "win32", probes, loads = {}, losses = [] }: Machine): {
  readonly trial: ProviderTrial;
  readonly probed: Provider[];
  readonly loaded: Provider[];
} {
  const probed: Provider[] = [];
  const loaded: Provider[] = [];
  const trial: ProviderTrial = {
    platform,
    environment: {},
    graphPath: "model.onnx",
    losses,
    probe: probes
      ? ({ provider }) => {
          probed.push(provider);
          return Promise.resolve(probes[provider] ?? { ok: false, reason: quoted(`no ${provider} here`) });
        }
      : undefined,
    load: (provider) => {
      loaded.push(provider);
      const said = loads[provider];
      return Promise.resolve(said === undefined ? { ok: true } : { ok: false, reason: quoted(said) });
    },
  };
  return { trial, probed, loaded };
}

describe("after a device was lost", () => {
  const probes = {
    cuda: { ok: true, milliseconds: 5 },
    dml: { ok: true, milliseconds: 9 },
    cpu: { ok: true, milliseconds: 50 },
  } as const;
  const lost = { provider: "cuda", reason: quoted("CUDA failure 700") } as const;
  const attemptsOf = async (choice: "auto" | "cuda", made: ReturnType<typeof machine>) => {
    const outcome = await chooseProvider(choice, made.trial);
    return outcome.ok
      ? [
          outcome.record.ran,
          ...outcome.record.attempts.map(({ provider, ok, reason }) => `${provider} ${ok ? "ran" : said(reason)}`),
        ]
      : [said(outcome.reason)];
  };

  it("auto takes the same one once more, and says what happened", async () => {
    expect(await attemptsOf("auto", machine({ probes, losses: [lost] }))).toEqual([
      "cuda",
      "tensorrt passed over: the device of cuda was lost",
      "cuda its device was lost: CUDA failure 700",
      "cuda ran",
    ]);
  });

  it("a second time, or where it does not load again, auto takes the cpu and no other GPU", async () => {
    const twice = machine({ probes, losses: [lost, { ...lost, reason: quoted("CUDA failure 719") }] });
    expect(await attemptsOf("auto", twice)).toEqual([
      "cpu",
      "tensorrt passed over: the device of cuda was lost",
      "cuda its device was lost: CUDA failure 700",
      "cuda its device was lost: CUDA failure 719",
      "dml passed over: the device of cuda was lost",
      "webgpu passed over: the device of cuda was lost",
      "cpu ran",
    ]);
    expect([twice.probed, twice.loaded]).toEqual([[], ["cpu"]]);
    expect(
      (await attemptsOf("auto", machine({ probes, loads: { cuda: "out of memory" }, losses: [lost] }))).slice(0, 1),
    ).toEqual(["cpu"]);
  });

  it("a named one is tried again, and nothing else", async () => {
    const once = machine({ probes, losses: [lost] });
    expect(await attemptsOf("cuda", once)).toEqual(["cuda", "cuda its device was lost: CUDA failure 700", "cuda ran"]);
    const twice = machine({ probes, losses: [lost, lost] });
    expect(await attemptsOf("cuda", twice)).toEqual(["its device was lost: CUDA failure 700"]);
    expect(twice.loaded).toEqual([]);
  });
});

describe("auto", () => {
  it("takes the first provider that works and beats the cpu, and records every attempt", async () => {
    const { trial, loaded } = machine({
      probes: { dml: { ok: true, milliseconds: 12 }, cpu: { ok: true, milliseconds: 80 } },
    });
    const outcome = await chooseProvider("auto", trial);
    expect(outcome).toEqual({
      ok: true,
      record: {
        asked: "auto",
        ran: "dml",
        attempts: [
          { provider: "tensorrt", ok: false, reason: quoted("no tensorrt here") },
          { provider: "cuda", ok: false, reason: quoted("no cuda here") },
          { provider: "dml", ok: true, reason: null },
        ],
      },
    });
    expect(loaded).toEqual(["dml"]);
  });

  it("passes over a software GPU: it works, but the cpu is faster", async () => {
    const { trial } = machine({
      platform: "darwin",
      probes: { webgpu: { ok: true, milliseconds: 900 }, cpu: { ok: true, milliseconds: 40 } },
    });
    const outcome = await chooseProvider("auto", trial);
    expect(outcome.ok && outcome.record.ran).toBe("cpu");
    expect(outcome.ok && outcome.record.attempts[1]).toEqual({
      provider: "webgpu",
      ok: false,
      reason: reason("slower-than-cpu", { milliseconds: 900, cpu: 40 }),
    });
  });

  it("goes on where a provider passes its trial and then does not load", async () => {
    const { trial } = machine({
      platform: "darwin",
      probes: { coreml: { ok: true, milliseconds: 5 }, cpu: { ok: true, milliseconds: 40 } },
      loads: { coreml: "out of memory" },
    });
    const outcome = await chooseProvider("auto", trial);
    expect(outcome.ok && outcome.record.attempts.map(({ provider, reason: why }) => [provider, said(why)])).toEqual([
      ["coreml", "out of memory"],
      ["webgpu", "no webgpu here"],
      ["cpu", ""],
    ]);
  });

  it("loads nothing but cpu where no expendable process is to be had", async () => {
    const { trial, loaded } = machine({});
    const outcome = await chooseProvider("auto", trial);
    expect(outcome.ok && outcome.record.ran).toBe("cpu");
    expect(loaded).toEqual(["cpu"]);
  });

  it("fails with the cpu's reason when nothing loads", async () => {
    const { trial } = machine({ platform: "darwin", loads: { cpu: "invalid graph" } });
    expect(await chooseProvider("auto", trial)).toEqual({ ok: false, reason: quoted("invalid graph") });
  });
});

describe("a provider asked for by name", () => {
  it("is the only one tried and never replaced in silence", async () => {
    const { trial, loaded } = machine({ probes: {} });
    expect(await chooseProvider("cuda", trial)).toEqual({ ok: false, reason: quoted("no cuda here") });
    expect(loaded).toEqual([]);
  });
  it("runs even where the cpu would be faster", async () => {
    const { trial, probed } = machine({ probes: { dml: { ok: true, milliseconds: 900 } } });
    const outcome = await chooseProvider("dml", trial);
    expect(outcome.ok && outcome.record).toEqual({
      asked: "dml",
      ran: "dml",
      attempts: [{ provider: "dml", ok: true, reason: null }],
    });
    expect(probed).toEqual(["dml"]);
  });
  it("cpu starts no process", async () => {
    const { trial, probed } = machine({ probes: {} });
    expect((await chooseProvider("cpu", trial)).ok).toBe(true);
    expect(probed).toEqual([]);
  });
});

describe("what cannot be there", () => {
  it("orders by platform", () => {
    expect(providerOrder("linux")).toEqual(["tensorrt", "cuda", "webgpu", "cpu"]);
    expect(providerOrder("win32")).toEqual(["tensorrt", "cuda", "dml", "webgpu", "cpu"]);
    expect(providerOrder("darwin")).toEqual(["coreml", "webgpu", "cpu"]);
  });
  it("sees a Linux machine without a GPU by its devices", () => {
    const none = () => false;
    expect(absentReason("cuda", "linux", {}, none)).toEqual(reason("no-nvidia-device"));
    expect(absentReason("webgpu", "linux", {}, none)).toEqual(reason("no-gpu-device"));
    expect(absentReason("webgpu", "linux", { VK_ICD_FILENAMES: "swiftshader.json" }, none)).toBeNull();
    expect(absentReason("cuda", "linux", {}, (path) => path === "/dev/nvidiactl")).toBeNull();
    expect(absentReason("dml", "linux", {}, none)).toEqual(reason("not-on-system", { system: "linux" }));
    expect(absentReason("cpu", "linux", {}, none)).toBeNull();
  });
});

describe("a lost device", () => {
  it.each([
    "Non-zero status code returned while running Conv node. 887A0005 The GPU device instance has been suspended.",
    "Exception: 887A0006 The GPU will not respond to more commands",
    "DXGI_ERROR_DEVICE_REMOVED",
    "CUDA failure 700: an illegal memory access was encountered ; GPU=0",
    "CUDA failure 2: out of memory ; GPU=0",
    "CUDA error cudaErrorLaunchFailure",
    "WebGPU device lost (1): Device was destroyed.",
    "vkQueueSubmit failed with VK_ERROR_DEVICE_LOST",
  ])("%s", (message) => expect(isDeviceLost(message)).toBe(true));
  it.each([
    "Got invalid dimensions for input: image",
    "Missing Input: im_shape",
    "The lost child Expand node: invalid expand shape",
  ])("not: %s", (message) => expect(isDeviceLost(message)).toBe(false));
});
