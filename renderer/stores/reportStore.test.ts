/** Writing reports: the request, the result, and the state after the engine ended. */
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { expect, it } from "vitest";
import { createSmallWorld } from "../testing/fakeWorld.ts";

const input = { datasetId: "small", runId: "run-small", rule: singleThreshold(0.9), language: "en" } as const;

it("writes nothing without a folder", async () => {
  const { stores } = createSmallWorld();
  await stores.reports.getState().write(input);
  expect(stores.reports.getState().result).toBeNull();
});

it("writes the kinds that were chosen, in their own order, and says what was written", async () => {
  const { stores } = createSmallWorld();
  const reports = stores.reports.getState;
  await reports().chooseFolder();
  for (const kind of [...reports().kinds]) reports().toggleKind(kind);
  reports().toggleKind("pdf");
  reports().toggleKind("curve-png");
  await reports().write(input);
  expect(reports().result).toEqual({ files: ["reports/curve-png", "reports/pdf"], skipped: [] });
  expect(reports().writing).toBeNull();
  expect(stores.notices.getState().notices).toEqual([]);
});

it("says so when the engine ends in the middle, and can write again", async () => {
  const { stores, bridge } = createSmallWorld();
  const reports = stores.reports.getState;
  await reports().chooseFolder();
  const writing = reports().write(input);
  bridge.loseEngine("killed", true);
  await writing;
  expect(stores.notices.getState().notices).toMatchObject([
    { level: "warning", code: "reports-interrupted", file: "reports" },
  ]);
  expect(reports().writing).toBeNull();
  bridge.restartEngine();
  await reports().write(input);
  expect(reports().result?.files).toHaveLength(4);
});

it("tells nothing when the user cancels", async () => {
  const { stores } = createSmallWorld();
  const reports = stores.reports.getState;
  await reports().chooseFolder();
  const writing = reports().write(input);
  reports().cancel();
  await writing;
  expect(stores.notices.getState().notices).toEqual([]);
});
