/** Every command of both contracts has an example that passes a port unchanged: cloned as postMessage does, parsed at both ends. */
import { quoted, reason } from "../core/reason.ts";
import { singleThreshold } from "../core/decisionRule.ts";
import { expect, test } from "vitest";
import type { z } from "zod";
import { appContract, type Contract, engineContract } from "./contract.ts";
import {
  failure,
  manifest,
  run,
  dataset,
  shownImage,
  openedModel,
  incomplete,
  found,
  tuning,
  settings,
  granted,
  counts,
  precision,
  curves,
  mutable,
  ofRun,
  twoParts,
  boxLevel,
} from "./contractExamples.testing.ts";
import { createClient, createPortPair, type Handlers, type Port, serve } from "./rpc.ts";

type Example<C extends Contract, K extends keyof C> = {
  readonly input: z.input<C[K]["input"]>;
  readonly outputs: readonly z.input<C[K]["output"]>[];
} & (C[K] extends { progress: infer P extends z.ZodType } ? { readonly progress: readonly z.input<P>[] } : object);
type Examples<C extends Contract> = { readonly [K in keyof C]: Example<C, K> };

const engineExamples: Examples<typeof engineContract> = {
  openDataset: {
    input: { grant: "g1", list: "val_list.txt", background: "val_wu_xia_ci" },
    progress: [
      { read: 1, total: null },
      { read: 2, total: 2 },
    ],
    outputs: [{ ok: true, value: mutable(dataset) }, failure],
  },
  datasetChoices: {
    input: { grant: "g1" },
    outputs: [
      {
        ok: true,
        value: {
          lists: ["train_list.txt"],
          usualList: null,
          backgrounds: ["val_wu_xia_ci"],
          usualBackground: "val_wu_xia_ci",
        },
      },
      failure,
    ],
  },
  openModel: { input: mutable({ grant: "g1" }), outputs: [mutable(openedModel), failure, mutable(incomplete)] },
  completeModel: {
    input: mutable({
      grant: "g1",
      answers: {
        classes: ["漏底"],
        preprocess: manifest.preprocess,
        nms: { iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true },
      },
      replace: false,
    }),
    outputs: [mutable(openedModel), mutable(incomplete)],
  },
  selfCheckModel: {
    input: { modelId: "m", datasetId: "d", imageIds: ["a"], provider: "auto", tuning, expected: "g2" },
    progress: [
      { done: 0, total: 3 },
      { done: 2, total: 3 },
    ],
    outputs: [
      {
        ok: true,
        value: {
          provider: "cpu",
          verdict: "warning",
          findings: [
            {
              level: "warning",
              code: "colour-order",
              sentences: [reason("check-colour-suspected", { color: "BGR", figures: quoted("甲") })],
            },
          ],
          expected: { file: "框.xml", boxes: [{ className: "漏底", score: null, x1: 1, y1: 2, x2: 3, y2: 4 }] },
          images: [
            {
              imageId: "a",
              width: 10,
              height: 20,
              asConfigured: {
                color: "RGB",
                usable: true,
                detections: found,
                count: 1,
                bestScore: 0.505,
                milliseconds: 3,
                foundAt: [0.505, null],
                expected: null,
              },
              swapped: {
                color: "BGR",
                usable: false,
                detections: {
                  count: 0,
                  boxes: new Float64Array(0),
                  scores: new Float64Array(0),
                  classIndices: new Int32Array(0),
                },
                count: 0,
                bestScore: null,
                milliseconds: null,
                foundAt: null,
                expected: {
                  total: 2,
                  found: 1,
                  same: 1,
                  largestPixels: 0.02,
                  largestScore: null,
                  scoreSum: 0.5,
                  surplus: 0,
                },
              },
            },
          ],
        },
      },
      failure,
    ],
  },
  inspect: {
    input: { datasetId: "d", modelId: "m", provider: "auto", tuning, scoreFloor: 0.01, fresh: false },
    progress: [
      { kind: "started", run: mutable(run), alreadyDone: 1, notices: [failure.failure] },
      {
        kind: "started",
        run: mutable({ ...run, execution: { sessions: 2, threads: null, batchSize: 1, optimization: "all" } }),
        alreadyDone: 0,
      },
      { kind: "execution", execution: { sessions: 1, threads: 2, batchSize: 4, optimization: "disabled" } },
      {
        kind: "image",
        outcome: {
          status: "done",
          imageId: "a",
          width: 10,
          height: 20,
          milliseconds: { decode: 1, preprocess: 2, inference: 3 },
          detections: {
            count: 1,
            boxes: Float64Array.from([1, 2, 3, 4.5]),
            scores: Float64Array.from([0.505]),
            classIndices: Int32Array.from([0]),
          },
        },
      },
      {
        kind: "image",
        outcome: { status: "failed", imageId: "b", code: "unreadable-image", reason: quoted("broken") },
      },
      { kind: "progress", done: 1, failed: 1, total: 2, imagesPerSecond: null, secondsLeft: null, paused: false },
    ],
    outputs: [{ ok: true, value: { run: mutable(run), done: 1, failed: 1, complete: true } }, failure],
  },
  listRuns: {
    input: {},
    outputs: [
      {
        runs: [
          { id: "r", name: "夜班", run: mutable(run), done: 1, failed: 1, state: "partial", bytes: 4096 },
          { id: "r-2", name: null, run: mutable(run), done: 0, failed: 0, state: "under-way", bytes: 0 },
        ],
        unusable: [{ id: "x", bytes: 12, failure: failure.failure }],
      },
    ],
  },
  openRun: {
    input: { datasetId: "d", runId: "r" },
    progress: [{ kind: "started", run: mutable(run), alreadyDone: 2 }],
    outputs: [
      { ok: true, value: { run: mutable(run), name: null, done: 1, failed: 1, complete: true, changed: 0 } },
      failure,
    ],
  },
  runColumns: {
    input: { datasetId: "d", runId: "r", rule: singleThreshold(0.5) },
    outputs: [
      {
        ok: true,
        value: {
          ng: Float64Array.of(0.5, -1, NaN),
          review: Float64Array.of(Infinity, -1, NaN),
          caught: Float64Array.of(-1, -1, NaN),
        },
      },
      failure,
    ],
  },
  renameRun: { input: { runId: "r", name: "夜班" }, outputs: [{ ok: true, value: {} }, failure] },
  deleteRun: { input: { runId: "r" }, outputs: [{ ok: true, value: {} }, failure] },
  pauseInspection: { input: { paused: true }, outputs: [{ paused: true }] },
  cocoMetrics: {
    input: ofRun({ images: "annotated" as const }),
    progress: twoParts,
    outputs: [{ ok: true, value: { counts, metrics: boxLevel.coco } }, failure],
  },
  vocPrecision: {
    input: ofRun({ images: "all" as const }),
    progress: twoParts,
    outputs: [{ ok: true, value: { counts, "11point": precision, area: precision } }, failure],
  },
  cocoErrors: {
    input: ofRun({ images: "all" as const }),
    progress: twoParts,
    outputs: [{ ok: true, value: { counts, ...boxLevel.error, perClass: [curves(-1), curves(0)] } }, failure],
  },
  boxLevel: {
    input: ofRun({}),
    progress: twoParts,
    outputs: [
      {
        ok: true,
        value: {
          images: { annotated: 1, background: 1, unlabelled: 0, excluded: 0 },
          annotated: boxLevel,
          all: boxLevel,
        },
      },
      failure,
    ],
  },
  image: { input: { datasetId: "d", imageId: "a" }, outputs: [shownImage, failure] },
  thumbnail: { input: { datasetId: "d", imageId: "a", side: 128 }, outputs: [shownImage, failure] },
  exportReports: {
    input: {
      datasetId: "d",
      runId: "r",
      folder: "g2",
      kinds: ["pdf", "csv-boxes"],
      rule: {
        ...singleThreshold(0.5, "paddlex"),
        band: { review: 0.3, ng: 0.6 },
        perClass: { 擦花: { review: 0.2, ng: 0.2 }, 漆泡: "ignore" },
        caughtBy: { way: "true-defect", iou: 0.5 },
        zones: [{ kind: "ignore", area: { shape: "rectangle", x1: 0, y1: 0, x2: 9, y2: 9 } }],
        minimumSize: { unit: "mm", width: 0.5, height: 0.5, millimetresPerPixel: 0.05 },
      },
      language: "zh",
      imageId: "a",
    },
    progress: [{ done: 1, total: 2, file: "report.pdf" }],
    outputs: [
      { ok: true, value: { files: ["report.pdf"], skipped: [{ file: "a", reason: "b" }], cancelled: false } },
      failure,
    ],
  },
  providers: { input: { refresh: false }, outputs: [{ available: [{ provider: "cpu", ok: true, reason: null }] }] },
};

