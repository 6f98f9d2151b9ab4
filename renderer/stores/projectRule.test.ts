/** The rule of a project: what the user sets while the stored one is still being read is the newer one. */
import { expect, test } from "vitest";
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { createSmallWorld, until } from "../testing/fakeWorld.ts";
import { startSession } from "./session.ts";

test("a threshold set before the stored rule has been read stays, and is saved", async () => {
  const { stores, bridge } = createSmallWorld();
  const read = bridge.app.projectRule;
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  Object.assign(bridge.app, {
    projectRule: async (...input: Parameters<typeof read>) => {
      await held;
      return read(...input);
    },
  });
  startSession(stores);
  await stores.project.getState().openDataset({ grant: "dataset-grant", name: "set" });
  await stores.project.getState().openModel({ grant: "model-grant", name: "model" });
  stores.view.getState().change({ rule: singleThreshold(0.75) });
  answer();
  const { dataset, model } = stores.project.getState();
  const project = { datasetHash: dataset?.hash ?? "", modelSha256: model?.manifest.sha256 ?? "" };
  let stored = await read(project);
  await until(() => {
    void read(project).then((rule) => (stored = rule));
    return stored !== null;
  });
  expect(stored).toEqual(singleThreshold(0.75));
  expect(stores.view.getState().rule).toEqual(singleThreshold(0.75));
});
