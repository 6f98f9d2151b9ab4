/** The reports dialog: what a row says before it misleads, and a result that can be read. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AppContext } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { createCommandRegistry } from "../../commands/registry.ts";
import { withScoreRounding } from "../../../shared/core/decisionRule.ts";
import { startSession } from "../../stores/session.ts";
import { createSmallWorld, SMALL_DATASET, SMALL_FOLDER, until } from "../../testing/fakeWorld.ts";
import { ReportChoice } from "./ReportChoice.tsx";
import { summaryOf } from "./ReportResult.tsx";

async function choice(dataset = SMALL_DATASET) {
  const { stores } = createSmallWorld({ datasets: new Map([["dataset-grant", dataset]]) });
  startSession(stores);
  runCommand(stores, "openDemo");
  await until(() => stores.run.getState().status === "done");
  const drawn = () =>
    renderToStaticMarkup(
      <AppContext stores={stores} registry={createCommandRegistry([])}>
        <ReportChoice />
      </AppContext>,
    );
  return { stores, drawn };
}

function noteOf(drawn: string, kind: string): string {
  return new RegExp(`data-testid="report-note-${kind}">([^<]*)`).exec(drawn)?.[1] ?? "";
}

it("says on the list's row that it counts as PaddleX, where the window does not", async () => {
  const { stores, drawn } = await choice();
  expect(noteOf(drawn(), "tp-fp-list")).toContain("alwaysPaddlex");
  const { rule, change } = stores.view.getState();
  change({ rule: withScoreRounding(rule, "paddlex") });
  expect(noteOf(drawn(), "tp-fp-list")).not.toContain("alwaysPaddlex");
});

it("does not offer what needs ground truth where there is none", async () => {
  const { drawn } = await choice(SMALL_FOLDER);
  const boxes = [...drawn().matchAll(/<input[^>]*report-([\w-]+)"[^>]*>/g)];
  const disabled = boxes.filter(([box]) => box.includes("disabled")).map(([, kind]) => kind);
  expect(disabled).toEqual(["curve-png", "tp-fp-list"]);
});

it("sums up a folder of images in one line", () => {
  expect(summaryOf(["report.pdf", "comparison/a.png", "comparison/b.png"])).toEqual([
    { name: "report.pdf", count: null },
    { name: "comparison/", count: 2 },
  ]);
});
