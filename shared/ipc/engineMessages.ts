/** What main and the engine process say to each other besides the page's port: start, grants, heartbeat, trials of providers. */
import { z } from "zod";
import { deviceLossSchema, providerSchema } from "../core/run.ts";
import { grantSchema } from "./contract.ts";

const messageId = z.number().int().nonnegative();
const trialOutcomeSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), milliseconds: z.number() }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);
export type TrialOutcome = z.infer<typeof trialOutcomeSchema>;

/** Null: the runtime's own trial graph. */
const graphPath = z.string().nullable();

export const testFaultSchema = z.enum(["throw", "exit", "hang", "exhaust-memory"]);
export type TestFault = z.infer<typeof testFaultSchema>;

/** Main → engine process. */
export const toEngineSchema = z.discriminatedUnion("kind", [
  /** The first message of an engine. */
  z.object({
    kind: z.literal("start"),
    runsFolder: z.string(),
    operator: z.string(),
    versions: z.object({ loupe: z.string(), electron: z.string() }),
    grants: z.array(z.object({ grant: grantSchema, path: z.string() })),
    /** What the engines before this one lost, while this app has been running. */
    losses: z.array(deviceLossSchema),
    /** True only where tests inject faults. */
    faults: z.boolean(),
    /** True only where tests pretend that the cpu is a GPU, which goes away in the middle of a run. */
    fakeGpu: z.boolean(),
    /** Null but where tests have images that end the engine: those of this width do. */
    deadlyWidth: z.number().int().positive().nullable(),
  }),
  /** The only message of a process that tries a provider and may die of it. */
  z.object({ kind: z.literal("trial"), provider: providerSchema, graphPath }),
  /** Main tells the page of a grant only after `granted` came back. */
  z.object({ kind: z.literal("grant"), id: messageId, grant: grantSchema, path: z.string() }),
  /** Comes with a port: a page that may call the engine. */
  z.object({ kind: z.literal("page") }),
  z.object({ kind: z.literal("ping"), id: messageId }),
  z.object({ kind: z.literal("trial-result"), id: messageId, outcome: trialOutcomeSchema }),
  z.object({ kind: z.literal("fault"), fault: testFaultSchema }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** Engine process → main. */
export const fromEngineSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  /** The engine cannot work on this machine; starting it again would not help. */
  z.object({ kind: z.literal("unfit"), reason: z.string() }),
  /** Its process is done for: main ends it and starts another, which knows. */
  z.object({ kind: z.literal("device-lost"), ...deviceLossSchema.shape }),
  z.object({ kind: z.literal("granted"), id: messageId }),
  z.object({ kind: z.literal("pong"), id: messageId }),
  z.object({ kind: z.literal("trial"), id: messageId, provider: providerSchema, graphPath }),
  /** A page opened it and it is what it should be. */
  z.object({ kind: z.literal("opened"), grant: grantSchema, what: z.enum(["dataset", "model"]) }),
  /** Of a process that tries a provider. */
  z.object({ kind: z.literal("tried"), outcome: trialOutcomeSchema }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;
