/** Commands between page and main: dialogs, settings, the window, and main's own events. No bulk data. */
import { z } from "zod";
import { decisionRuleSchema } from "../core/decisionRule.ts";
import { keyPressSchema } from "../core/keyPress.ts";
import { reasonSchema } from "../core/reason.ts";
import { languageSchema } from "../words/languages.ts";
import { providerChoiceSchema } from "../core/run.ts";
import { DEFAULT_LIMITS, runLimitsSchema } from "../core/runLimits.ts";
import { DEFAULT_TUNING, sessionTuningSchema } from "../core/sessionTuning.ts";
import { MAX_OPERATOR_LENGTH } from "./reports.ts";
import { grantSchema, idSchema } from "./outcome.ts";

const panelSide = z.number().min(0).max(10_000);
export const themeSchema = z.enum(["dark", "light", "system"]);

/** The user's settings, kept between starts. Fields have no defaults here: a partial change would then overwrite the others; main fills in what an older file lacks. */
export const settingsSchema = z.object({
  language: languageSchema,
  theme: themeSchema,
  provider: providerChoiceSchema,
  tuning: sessionTuningSchema,
  limits: runLimitsSchema,
  scoreFloor: z.number().min(0.001).max(0.5),
  /** Layout of ground truth and prediction; `auto` is side by side or one above the other, whichever makes the image larger. */
  compareLayout: z.enum(["auto", "side", "stacked", "overlay"]),
  /** Zoom and place stay from image to image. */
  keepZoom: z.boolean(),
  libraryMode: z.enum(["grid", "list"]),
  /** The mode that was on screen last; one that this version does not have is passed over. */
  mode: z.string().max(32),
  /** Pixels: widths of the library and the operating-point panel, height of the histogram. */
  panels: z.object({ library: panelSide, threshold: panelSide, histogram: panelSide }),
  /** Panels that the user has closed; a narrow window hides more of them without a change here. */
  collapsedPanels: z.object({ library: z.boolean(), threshold: z.boolean(), histogram: z.boolean() }),
  /** The name on reports; empty for none. */
  operator: z.string().max(MAX_OPERATOR_LENGTH),
  /** Keys of commands by command id, where they differ from the defaults; an empty list removes them. Ids of other versions are kept. */
  keys: z.record(z.string().max(64), z.array(keyPressSchema).max(8)),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The settings of a new user; main takes the language from the system. */
export const DEFAULT_SETTINGS: Settings = {
  language: "en",
  theme: "dark",
  provider: "auto",
  tuning: DEFAULT_TUNING,
  limits: DEFAULT_LIMITS,
  scoreFloor: 0.01,
  compareLayout: "auto",
  keepZoom: false,
  libraryMode: "grid",
  mode: "tune",
  panels: { library: 240, threshold: 300, histogram: 152 },
  collapsedPanels: { library: false, threshold: false, histogram: false },
  operator: "",
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

/** A project is a dataset with a model, whichever folders they are in. */
const projectSchema = z.object({ datasetHash: idSchema, modelSha256: idSchema });

const granted = z.object({ grant: grantSchema, name: z.string() }).nullable();

/** A file or folder from outside the page: dropped, named on the command line, or passed on by a second instance. */
export const openedItemSchema = z.object({
  grant: grantSchema,
  name: z.string(),
  /** `model`: looks like a model folder or file; a `folder` may be a model or a dataset, which the engine decides. */
  kind: z.enum(["folder", "image", "model", "other"]),
});
export type OpenedItem = z.infer<typeof openedItemSchema>;

const countOfTotal = z.object({ done: z.number().int().nonnegative(), total: z.number().int().nonnegative() });
const busySchema = z.object({
  /** Images; null where no inspection is under way. */
  inspection: countOfTotal.nullable(),
  /** Files; null where no reports are written. */
  reports: countOfTotal.nullable(),
});
export type Busy = z.infer<typeof busySchema>;

export const appContract = {
  startUp: {
    input: z.object({}),
    output: z.object({
      settings: settingsSchema,
      /** Grants of the demo that ships with Loupe; null if its files are missing. */
      demo: z.object({ dataset: grantSchema, model: grantSchema }).nullable(),
      /** True when the window should open with the demo and inspect it. */
      openDemo: z.boolean(),
      /** What the command line named, to be opened immediately. */
      open: z.array(openedItemSchema).optional(),
      versions: z.object({ loupe: z.string(), electron: z.string(), chrome: z.string() }),
      platform: z.string(),
    }),
  },
  pickDataset: { input: z.object({}), output: granted },
  pickModel: { input: z.object({}), output: granted },
  /** A file of boxes that a self-check is compared with. */
  pickExpectedBoxes: { input: z.object({}), output: granted },
  pickReportFolder: { input: z.object({}), output: granted },
  recentProjects: { input: z.object({}), output: z.array(recentProjectSchema) },
  openRecent: { input: z.object({ id: idSchema }), output: granted },
  forgetRecent: { input: z.object({ id: idSchema }), output: z.object({}) },
  saveSettings: { input: settingsSchema.partial(), output: settingsSchema },
  /** The decision rule saved for a dataset with a model; null where there is none or it cannot be read. */
  projectRule: { input: projectSchema, output: decisionRuleSchema.nullable() },
  saveProjectRule: { input: projectSchema.extend({ rule: decisionRuleSchema }), output: z.object({}) },
  revealReports: { input: z.object({ folder: grantSchema }), output: z.object({}) },
  /** The window became full screen, or no longer is. */
  toggleFullScreen: { input: z.object({}), output: z.object({}) },
  /** What is under way, whenever that changes and at most once a second: main keeps the machine awake for it, and asks before it closes the window. */
  setBusy: { input: z.object({ busy: busySchema.nullable() }), output: z.object({}) },
} as const;

/** Events from main to the page, one way. */
export const appEventSchema = z.discriminatedUnion("kind", [
  /** The engine ended; main restarts it and sends a new port. */
  z.object({
    kind: z.literal("engine-lost"),
    reason: reasonSchema,
    /** The code of its end, for whoever supports the user; null where the reason says all. */
    details: reasonSchema.nullable(),
    restarting: z.boolean(),
  }),
  z.object({ kind: z.literal("engine-ready"), restarts: z.number() }),
  z.object({ kind: z.literal("menu"), command: z.string() }),
  /** A second instance, or the system, passes on files to open. */
  z.object({ kind: z.literal("open"), items: z.array(openedItemSchema) }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;
