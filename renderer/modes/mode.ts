/** What a mode is: how the window is laid out for one kind of work, from which parts, and which commands work in it. */
import type { ComponentType } from "react";
import type { Command } from "../commands/command.ts";
import type { en } from "../../shared/words/en/window.ts";
import type { ModeId } from "../stores/windowStore.ts";

/** A part of the layout, and the text that names the line by which its size is changed. */
export interface ModePart {
  readonly View: ComponentType;
  readonly resize: `workspace.${keyof typeof en.workspace}`;
}

/** A view that stands in two modes at the same place stays what it is while one mode gives way to the other. */
export interface ModeParts {
  readonly library: ModePart | null;
  readonly panes: ComponentType;
  /** Under the panes. */
  readonly below: ModePart | null;
  /** At the right. */
  readonly side: ModePart | null;
}

export interface Mode {
  /** Its texts are `mode.<id>` and `commands.<switchCommand>`. */
  readonly id: ModeId;
  readonly switchCommand: `switchTo${Capitalize<ModeId>}`;
  readonly Layout: ComponentType<{ readonly parts: ModeParts }>;
  readonly parts: ModeParts;
  /** Those that work here besides the ones that work everywhere; two modes may share some, and may use one key for two things. */
  readonly commands: readonly Command[];
}
