/** Writing reports: the request, the result, and the state after the engine ended. */
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { expect, it } from "vitest";
import { createSmallWorld } from "../testing/fakeWorld.ts";
import { createReportStore } from "./reportStore.ts";

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
  expect(reports().result).toEqual({ files: ["curve-png", "pdf"], skipped: [], cancelled: false });
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

it("says how much was written before the user cancelled, and shows no result as if all were", async () => {
  const { stores } = createSmallWorld();
  const reports = stores.reports.getState;
  await reports().chooseFolder();
  const writing = reports().write(input);
  reports().cancel();
  await writing;
  expect(stores.notices.getState().notices).toMatchObject([
    { level: "info", code: "reports-cancelled", params: { written: 1 } },
  ]);
  expect(reports().result).toBeNull();
});

it("limits comparison images to the listed ones, where that was chosen", async () => {
  const { stores, bridge } = createSmallWorld();
  const asked: unknown[] = [];
  const engine = bridge.engine();
  const watched = { ...bridge, engine: () => ({ ...engine, exportReports: recorded(engine.exportReports, asked) }) };
  const reports = createReportStore(watched, stores.notices).getState;
  await reports().chooseFolder();
  reports().toggleKind("comparison-all");
  const listed = ["d3", "d4"];
  await reports().write(input, { hasGroundTruth: true, listed });
  reports().setOnlyListed(true);
  await reports().write(input, { hasGroundTruth: true, listed });
  await reports().write(input, { hasGroundTruth: true, listed: null });
  expect(asked).toMatchObject([{ kinds: expect.arrayContaining(["comparison-all"]) }, { imageIds: listed }, {}]);
  expect(asked.map((one) => Object.hasOwn(one as object, "imageIds"))).toEqual([false, true, false]);
});

it("writes no report of rates where nothing has ground truth", async () => {
  const { stores } = createSmallWorld();
  const reports = stores.reports.getState;
  await reports().chooseFolder();
  await reports().write(input, { hasGroundTruth: false, listed: null });
  expect(reports().result?.files).toEqual(["csv-images", "pdf"]);
});

it("says how long it takes by the pace so far", async () => {
  const { stores, bridge } = createSmallWorld();
  // The clock is read when it begins and at each of four reports: 3 s, 6 s, 9 s, 12 s after.
  let reading = -3000;
  const store = createReportStore(bridge, stores.notices, () => (reading += 3000));
  const left: (number | null)[] = [];
  store.subscribe(({ writing }) => writing && left.push(writing.secondsLeft));
  await store.getState().chooseFolder();
  await store.getState().write(input);
  expect([...new Set(left)]).toEqual([null, 9, 6, 3, 0]);
});

function recorded<A extends unknown[], R>(call: (...args: A) => R, asked: unknown[]): (...args: A) => R {
  return (...args) => {
    asked.push(args[0]);
    return call(...args);
  };
}
