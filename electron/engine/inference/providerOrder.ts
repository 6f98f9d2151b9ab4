/** Which providers are worth trying on a machine, in what order, and the cheap signs that one cannot be there. */
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { existsSync } from "node:fs";
import type { Provider } from "../../../shared/core/run.ts";

/** The order of `auto`; cpu is always last and always available. */
export function providerOrder(platform: NodeJS.Platform): readonly Provider[] {
  switch (platform) {
    case "win32":
      return ["tensorrt", "cuda", "dml", "webgpu", "cpu"];
    case "darwin":
      return ["coreml", "webgpu", "cpu"];
    default:
      return ["tensorrt", "cuda", "webgpu", "cpu"];
  }
}

/**
 * Why a provider cannot be available on this machine, or null if only a trial can show it. It saves a machine without a
 * GPU the start of one process per provider.
 */
export function absentReason(
  provider: Provider,
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
): Reason | null {
  if (!providerOrder(platform).includes(provider)) return reason("not-on-system", { system: platform });
  if (platform !== "linux") return null;
  const nvidia = exists("/dev/nvidiactl") || exists("/dev/dxg");
  if (provider === "cuda" || provider === "tensorrt") return nvidia ? null : reason("no-nvidia-device");
  const driverNamed = environment["VK_ICD_FILENAMES"] !== undefined || environment["VK_DRIVER_FILES"] !== undefined;
  if (provider === "webgpu")
    return nvidia || driverNamed || exists("/dev/dri/renderD128") ? null : reason("no-gpu-device");
  return null;
}
