/** The only door between processes: every command, with the schema of what goes in, comes back and is told on the way. */
import { z } from "zod";
import { countingRuleSchema } from "../core/countingRule.ts";
import { datasetSchema } from "../core/dataset.ts";
import { languageSchema } from "../core/language.ts";
import { imageOutcomeSchema, providerChoiceSchema, providerSchema, runInfoSchema } from "../core/run.ts";
import { DEFAULT_TUNING, executionSchema, sessionTuningSchema } from "../core/sessionTuning.ts";
import { modelManifestSchema } from "../inference/modelManifest.ts";
import { modelAnswersSchema, modelNeedsSchema } from "../inference/modelNeeds.ts";
import { selfCheckReportSchema } from "../inference/selfCheckReport.ts";

// zod's generated fast path needs `new Function`, which the page's content security policy forbids.
z.config({ jitless: true });

/** A file or folder that the user chose in a dialog, dropped, or opened before: main knows the path, the page only this. */
export const grantSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export type Grant = z.infer<typeof grantSchema>;

export { countingRuleSchema, type CountingRule } from "../core/countingRule.ts";
export { languageSchema, type Language } from "../core/language.ts";

const id = z.string().min(1).max(200);
const bytes = z.instanceof(Uint8Array);

/** A model that is open in the engine. */
export const modelInfoSchema = z.object({
  id,
  manifest: modelManifestSchema,
  bytes: z.number(),
  /** The preprocessing plan, one step an entry, in words and numbers (English and Chinese). */
  plan: z.array(z.object({ en: z.string(), zh: z.string() })),
  /** Things a user needs to hear before the first run. */
  remarks: z.array(z.object({ level: z.enum(["info", "warning"]), en: z.string(), zh: z.string() })),
  /** Where the manifest comes from: beside the graph, kept among Loupe's own files, or made up of what was recognised and written nowhere. */
  origin: z.enum(["manifest", "kept", "recognised"]),
  /** Whether it takes several images in one run. */
  batches: z.boolean(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

/** An expected failure, told to the user: which file, why, and what to do now. */
export const failureSchema = z.object({
  code: z.string(),
  file: z.string(),
  en: z.string(),
  zh: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

/** Success carries `value`; an expected failure is a value too. */
function outcome<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion("ok", [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
}

/** A failure may carry what the graph does not tell, to be asked in a form. */
const modelOutcome = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: modelInfoSchema }),
  z.object({ ok: z.literal(false), failure: failureSchema, needs: modelNeedsSchema.optional() }),
]);

export const reportKindSchema = z.enum([
  "comparison-current",
  "comparison-all",
  "curve-png",
  "tp-fp-list",
  "csv-images",
  "csv-boxes",
  "pdf",
]);
export type ReportKind = z.infer<typeof reportKindSchema>;

const runEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("started"),
    run: runInfoSchema,
    alreadyDone: z.number(),
    /** What the user must hear although the run goes on: a stored run that was damaged and set aside. */
    notices: z.array(failureSchema).optional(),
  }),
  /** How the model runs: with its first outcome, and when that turns out otherwise. */
  z.object({ kind: z.literal("execution"), execution: executionSchema }),
  z.object({ kind: z.literal("image"), outcome: imageOutcomeSchema }),
  z.object({
    kind: z.literal("progress"),
    done: z.number(),
    failed: z.number(),
    total: z.number(),
    imagesPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    paused: z.boolean(),
  }),
]);
export type RunEvent = z.infer<typeof runEvent>;

/** Page ↔ engine, over a port that main only brokers. */
export const engineContract = {
  openDataset: {
    input: z.object({
      grant: grantSchema,
      list: z.string().max(300).optional(),
      background: z.string().max(300).optional(),
    }),
    progress: z.object({ read: z.number(), total: z.number().nullable() }),
    output: outcome(datasetSchema),
  },
  openModel: {
    input: z.object({ grant: grantSchema }),
    output: modelOutcome,
  },
  /** Takes what a user filled in, or changed, and writes the model's manifest; one that exists is only replaced when asked, and kept aside. */
  completeModel: {
    input: z.object({ grant: grantSchema, answers: modelAnswersSchema, replace: z.boolean() }),
    output: modelOutcome,
  },
  /** Runs the model on one image of the open dataset, also with red and blue changed over, and judges both: by the ground truth, or by the boxes of a file. */
  selfCheckModel: {
    input: z.object({
      modelId: id,
      datasetId: id,
      imageId: id,
      provider: providerChoiceSchema,
      tuning: sessionTuningSchema,
      expected: grantSchema.optional(),
    }),
    progress: z.object({ done: z.number(), total: z.number() }),
    output: outcome(selfCheckReportSchema),
  },
  /** Runs, or continues the run of the same dataset, model, provider choice and score floor, whatever the tuning was; `fresh` starts over. */
  inspect: {
    input: z.object({
      datasetId: id,
      modelId: id,
      provider: providerChoiceSchema,
      tuning: sessionTuningSchema,
      scoreFloor: z.number().min(0).max(1),
      fresh: z.boolean(),
    }),
    progress: runEvent,
    output: outcome(z.object({ run: runInfoSchema, done: z.number(), failed: z.number(), complete: z.boolean() })),
  },
  pauseInspection: { input: z.object({ paused: z.boolean() }), output: z.object({ paused: z.boolean() }) },
  /** Encoded image that a browser can decode, already upright. */
  image: {
    input: z.object({ datasetId: id, imageId: id }),
    output: outcome(z.object({ imageId: id, bytes, mediaType: z.string(), width: z.number(), height: z.number() })),
  },
  thumbnail: {
    input: z.object({ datasetId: id, imageId: id, side: z.number().int().min(32).max(512) }),
    output: outcome(z.object({ imageId: id, bytes, mediaType: z.string(), width: z.number(), height: z.number() })),
  },
  /** Writes reports of a run into a folder; never over an existing file: a number is appended, and the names come back. */
  exportReports: {
    input: z.object({
      datasetId: id,
      runId: id,
      folder: grantSchema,
      kinds: z.array(reportKindSchema).min(1),
      threshold: z.number().min(0).max(1),
      counting: countingRuleSchema,
      language: languageSchema,
      /** For `comparison-current`. */
      imageId: id.optional(),
    }),
    progress: z.object({ done: z.number(), total: z.number(), file: z.string() }),
    output: outcome(
      z.object({ files: z.array(z.string()), skipped: z.array(z.object({ file: z.string(), reason: z.string() })) }),
    ),
  },
  /** Which providers this machine can run, each tried in an expendable process. */
  providers: {
    input: z.object({ refresh: z.boolean() }),
    output: z.object({
      available: z.array(z.object({ provider: providerSchema, ok: z.boolean(), reason: z.string() })),
    }),
  },
} as const;

