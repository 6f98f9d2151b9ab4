/** Page ↔ main: dialogs, settings, the window, and what main says by itself. No bulk data. */
import { z } from "zod";
import { decisionRuleSchema } from "../core/decisionRule.ts";
import { keyPressSchema } from "../core/keyPress.ts";
import { reasonSchema } from "../core/reason.ts";
import { languageSchema } from "../words/languages.ts";
import { providerChoiceSchema } from "../core/run.ts";
import { DEFAULT_TUNING, sessionTuningSchema } from "../core/sessionTuning.ts";
import { grantSchema, idSchema } from "./outcome.ts";

const panelSide = z.number().min(0).max(10_000);
export const themeSchema = z.enum(["dark", "light", "system"]);

/** What Loupe remembers of its user between starts. No field has a default here: a partial change would bring it along; main fills in what an older file lacks. */
export const settingsSchema = z.object({
  language: languageSchema,
  theme: themeSchema,
  provider: providerChoiceSchema,
  tuning: sessionTuningSchema,
  scoreFloor: z.number().min(0.001).max(0.5),
  /** How ground truth and prediction stand: side by side, one above the other, or overlaid. */
  compareLayout: z.enum(["side", "stacked", "overlay"]),
  libraryMode: z.enum(["grid", "list"]),
  /** Pixels: widths of the library and the operating point, height of the histogram. */
  panels: z.object({ library: panelSide, threshold: panelSide, histogram: panelSide }),
  /** Keys of commands, by the command's id, where they differ from its own; an empty list takes them away. Ids of other versions are kept. */
  keys: z.record(z.string().max(64), z.array(keyPressSchema).max(8)),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a new user starts with; main takes the language from the system. */
export const DEFAULT_SETTINGS: Settings = {
  language: "en",
  theme: "dark",
  provider: "auto",
  tuning: DEFAULT_TUNING,
  scoreFloor: 0.01,
  compareLayout: "side",
  libraryMode: "grid",
  panels: { library: 272, threshold: 340, histogram: 220 },
  keys: {},
};

export const recentProjectSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(["dataset", "model"]),
  lastOpened: z.string(),
  exists: z.boolean(),
});
export type RecentProject = z.infer<typeof recentProjectSchema>;

/** A project is a dataset with a model, whatever folders they lie in. */
const projectSchema = z.object({ datasetHash: idSchema, modelSha256: idSchema });

const granted = z.object({ grant: grantSchema, name: z.string() }).nullable();

/** A file or folder from outside the page: dropped, named on the command line, or sent by a second start. */
export const openedItemSchema = z.object({
  grant: grantSchema,
  name: z.string(),
  /** `model`: a model folder or file by its looks; a `folder` may still be either, the engine's answer decides. */
  kind: z.enum(["folder", "image", "model", "other"]),
});
export type OpenedItem = z.infer<typeof openedItemSchema>;

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
  openRecent: { input: z.object({ id: idSchema }), output: granted },
  forgetRecent: { input: z.object({ id: idSchema }), output: z.object({}) },
  saveSettings: { input: settingsSchema.partial(), output: settingsSchema },
  /** The decision rule that was saved for a dataset with a model; null where none was, or it cannot be read. */
  projectRule: { input: projectSchema, output: decisionRuleSchema.nullable() },
  saveProjectRule: { input: projectSchema.extend({ rule: decisionRuleSchema }), output: z.object({}) },
  revealReports: { input: z.object({ folder: grantSchema }), output: z.object({}) },
  /** The window fills its screen, or no longer does. */
  toggleFullScreen: { input: z.object({}), output: z.object({}) },
  setBusy: { input: z.object({ busy: z.boolean() }), output: z.object({}) },
} as const;

/** Main → page, one way. */
export const appEventSchema = z.discriminatedUnion("kind", [
  /** The engine ended; main starts it again and hands over a new port. */
  z.object({
    kind: z.literal("engine-lost"),
    reason: reasonSchema,
    restarting: z.boolean(),
  }),
  z.object({ kind: z.literal("engine-ready"), restarts: z.number() }),
  z.object({ kind: z.literal("menu"), command: z.string() }),
  /** A second start, or the system, hands over what to open. */
  z.object({ kind: z.literal("open"), items: z.array(openedItemSchema) }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;
