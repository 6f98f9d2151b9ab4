/** The type of a mode: the window's layout for one kind of work, its parts, and the commands that work in it. */
import type { ComponentType } from "react";
import type { Command } from "../commands/command.ts";
import type { en } from "../../shared/words/en/window.ts";
import type { ModeId } from "../stores/windowStore.ts";

/** A part of the layout, and the text that names its resize handle. */
export interface ModePart {
  readonly View: ComponentType;
  readonly resize: `workspace.${keyof typeof en.workspace}`;
}

/** A view that two modes have at the same place is kept when the mode changes. */
export interface ModeParts {
  readonly library: ModePart | null;
  readonly panes: ComponentType;
  /** Below the panes. */
  readonly below: ModePart | null;
  /** On the right. */
  readonly side: ModePart | null;
}

export interface Mode {
  /** Its texts are `mode.<id>` and `commands.<switchCommand>`. */
  readonly id: ModeId;
  readonly switchCommand: `switchTo${Capitalize<ModeId>}`;
  readonly Layout: ComponentType<{ readonly parts: ModeParts }>;
  readonly parts: ModeParts;
  /** Commands that work here besides those that work everywhere; modes may share commands, and may use a key for different ones. */
  readonly commands: readonly Command[];
}
