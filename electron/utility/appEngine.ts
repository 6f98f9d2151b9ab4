/** The engine as the app hosts it: the same handlers as everywhere, with the app's folders and versions. */
import type { EngineContract } from "../../shared/ipc/contract.ts";
import type { Handlers } from "../../shared/ipc/rpc.ts";
import { createEngineHandlers, type EngineOptions } from "../engine/engineHandlers.ts";
import { imageLibraryVersion } from "../engine/images/encodedImage.ts";
import { runtimeVersion } from "../engine/inference/ortDetector.ts";

export interface AppEngineOptions extends Pick<EngineOptions, "resolveGrant" | "runsFolder" | "operator"> {
  readonly probe: NonNullable<EngineOptions["probe"]>;
  readonly versions: { readonly loupe: string; readonly electron: string };
}

export function createAppEngine({ versions, ...options }: AppEngineOptions): Handlers<EngineContract> {
  return createEngineHandlers({
    ...options,
    versions: { loupe: versions.loupe, onnxruntime: runtimeVersion(), sharp: imageLibraryVersion(), host: `Electron ${versions.electron}` },
  });
}
