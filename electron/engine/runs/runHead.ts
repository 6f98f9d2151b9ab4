/** The head of a stored run: its dataset, model and settings, protected by a checksum; earlier versions are converted to the newest form. */
import { createHash } from "node:crypto";
import type { DatabaseSyncInstance } from "@photostructure/sqlite";
import { z } from "zod";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import {
  MAX_RUN_NAME,
  providerAttemptSchema,
  providerRecordSchema,
  type RunInfo,
  runInfoSchema,
} from "../../../shared/core/run.ts";
import { type RunIdentity, runIdentitySchema } from "./runIdentity.ts";
import { storedReasonSchema } from "./storedReason.ts";

/** The version of a stored run: of its tables (`user_version` of the file) and of its head. */
export const RUN_VERSION = 3;

/** The folder of the run's images, so that a report can find them again. */
export const runSourceSchema = z.object({ folder: z.string() });
export type RunSource = z.infer<typeof runSourceSchema>;

/** Why a provider did not run, as a head of any version has it: before version 3 it was English text, empty where it ran. */
const attemptReason = z.union([z.literal("").transform(() => null), z.null(), storedReasonSchema]);

const storedInfoSchema = runInfoSchema.extend({
  provider: providerRecordSchema.extend({
    attempts: z.array(providerAttemptSchema.extend({ reason: attemptReason })),
  }),
});

const headVersion1 = z.object({ info: storedInfoSchema, identity: runIdentitySchema, source: runSourceSchema });

/** The name given by the user. */
const runNameSchema = z.string().min(1).max(MAX_RUN_NAME).nullable();

/** From version 2 on a head has a name and states its version. */
function headSchema(version: number) {
  return headVersion1.extend({ version: z.literal(version), name: runNameSchema });
}

export interface RunHead {
  readonly version: typeof RUN_VERSION;
  readonly name: string | null;
  readonly info: RunInfo;
  readonly identity: RunIdentity;
  readonly source: RunSource;
}

/** `unreadable` is not `none`: outcomes of an unknown run must not become those of whatever runs next. */
export type HeadReading =
  | { readonly kind: "none" }
  | { readonly kind: "head"; readonly head: RunHead }
  | { readonly kind: "unreadable"; readonly reason: Reason };

/** Reads the head of a file of version `version`, at most `RUN_VERSION`; nothing is written. */
export function readHead(db: DatabaseSyncInstance, version: number): HeadReading {
  const text = metaValue(db, "head");
  if (text === null) {
    const { stored } = db.prepare("SELECT EXISTS (SELECT 1 FROM outcomes) AS stored").get() as { stored: number };
    return stored ? { kind: "unreadable", reason: reason("head-missing") } : { kind: "none" };
  }
  if (version >= 2 && metaValue(db, "head_sha256") !== seal(text))
    return { kind: "unreadable", reason: reason("head-changed") };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable", reason: reason("head-not-json") };
  }
  return version === 1 ? lifted(value) : parsed(value, version);
}

/** Inside a transaction of the caller's. */
export function storeHead(db: DatabaseSyncInstance, head: RunHead): void {
  const text = JSON.stringify(head);
  const insert = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)");
  insert.run("head", text);
  insert.run("head_sha256", seal(text));
}

function parsed(value: unknown, version: number): HeadReading {
  const result = headSchema(version).safeParse(value);
  return result.success
    ? { kind: "head", head: { ...result.data, version: RUN_VERSION } }
    : { kind: "unreadable", reason: reason("of-unexpected-form", { problems: problem(result.error) }) };
}

/** Version 1 had no name, no version in the head, and no checksum. */
function lifted(value: unknown): HeadReading {
  const result = headVersion1.safeParse(value);
  return result.success
    ? { kind: "head", head: { version: RUN_VERSION, name: null, ...result.data } }
    : { kind: "unreadable", reason: reason("of-unexpected-form", { problems: problem(result.error) }) };
}

function problem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "" : `${issue.path.join(".") || "head"}: ${issue.message}`;
}

function metaValue(db: DatabaseSyncInstance, key: string): string | null {
  const row = db.prepare("SELECT value FROM meta WHERE key = ?").get(key) as { value?: unknown } | undefined;
  return typeof row?.value === "string" ? row.value : null;
}

function seal(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
