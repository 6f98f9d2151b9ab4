/** The only channel between processes, composed by subject: every command has schemas for its input, its result and its progress. */
import type { z } from "zod";
import { analysisCommands } from "./analysis.ts";
import type { appContract } from "./app.ts";
import { datasetCommands } from "./datasets.ts";
import { modelCommands } from "./models.ts";
import { reportCommands } from "./reports.ts";
import { runCommands } from "./runs.ts";

export { failureSchema, type Failure } from "../core/failure.ts";
export { languageSchema, type Language } from "../words/languages.ts";
export * from "./app.ts";
export { modelInfoSchema, type ModelInfo } from "./models.ts";
export { grantSchema, type Grant } from "./outcome.ts";
export { reportKindSchema, type ReportKind } from "./reports.ts";
export type { RunEntry, RunEvent, UnusableRun } from "./runs.ts";

/** Page ↔ engine, over a port that main only hands over. */
export const engineContract = {
  ...datasetCommands,
  ...modelCommands,
  ...runCommands,
  ...analysisCommands,
  ...reportCommands,
} as const;

export type Contract = Record<string, { input: z.ZodType; output: z.ZodType; progress?: z.ZodType }>;
export type EngineContract = typeof engineContract;
export type AppContract = typeof appContract;

export type InputOf<C extends Contract, K extends keyof C> = z.infer<C[K]["input"]>;
export type OutputOf<C extends Contract, K extends keyof C> = z.infer<C[K]["output"]>;
export type ProgressOf<C extends Contract, K extends keyof C> = C[K] extends { progress: infer P extends z.ZodType }
  ? z.infer<P>
  : never;
