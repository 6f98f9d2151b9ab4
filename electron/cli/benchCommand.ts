/** `loupe bench`: images per second of the whole pipeline and of the bare session, measured here and now. */
import { providerJson } from "./providerText.ts";
import { failure } from "../../shared/core/failure.ts";
import { failureText } from "../../shared/words/failureText.ts";
import { quoted } from "../../shared/core/reason.ts";
import { cpus, tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import type { Provider } from "../../shared/core/run.ts";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { openFolderImages } from "../engine/datasets/openDataset.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import { decodeImage } from "../engine/images/decodeImage.ts";
import { toTensor } from "../engine/images/toTensor.ts";
import { benchmarkStages, type StagesMeasured } from "../engine/inference/benchmarkStages.ts";
import type { Detector } from "../engine/inference/detector.ts";
import type { OpenedModel } from "../engine/models/openModel.ts";
import { createDetector } from "../engine/inference/ortDetector.ts";
import { createPauseGate } from "../engine/runs/pauseGate.ts";
import { runInspection } from "../engine/runs/runInspection.ts";
import { openRunStore } from "../engine/runs/runStore.ts";
import { type CommandSpec, type ParsedArguments, readNumber } from "./commandLine.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { loadDetector, openModelFor, readProvider } from "./loadDetector.ts";
import { softwareVersions } from "./softwareVersions.ts";
import { readTuning, tuningOptions } from "./tuningOptions.ts";

export const benchSpec: CommandSpec = {
  name: "bench",
  summary: "Measures the whole pipeline and the bare session; prints JSON.",
  positionals: ["FOLDER"],
  options: {
    model: { value: "DIR", help: "folder of the model", required: true },
    provider: { value: "P", help: "auto, cpu, cuda, tensorrt, dml, coreml or webgpu; default: auto" },
    images: { value: "N", help: "maximum number of images to inspect; default: 100" },
    ...tuningOptions,
  },
};

const TIMED_RUNS = 24;

export async function benchCommand(args: ParsedArguments, console: Console): Promise<ExitCode> {
  const provider = readProvider(args);
  const most = readNumber("images", args.text("images") ?? "100", 1, 1e6);
  if (!provider.ok || !most.ok) {
    const reason = provider.ok ? (most.ok ? "" : most.reason) : provider.reason;
    console.note(`loupe bench: ${reason} (see loupe bench --help)`);
    return 2;
  }
  const tuning = readTuning(args);
  if (!tuning.ok) {
    console.note(`loupe bench: ${tuning.reason} (see loupe bench --help)`);
    return 2;
  }
  const opened = await openFolderImages(args.positionals[0] ?? "", { signal: console.signal });
  if (!opened.ok) return fail(console, opened.failure);
  const model = await openModelFor(args.text("model") ?? "", console);
  if (model === null) return 1;
  const detector = await loadDetector(model, provider.value, console, { tuning: tuning.value });
  if (detector === null) return 1;
  try {
    console.note("each stage alone, and the bare session …");
    const files = [...opened.value.files.values()].map((file) => file.path);
    const measured = await timeStages(files, model, detector.provider.ran);
    if (!measured.ok) return fail(console, failure("unusable", files[0] ?? "", { reason: measured.reason }));
    const { input, decode, preprocess, session: bare } = measured.times;
    const session = { input, ...bare };
    console.note("the whole pipeline …");
    const pipeline = await timePipeline(firstImages(opened.value, Math.floor(most.value)), model, detector, console);
    if (console.signal.aborted) return 130;
    const [processor] = cpus();
    const machine = {
      processor: processor?.model.trim() ?? "unknown",
      cores: cpus().length,
      platform: `${process.platform} ${process.arch}`,
    };
    console.out(
      JSON.stringify(
        {
          machine,
          versions: softwareVersions(),
          model: model.manifest.name,
          provider: providerJson(detector.provider),
          execution: detector.execution(),
          pipeline,
          session,
          stages: { decode, preprocess },
        },
        null,
        2,
      ),
    );
    return 0;
  } finally {
    await detector.close();
  }
}

function firstImages(opened: OpenedDataset, count: number): OpenedDataset {
  return { ...opened, dataset: { ...opened.dataset, images: opened.dataset.images.slice(0, count) } };
}

/** A bare session: one, with all cores, as a script would open it. */
async function timeStages(files: readonly string[], model: OpenedModel, provider: Provider): Promise<StagesMeasured> {
  const created = await createDetector(model, provider, { tuning: { ...DEFAULT_TUNING, sessions: 1 } });
  if (!created.ok) return { ok: false, reason: quoted(failureText(created.failure, "en")) };
  try {
    return await benchmarkStages(files, model.manifest.preprocess, TIMED_RUNS, created.detector);
  } finally {
    await created.detector.close();
  }
}

/** Everything that an inspection does, including the durable writes, into a temporary folder. */
async function timePipeline(opened: OpenedDataset, model: OpenedModel, detector: Detector, console: Console) {
  const folder = await mkdtemp(path.join(tmpdir(), "loupe-bench-"));
  try {
    const opening = openRunStore(folder);
    if (!opening.ok) throw new Error(failureText(opening.failure, "en"));
    await warmUp(opened, model, detector);
    const started = performance.now();
    const result = await runInspection({
      opened,
      model,
      detector,
      choice: detector.provider.asked,
      scoreFloor: 0.01,
      store: opening.store,
      source: { folder: opened.root },
      operator: "",
      versions: softwareVersions(),
      signal: console.signal,
      pause: createPauseGate(),
      onEvent: () => Promise.resolve(),
    });
    const seconds = (performance.now() - started) / 1000;
    opening.store.close();
    if (!result.ok) throw new Error(failureText(result.failure, "en"));
    const { done, failed } = result.value;
    return { images: done + failed, failed, seconds, imagesPerSecond: (done + failed) / seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first run of a session allocates; an inspection is measured without its first second. */
async function warmUp(opened: OpenedDataset, model: OpenedModel, detector: Detector): Promise<void> {
  const decoded = await decodeImage([...opened.files.values()][0]?.path ?? "");
  if (!decoded.ok) return;
  const tensor = toTensor(decoded.pixels, model.manifest.preprocess);
  await Promise.all(Array.from({ length: detector.capacity }, () => detector.detect(tensor, 0.01)));
}