const appExamples: Examples<typeof appContract> = {
  startUp: {
    input: {},
    outputs: [
      {
        settings,
        demo: { dataset: "g1", model: "g2" },
        openDemo: true,
        versions: { loupe: "0", electron: "1", chrome: "2" },
        platform: "linux",
      },
      {
        settings,
        demo: null,
        openDemo: false,
        versions: { loupe: "0", electron: "1", chrome: "2" },
        platform: "win32",
      },
    ],
  },
  pickDataset: { input: {}, outputs: [granted, null] },
  pickModel: { input: {}, outputs: [granted, null] },
  pickExpectedBoxes: { input: {}, outputs: [granted, null] },
  pickReportFolder: { input: {}, outputs: [granted, null] },
  recentProjects: {
    input: {},
    outputs: [[{ id: "p", name: "n", kind: "dataset", lastOpened: "2026-01-01", exists: false }]],
  },
  openRecent: { input: { id: "p" }, outputs: [granted, null] },
  forgetRecent: { input: { id: "p" }, outputs: [{}] },
  projectRule: { input: { datasetHash: "h", modelSha256: "s" }, outputs: [singleThreshold(0.25), null] },
  saveProjectRule: { input: { datasetHash: "h", modelSha256: "s", rule: singleThreshold(0.25) }, outputs: [{}] },
  saveSettings: { input: { scoreFloor: 0.25, tuning }, outputs: [settings] },
  revealReports: { input: { folder: "g2" }, outputs: [{}] },
  toggleFullScreen: { input: {}, outputs: [{}] },
  setBusy: { input: { busy: { inspection: { done: 1, total: 3 }, reports: null } }, outputs: [{}] },
};

