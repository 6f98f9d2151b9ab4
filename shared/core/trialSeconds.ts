/** How long a provider may take to show that it works: the window and the command line give it the same time. */
import type { Provider } from "./run.ts";

/** TensorRT builds its engine on the first load, which takes minutes; the others need a second or two. */
export function trialSeconds(provider: Provider): number {
  return provider === "tensorrt" ? 300 : 60;
}
