/** A made-up second mode with the images alone. It shows the mode switch and what stays when the mode changes. */
import i18next from "i18next";
import type { CommandId } from "../commands/command.ts";
import type { Mode } from "../modes/mode.ts";
import { tune } from "../modes/tune/tune.ts";
import type { ModeId } from "../stores/windowStore.ts";

export const MADE_UP_MODE: Mode = {
  ...tune,
  id: "images" as ModeId,
  switchCommand: "switchToImages" as CommandId as Mode["switchCommand"],
  parts: { ...tune.parts, below: null, side: null },
  commands: tune.commands.filter(({ id }) => id !== "toggleHistogramPanel" && id !== "toggleThresholdPanel"),
};

/** Its texts are not part of the window's. */
export function nameMadeUpMode(): void {
  for (const [language, name] of [
    ["en", "Images"],
    ["zh", "图片"],
  ] as const) {
    i18next.addResource(language, "translation", "mode.images", name);
    i18next.addResource(language, "translation", "commands.switchToImages", name);
  }
}
