/** The datasets and models that were opened before, newest first. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { RecentProject } from "../../shared/ipc/contract.ts";
import { readJsonFile, writeJsonFile } from "./jsonFile.ts";

const LIMIT = 20;
const entriesSchema = z
  .array(z.object({ path: z.string().min(1), kind: z.enum(["dataset", "model"]), lastOpened: z.string() }))
  .max(200);
type Entry = z.infer<typeof entriesSchema>[number];

export interface RecentProjects {
  readonly list: () => RecentProject[];
  readonly pathOf: (id: string) => { readonly path: string; readonly kind: Entry["kind"] } | null;
  readonly remember: (file: string, kind: Entry["kind"]) => void;
  readonly forget: (id: string) => void;
}

export function openRecentProjects(file: string, now: () => Date = () => new Date()): RecentProjects {
  let entries: readonly Entry[] = readJsonFile(file, entriesSchema, []).value;

  function keep(next: readonly Entry[]): void {
    entries = next.slice(0, LIMIT);
    try {
      writeJsonFile(file, entries);
    } catch (error) {
      console.warn(`Recent projects cannot be saved: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return {
    list: () =>
      entries.map((entry) => ({
        id: idOf(entry),
        name: path.basename(entry.path) || entry.path,
        kind: entry.kind,
        lastOpened: entry.lastOpened,
        exists: existsSync(entry.path),
      })),
    pathOf: (id) => entries.find((entry) => idOf(entry) === id) ?? null,
    remember(target, kind) {
      const entry = { path: path.resolve(target), kind, lastOpened: now().toISOString() };
      keep([entry, ...entries.filter((other) => idOf(other) !== idOf(entry))]);
    },
    forget: (id) => keep(entries.filter((entry) => idOf(entry) !== id)),
  };
}

/** Stable over starts and silent about the path. */
function idOf({ path: target, kind }: Pick<Entry, "path" | "kind">): string {
  return createHash("sha256").update(`${kind}\0${target}`).digest("hex").slice(0, 32);
}
