/** An engine over an in-memory port with a small project, for tests of what the window relies on. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { DEFAULT_TUNING, type SessionTuning } from "../../shared/core/sessionTuning.ts";
import { engineContract, type EngineContract, type RunEvent } from "../../shared/ipc/contract.ts";
import { type Client, createClient, createPortPair, serve } from "../../shared/ipc/rpc.ts";
import { createEngineHandlers, type EngineOptions } from "./engineHandlers.ts";
import { folderOf, vocXml } from "./fixtures/folderOf.testing.ts";
import { solidPng } from "./fixtures/solidPng.testing.ts";

export const MODEL = path.join(import.meta.dirname, "fixtures/brightness");
export const versions = { loupe: "0", onnxruntime: "1", sharp: "2", host: "test" };

export interface Engine {
  readonly client: Client<EngineContract>;
  readonly bugs: unknown[];
}

/** A new engine over the same runs, as after a restart. */
export function startEngine(
  grants: Readonly<Record<string, string>>,
  runsFolder: string,
  more: Partial<EngineOptions> = {},
): Engine {
  const [page, engine] = createPortPair();
  const bugs: unknown[] = [];
  const handlers = createEngineHandlers({
    resolveGrant: (grant) => grants[grant] ?? null,
    runsFolder,
    operator: "tester",
    versions,
    ...more,
  });
  serve(engineContract, handlers, engine, (_command, error) => bugs.push(error));
  return { client: createClient(engineContract, page), bugs };
}

export function project(count = 6) {
  const files: Record<string, string | Uint8Array> = {
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": Array.from({ length: count }, (_, i) => `JPEGImages/p${i}.png Annotations/p${i}.xml`).join("\n"),
    "val_wu_xia_ci/n.png": solidPng(40, 30, [20, 20, 20]),
  };
  for (let i = 0; i < count; i++) {
    files[`JPEGImages/p${i}.png`] = solidPng(40, 30, [10 * i, 5 * i, i]);
    files[`Annotations/p${i}.xml`] = vocXml([{ name: "亮", box: [1, 2, 3, 4] }], [40, 30]);
  }
  const folder = folderOf(files);
  const runsFolder = mkdtempSync(path.join(tmpdir(), "loupe-runs-"));
  const reports = mkdtempSync(path.join(tmpdir(), "loupe-reports-"));
  const grants = { set: folder, model: MODEL, reports, gone: path.join(folder, "gone") };
  return { folder, runsFolder, reports, grants, engine: startEngine(grants, runsFolder) };
}

export async function openBoth({ client }: Engine): Promise<{ dataset: Dataset; modelId: string }> {
  const dataset = await client.openDataset({ grant: "set" });
  const model = await client.openModel({ grant: "model" });
  if (!dataset.ok || !model.ok) throw new Error("not opened");
  return { dataset: dataset.value, modelId: model.value.id };
}

export async function inspect(
  engine: Engine,
  more: {
    fresh?: boolean;
    runId?: string;
    tuning?: SessionTuning;
    signal?: AbortSignal;
    onEvent?: (event: RunEvent) => void;
  } = {},
) {
  const { dataset, modelId } = await openBoth(engine);
  const events: RunEvent[] = [];
  const result = await engine.client.inspect(
    {
      datasetId: dataset.id,
      modelId,
      provider: "cpu",
      tuning: more.tuning ?? DEFAULT_TUNING,
      scoreFloor: 0.01,
      fresh: more.fresh ?? false,
      ...(more.runId === undefined ? {} : { runId: more.runId }),
    },
    {
      ...(more.signal ? { signal: more.signal } : {}),
      onProgress: (event) => {
        events.push(event);
        more.onEvent?.(event);
      },
    },
  );
  return { result, events, dataset };
}

export const detectionsOf = (outcome: ImageOutcome) => (outcome.status === "done" ? outcome.detections : outcome);
export const images = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === "image" ? [event.outcome] : []));
/** The reported executions of the model, from first to last. */
export const executions = (events: readonly RunEvent[]) =>
  events.flatMap((event) =>
    event.kind === "started" ? [event.run.execution] : event.kind === "execution" ? [event.execution] : [],
  );
