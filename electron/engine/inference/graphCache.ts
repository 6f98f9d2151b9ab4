/** Keeps the runtime's optimised copies of graphs: loading one takes about half the time. A copy that is missing, damaged or of another machine is simply made again. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Provider } from "../../../shared/core/run.ts";
import type { GraphOptimization } from "../../../shared/core/sessionTuning.ts";

export interface GraphCopy {
  /** Whole and checked; null when there is none yet. */
  readonly ready: string | null;
  /** Where the runtime may write one. */
  readonly draft: string;
  /** Takes the draft over, when the runtime wrote it. */
  keep(): Promise<void>;
  /** Forgets a copy that did not load. */
  drop(): Promise<void>;
}

export interface CopyKey {
  readonly sha256: string;
  readonly provider: Provider;
  readonly runtimeVersion: string;
  readonly optimization: GraphOptimization;
}

/** The newest copies that stay; each is about as large as its graph. */
const MOST_COPIES = 8;

/** Only the cpu's graphs can be written down; the others compile parts that live in the driver. */
export function isCacheable(provider: Provider): boolean {
  return provider === "cpu";
}

let drafts = 0;

/** `folder`: beside the user's settings. Failures of the disk only mean that there is no copy. */
export async function openGraphCopy(folder: string, key: CopyKey): Promise<GraphCopy> {
  // The optimiser lays data out for this very processor.
  const name = createHash("sha256").update(JSON.stringify([key.sha256, key.provider, key.runtimeVersion, key.optimization, cpus()[0]?.model ?? "", process.arch])).digest("hex").slice(0, 40);
  const path = join(folder, `${name}.onnx`);
  const mark = join(folder, `${name}.sha256`);
  // Sessions of one model load side by side.
  const draft = join(folder, `${name}.${process.pid}-${++drafts}.tmp`);
  const drop = async () => {
    await Promise.all([path, mark, draft].map((file) => rm(file, { force: true }).catch(() => undefined)));
  };
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const hashes = await Promise.all([hashOf(path), readFile(mark, "utf8").catch(() => null)]);
  const whole = hashes[0] !== null && hashes[0] === hashes[1];
  return {
    ready: whole ? path : null,
    draft,
    async keep() {
      try {
        const hash = await hashOf(draft);
        if (hash === null) return;
        await writeFile(mark, hash);
        await rename(draft, path);
        await removeOld(folder);
      } catch {
        await drop();
      }
    },
    drop,
  };
}

/** A flipped bit in a graph usually loads without complaint: a copy is used only when its hash fits. */
async function hashOf(path: string): Promise<string | null> {
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : createHash("sha256").update(bytes).digest("hex");
}

async function removeOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".onnx"));
  const dated = await Promise.all(names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })));
  dated.sort((a, b) => b.time - a.time);
  for (const { name } of dated.slice(MOST_COPIES)) {
    await rm(join(folder, name), { force: true });
    await rm(join(folder, name.replace(/\.onnx$/, ".sha256")), { force: true });
  }
}