const panelSide = z.number().min(0).max(10_000);
export const themeSchema = z.enum(["dark", "light", "system"]);

/** What Loupe remembers of its user between starts. No field has a default here: a partial change would bring it along; main fills in what an older file lacks. */
export const settingsSchema = z.object({
  language: languageSchema,
  theme: themeSchema,
  provider: providerChoiceSchema,
  tuning: sessionTuningSchema,
  scoreFloor: z.number().min(0.001).max(0.5),
  counting: countingRuleSchema,
  threshold: z.number().min(0).max(1),
  /** How ground truth and prediction stand: side by side, one above the other, or overlaid. */
  compareLayout: z.enum(["side", "stacked", "overlay"]),
  libraryMode: z.enum(["grid", "list"]),
  /** Pixels: widths of the library and the operating point, height of the histogram. */
  panels: z.object({ library: panelSide, threshold: panelSide, histogram: panelSide }),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a new user starts with; main takes the language from the system. */
export const DEFAULT_SETTINGS: Settings = {
  language: "en",
  theme: "dark",
  provider: "auto",
  tuning: DEFAULT_TUNING,
  scoreFloor: 0.01,
  counting: "exact",
  threshold: 0.5,
  compareLayout: "side",
  libraryMode: "grid",
  panels: { library: 272, threshold: 340, histogram: 220 },
};

export const recentProjectSchema = z.object({
  id,
  name: z.string(),
  kind: z.enum(["dataset", "model"]),
  lastOpened: z.string(),
  exists: z.boolean(),
});
export type RecentProject = z.infer<typeof recentProjectSchema>;

const granted = z.object({ grant: grantSchema, name: z.string() }).nullable();

/** A file or folder from outside the page: dropped, named on the command line, or sent by a second start. */
export const openedItemSchema = z.object({
  grant: grantSchema,
  name: z.string(),
  /** `model`: a model folder or file by its looks; a `folder` may still be either, the engine's answer decides. */
  kind: z.enum(["folder", "image", "model", "other"]),
});
export type OpenedItem = z.infer<typeof openedItemSchema>;

/** Page ↔ main: dialogs, settings, the window. No bulk data. */
export const appContract = {
  startUp: {
    input: z.object({}),
    output: z.object({
      settings: settingsSchema,
      /** Grants of the demo that ships with Loupe; null if its files are missing. */
      demo: z.object({ dataset: grantSchema, model: grantSchema }).nullable(),
      /** True when the window should open with the demo and inspect it. */
      openDemo: z.boolean(),
      /** What the command line named, to be opened at once. */
      open: z.array(openedItemSchema).optional(),
      versions: z.object({ loupe: z.string(), electron: z.string(), chrome: z.string() }),
      platform: z.string(),
    }),
  },
  pickDataset: { input: z.object({}), output: granted },
  pickModel: { input: z.object({}), output: granted },
  /** A file of boxes that a self-check is to find. */
  pickExpectedBoxes: { input: z.object({}), output: granted },
  pickReportFolder: { input: z.object({}), output: granted },
  recentProjects: { input: z.object({}), output: z.array(recentProjectSchema) },
  openRecent: { input: z.object({ id }), output: granted },
  forgetRecent: { input: z.object({ id }), output: z.object({}) },
  saveSettings: { input: settingsSchema.partial(), output: settingsSchema },
  revealReports: { input: z.object({ folder: grantSchema }), output: z.object({}) },
  setBusy: { input: z.object({ busy: z.boolean() }), output: z.object({}) },
} as const;

/** Main → page, one way. */
export const appEventSchema = z.discriminatedUnion("kind", [
  /** The engine ended; main starts it again and hands over a new port. */
  z.object({
    kind: z.literal("engine-lost"),
    reason: z.object({ en: z.string(), zh: z.string() }),
    restarting: z.boolean(),
  }),
  z.object({ kind: z.literal("engine-ready"), restarts: z.number() }),
  z.object({ kind: z.literal("menu"), command: z.string() }),
  /** A second start, or the system, hands over what to open. */
  z.object({ kind: z.literal("open"), items: z.array(openedItemSchema) }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;

export type Contract = Record<string, { input: z.ZodType; output: z.ZodType; progress?: z.ZodType }>;
export type EngineContract = typeof engineContract;
export type AppContract = typeof appContract;

export type InputOf<C extends Contract, K extends keyof C> = z.infer<C[K]["input"]>;
export type OutputOf<C extends Contract, K extends keyof C> = z.infer<C[K]["output"]>;
export type ProgressOf<C extends Contract, K extends keyof C> = C[K] extends { progress: infer P extends z.ZodType }
  ? z.infer<P>
  : never;
