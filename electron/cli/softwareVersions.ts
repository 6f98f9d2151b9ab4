/** The software versions recorded with a result. */
import { version as loupeVersion } from "../../package.json";
import type { RunInfo } from "../../shared/core/run.ts";
import { runtimeVersion } from "../engine/inference/ortRuntime.ts";
import { imageLibraryVersion } from "../engine/images/encodedImage.ts";

export { loupeVersion };

export function softwareVersions(): RunInfo["versions"] {
  return {
    loupe: loupeVersion,
    onnxruntime: runtimeVersion(),
    sharp: imageLibraryVersion(),
    host: `Node ${process.versions.node}`,
  };
}
