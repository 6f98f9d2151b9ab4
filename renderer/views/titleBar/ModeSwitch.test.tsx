/** The switch between modes is drawn when there is something to switch. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AppContext } from "../../appContext.tsx";
import type { CommandId } from "../../commands/command.ts";
import { createCommandRegistry, type CommandMode } from "../../commands/registry.ts";
import type { ModeId } from "../../stores/windowStore.ts";
import { createSmallWorld } from "../../testing/fakeWorld.ts";
import { ModeSwitch } from "./ModeSwitch.tsx";

const tune: CommandMode = { id: "tune", switchCommand: "switchToTune", commands: [] };
const other: CommandMode = { id: "other" as ModeId, switchCommand: "switchToOther" as CommandId, commands: [] };

function drawn(modes: readonly CommandMode[]): string {
  const { stores } = createSmallWorld();
  return renderToStaticMarkup(
    <AppContext stores={stores} registry={createCommandRegistry(modes)}>
      <ModeSwitch />
    </AppContext>,
  );
}

it("is not there for one mode", () => expect(drawn([tune])).toBe(""));

it("offers each of two, the one on screen checked", () => {
  const radios = [...drawn([tune, other]).matchAll(/<input[^>]*>/g)].map(([input]) => input);
  expect(radios.map((radio) => [/value="(\w+)"/.exec(radio)?.[1], radio.includes("checked")])).toEqual([
    ["tune", true],
    ["other", false],
  ]);
});