/** Clones each message as postMessage does, so that a value that cannot be cloned fails here. */
function cloning(port: Port): Port {
  return { ...port, post: (message) => port.post(structuredClone(message)) };
}

function checkContract<C extends Contract>(contract: C, examples: Examples<C>): void {
  test.each(Object.keys(contract))("%s", async (command) => {
    const example = examples[command] as
      | { input: unknown; outputs: readonly unknown[]; progress?: readonly unknown[] }
      | undefined;
    expect(example, "a command without an example").toBeDefined();
    if (!example) return;
    expect("progress" in (contract[command] ?? {})).toBe(example.progress !== undefined);
    for (const output of example.outputs) {
      const [page, engine] = createPortPair();
      const got: unknown[] = [];
      const answer = async (input: unknown, { progress }: { progress: (value: never) => Promise<void> }) => {
        expect(input).toEqual(example.input);
        for (const value of example.progress ?? []) await progress(value as never);
        return output;
      };
      const bugs: unknown[] = [];
      serve(contract, { [command]: answer } as unknown as Handlers<C>, cloning(engine), (_command, error) =>
        bugs.push(error),
      );
      const client = createClient(contract, cloning(page)) as unknown as Record<
        string,
        (input: unknown, options: object) => Promise<unknown>
      >;
      expect(await client[command]?.(example.input, { onProgress: (value: unknown) => got.push(value) })).toEqual(
        output,
      );
      expect(got).toEqual(example.progress ?? []);
      expect(bugs).toEqual([]);
    }
  });
}

checkContract(engineContract, engineExamples);
checkContract(appContract, appExamples);
