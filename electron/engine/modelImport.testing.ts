/** An engine with a bare model and two images, for tests of importing and checking a model. */
import { failureText } from "../../shared/words/failureText.ts";
import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { engineContract, type EngineContract } from "../../shared/ipc/contract.ts";
import { type Client, createClient, createPortPair, serve } from "../../shared/ipc/rpc.ts";
import { createEngineHandlers } from "./engineHandlers.ts";
import { folderOf, vocXml } from "./fixtures/folderOf.testing.ts";
import { solidPng } from "./fixtures/solidPng.testing.ts";

export const BRIGHTNESS = path.join(import.meta.dirname, "fixtures/brightness");
export const GRAPHS = path.join(import.meta.dirname, "inference/fixtures/graphs");
export const CLASSES = ["亮", "red", "dark"];

export const newFolder = (name: string) => mkdtempSync(path.join(tmpdir(), `loupe-${name}-`));

export function startEngine(
  grants: Readonly<Record<string, string>>,
  runsFolder = newFolder("runs"),
  manifestsFolder = newFolder("kept"),
): Client<EngineContract> {
  const [page, engine] = createPortPair();
  const versions = { loupe: "0", onnxruntime: "1", sharp: "2", host: "test" };
  serve(
    engineContract,
    createEngineHandlers({
      resolveGrant: (grant) => grants[grant] ?? null,
      runsFolder,
      manifestsFolder,
      operator: "tester",
      versions,
    }),
    engine,
    (command, error) => {
      throw new Error(command, { cause: error });
    },
  );
  return createClient(engineContract, page);
}

/** A torchvision graph that scores each class by a brightness of the image; nothing beside it describes it. */
export function bareModel(): string {
  const folder = newFolder("model");
  copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(folder, "light.onnx"));
  return folder;
}

/** A red image with the defect where the model answers red, and a black one. */
export function dataset(defect = "red"): string {
  return folderOf({
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": "a.png a.xml\nb.png b.xml",
    "a.png": solidPng(100, 100, [255, 0, 0]),
    "a.xml": vocXml([{ name: defect, box: [50, 60, 90, 80] }], [100, 100]),
    "b.png": solidPng(100, 100, [0, 0, 0]),
    "b.xml": vocXml([{ name: "亮", box: [1, 1, 9, 9] }], [100, 100]),
  });
}

export async function opened(client: Client<EngineContract>, grants: { model: string; set?: string }) {
  const model = await client.openModel({ grant: grants.model });
  if (!model.ok) throw new Error(failureText(model.failure, "en"));
  const set = await client.openDataset({ grant: grants.set ?? "set" });
  if (!set.ok) throw new Error(failureText(set.failure, "en"));
  return { model: model.value, set: set.value };
}
