/** Keeps the runtime's optimised copies of graphs: loading a model from one takes about three quarters of the time. A copy that is missing, damaged or from another machine is made again. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Provider } from "../../../shared/core/run.ts";
import type { GraphOptimization } from "../../../shared/core/sessionTuning.ts";

export interface GraphCopy {
  /** Complete and verified; null when there is none yet. */
  readonly ready: string | null;
  /** Where the runtime may write a copy. */
  readonly draft: string;
  /** Writes, while `load` runs, a graph that the runtime reads instead of the model's own; null where it cannot be written. */
  withInput<T>(graph: Uint8Array, load: (path: string) => Promise<T>): Promise<T | null>;
  /** Keeps the draft if the runtime wrote it, and returns the path of the copy; null without one. */
  keep(): Promise<string | null>;
  /** Deletes a copy that did not load. */
  drop(): Promise<void>;
}

export interface CopyKey {
  readonly sha256: string;
  readonly provider: Provider;
  readonly runtimeVersion: string;
  readonly optimization: GraphOptimization;
}

/** The number of newest copies that are kept; each is about as large as its graph. */
const MAX_COPIES = 8;
/** A draft older than this was left by a process that died. */
const STALE_DRAFT_MS = 60 * 60_000;

/** Only the cpu's graphs can be saved; the other providers compile parts that live in the driver. */
export function isCacheable(provider: Provider): boolean {
  return provider === "cpu";
}

/** Incremented when the rewrites before optimising change (`poolScatter.ts`), so that earlier copies are not used. */
const REWRITES = 1;

let drafts = 0;

/**
 * `folder`: beside the user's settings. A disk error only means that there is no copy. A copy's name holds the hash of
 * its own bytes, so that one rename puts both in place: sessions, and processes, that write the same copy at the same
 * moment never find the bytes of one with the hash of another.
 */
export async function openGraphCopy(folder: string, key: CopyKey): Promise<GraphCopy> {
  // The optimiser chooses data layouts for this very processor.
  const name = createHash("sha256")
    .update(
      JSON.stringify([
        key.sha256,
        key.provider,
        key.runtimeVersion,
        key.optimization,
        REWRITES,
        cpus()[0]?.model ?? "",
        process.arch,
      ]),
    )
    .digest("hex")
    .slice(0, 40);
  // Two detectors of one model may load at the same time.
  const draft = join(folder, `${name}.${process.pid}-${++drafts}.tmp`);
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const ready = await findCopy(folder, name);
  return {
    ready,
    draft,
    async withInput(graph, load) {
      const input = draft.replace(/\.tmp$/, ".input.tmp");
      try {
        await writeFile(input, graph);
      } catch {
        await remove(input);
        return null;
      }
      return load(input).finally(() => remove(input));
    },
    async keep() {
      try {
        const hash = await hashOf(draft);
        if (hash === null) return null;
        const path = join(folder, `${name}.${hash}.onnx`);
        await rename(draft, path);
        await removeOld(folder);
        return path;
      } catch {
        // Where another process is reading the copy, some systems refuse to replace it: that one is equally good.
        await remove(draft);
        return null;
      }
    },
    async drop() {
      await Promise.all([...(ready === null ? [] : [ready]), draft].map(remove));
    },
  };
}

/** A flipped bit in a graph usually loads without an error: a copy whose hash does not match its name is deleted, not used. */
async function findCopy(folder: string, name: string): Promise<string | null> {
  const names = (await readdir(folder).catch(() => [])).filter(
    (file) => file.startsWith(`${name}.`) && file.endsWith(".onnx"),
  );
  for (const file of names) {
    const hash = await hashOf(join(folder, file));
    if (file === `${name}.${hash ?? ""}.onnx`) return join(folder, file);
    if (hash !== null) await remove(join(folder, file));
  }
  return null;
}

async function hashOf(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : createHash("sha256").update(bytes).digest("hex");
}

async function removeOld(folder: string): Promise<void> {
  const dated = await Promise.all(
    (await readdir(folder)).map(async (name) => ({
      name,
      time: await stat(join(folder, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => Infinity,
      ),
    })),
  );
  const copies = dated.filter(({ name }) => name.endsWith(".onnx")).sort((a, b) => b.time - a.time);
  const stale = dated.filter(({ name, time }) => name.endsWith(".tmp") && time < Date.now() - STALE_DRAFT_MS);
  await Promise.all([...copies.slice(MAX_COPIES), ...stale].map(({ name }) => remove(join(folder, name))));
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}
