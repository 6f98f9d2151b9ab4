/** Every mode, in the order of the switch in the title bar. */
import type { Mode } from "./mode.ts";
import { tune } from "./tune/tune.ts";

export const MODES: readonly [Mode, ...Mode[]] = [tune];
