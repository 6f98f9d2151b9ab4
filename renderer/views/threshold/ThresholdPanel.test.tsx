/** The operating point of images without ground truth: a share with its denominator, and no rate that nobody can know. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AppContext } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { createCommandRegistry } from "../../commands/registry.ts";
import { startSession } from "../../stores/session.ts";
import { createSmallWorld, SMALL_FOLDER, until } from "../../testing/fakeWorld.ts";
import { ThresholdPanel } from "./ThresholdPanel.tsx";

it("shows the share of NG and the detections by class", async () => {
  const { stores } = createSmallWorld({ datasets: new Map([["dataset-grant", SMALL_FOLDER]]) });
  startSession(stores);
  runCommand(stores, "openDemo");
  await until(() => stores.run.getState().status === "done");
  const drawn = renderToStaticMarkup(
    <AppContext stores={stores} registry={createCommandRegistry([])}>
      <ThresholdPanel />
    </AppContext>,
  );
  // At 0.5: 0.95, 0.50 and 0.60 of the six images that could be read.
  expect(drawn).toMatch(/data-testid="ng-share" data-count="3" data-total="6"/);
  expect(drawn).not.toMatch(/data-testid="recall"/);
  // Scratch is shown in one image (0.95), pit in two (0.50, 0.60).
  const rows = [...drawn.matchAll(/(scratch|pit)<.*?<td>.*?<td>(\d+) \/ (\d+)/g)].map((match) => match.slice(1));
  expect(rows).toEqual([
    ["scratch", "1", "6"],
    ["pit", "2", "6"],
  ]);
});
