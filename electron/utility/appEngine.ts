/** The engine as the app hosts it: the common handlers with the app's folders and versions. */
import path from "node:path";
import type { EngineContract, Grant } from "../../shared/ipc/contract.ts";
import type { Handlers } from "../../shared/ipc/rpc.ts";
import { createEngineHandlers, type EngineOptions } from "../engine/engineHandlers.ts";
import { imageLibraryVersion } from "../engine/images/encodedImage.ts";
import { runtimeVersion } from "../engine/inference/ortRuntime.ts";

export interface AppEngineOptions
  extends Pick<
    EngineOptions,
    | "resolveGrant"
    | "runsFolder"
    | "operator"
    | "losses"
    | "onDeviceLost"
    | "createDetector"
    | "firstRun"
    | "onOverLimit"
  > {
  readonly probe: NonNullable<EngineOptions["probe"]>;
  /** Told before the page hears of it. */
  readonly onOpened: (grant: Grant, what: "dataset" | "model") => void;
  readonly versions: { readonly loupe: string; readonly electron: string };
}

export function createAppEngine({ versions, onOpened, ...options }: AppEngineOptions): Handlers<EngineContract> {
  const engine = createEngineHandlers({
    ...options,
    manifestsFolder: path.join(path.dirname(options.runsFolder), "models"),
    graphsFolder: path.join(path.dirname(options.runsFolder), "graphs"),
    versions: {
      loupe: versions.loupe,
      onnxruntime: runtimeVersion(),
      sharp: imageLibraryVersion(),
      host: `Electron ${versions.electron}`,
    },
  });
  return {
    ...engine,
    async openDataset(input, context) {
      const opened = await engine.openDataset(input, context);
      if (opened.ok) onOpened(input.grant, "dataset");
      return opened;
    },
    async openModel(input, context) {
      const opened = await engine.openModel(input, context);
      if (opened.ok) onOpened(input.grant, "model");
      return opened;
    },
    async completeModel(input, context) {
      const opened = await engine.completeModel(input, context);
      if (opened.ok) onOpened(input.grant, "model");
      return opened;
    },
  };
}
