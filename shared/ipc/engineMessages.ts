/** Messages between main and the engine process apart from the page's port: start, grants, heartbeat, provider trials. */
import { z } from "zod";
import { reasonSchema } from "../core/reason.ts";
import { deviceLossSchema, providerSchema } from "../core/run.ts";
import { grantSchema } from "./contract.ts";

const messageId = z.number().int().nonnegative();
const trialOutcomeSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), milliseconds: z.number() }),
  z.object({ ok: z.literal(false), reason: reasonSchema }),
]);
export type TrialOutcome = z.infer<typeof trialOutcomeSchema>;

/** What the engine asks of a graph's first run; its parts are the engine's own, and main only passes them on. */
const firstRunRequest = z.record(z.string(), z.unknown());
const firstRunOutcome = z.object({ kind: z.string() }).loose();

/** Null: the trial graph that comes with Loupe. */
const graphPath = z.string().nullable();

export const testFaultSchema = z.enum(["throw", "exit", "hang", "exhaust-memory"]);
export type TestFault = z.infer<typeof testFaultSchema>;

/** Main → engine process. */
export const toEngineSchema = z.discriminatedUnion("kind", [
  /** The first message to an engine. */
  z.object({
    kind: z.literal("start"),
    runsFolder: z.string(),
    operator: z.string(),
    versions: z.object({ loupe: z.string(), electron: z.string() }),
    grants: z.array(z.object({ grant: grantSchema, path: z.string() })),
    /** Devices lost by earlier engines since this app was started. */
    losses: z.array(deviceLossSchema),
    /** True only in tests that inject faults. */
    faults: z.boolean(),
    /** True only in tests that pretend that the cpu is a GPU, which is lost in the middle of a run. */
    fakeGpu: z.boolean(),
    /** Null except in tests with images that end the engine: images of this width do. */
    deadlyWidth: z.number().int().positive().nullable(),
  }),
  /** The only message to a process that tries a provider and may crash. */
  z.object({ kind: z.literal("trial"), provider: providerSchema, graphPath }),
  /** The only message to a process that runs a graph for the first time and may crash. */
  z.object({ kind: z.literal("first-run"), request: firstRunRequest }),
  /** Main reports a grant to the page only after `granted` came back. */
  z.object({ kind: z.literal("grant"), id: messageId, grant: grantSchema, path: z.string() }),
  /** Carries a port: a page that may call the engine. */
  z.object({ kind: z.literal("page") }),
  z.object({ kind: z.literal("ping"), id: messageId }),
  z.object({ kind: z.literal("trial-result"), id: messageId, outcome: trialOutcomeSchema }),
  z.object({ kind: z.literal("first-run-result"), id: messageId, outcome: firstRunOutcome }),
  z.object({ kind: z.literal("fault"), fault: testFaultSchema }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** Engine process → main. */
export const fromEngineSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  /** The engine cannot work on this machine; restarting it would not help. */
  z.object({ kind: z.literal("unfit"), reason: z.string() }),
  /** Its process is no longer usable: main ends it and starts another, which is informed. */
  z.object({ kind: z.literal("device-lost"), ...deviceLossSchema.shape }),
  /** A model took more than it may, and only the end of its process ends it. */
  z.object({ kind: z.literal("over-limit"), why: reasonSchema }),
  z.object({ kind: z.literal("granted"), id: messageId }),
  z.object({ kind: z.literal("pong"), id: messageId }),
  z.object({ kind: z.literal("trial"), id: messageId, provider: providerSchema, graphPath }),
  /** `patienceMs`: how long main waits for the process, which tells of its own limits. */
  z.object({ kind: z.literal("first-run"), id: messageId, request: firstRunRequest, patienceMs: z.number() }),
  /** The page opened a dataset or a model, and it is one. */
  z.object({ kind: z.literal("opened"), grant: grantSchema, what: z.enum(["dataset", "model"]) }),
  /** From a process that tries a provider. */
  z.object({ kind: z.literal("tried"), outcome: trialOutcomeSchema }),
  /** Of a process that runs a graph for the first time. */
  z.object({ kind: z.literal("first-ran"), outcome: firstRunOutcome }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
