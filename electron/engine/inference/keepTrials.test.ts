/** Which provider trials are repeated, and which are not. */
import { appendFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { quoted } from "../../../shared/core/reason.ts";
import type { Provider } from "../../../shared/core/run.ts";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { chooseProvider } from "./chooseProvider.ts";
import { keepTrials } from "./keepTrials.ts";

function machine(works: readonly Provider[]) {
  const tried: Provider[] = [];
  const kept = keepTrials(({ provider }) => {
    tried.push(provider);
    return Promise.resolve(
      works.includes(provider)
        ? { ok: true, milliseconds: provider === "cpu" ? 10 : 50 }
        : { ok: false, reason: quoted("not here") },
    );
  });
  return { kept, tried };
}
const graph = () => path.join(folderOf({ "model.onnx": "graph" }), "model.onnx");

it("the cpu is tried once, however many GPUs are compared with it", async () => {
  const { kept, tried } = machine(["cuda", "dml", "webgpu", "cpu"]);
  const chosen = await chooseProvider("auto", {
    platform: "win32",
    environment: {},
    graphPath: graph(),
    probe: kept.probe,
    load: () => Promise.resolve({ ok: true }),
  });
  expect(chosen.ok && chosen.record.ran).toBe("cpu");
  expect(tried).toEqual(["tensorrt", "cuda", "cpu", "dml", "webgpu"]);
});

it("what did not work is tried again, what worked is not, and all of it after forgetting", async () => {
  const { kept, tried } = machine(["cpu"]);
  const graphPath = graph();
  const both = async () => {
    await kept.probe({ provider: "cuda", graphPath });
    await kept.probe({ provider: "cpu", graphPath });
  };
  await both();
  await both();
  expect(tried).toEqual(["cuda", "cpu", "cuda"]);
  kept.forget();
  await both();
  expect(tried).toEqual(["cuda", "cpu", "cuda", "cuda", "cpu"]);
});

it("two that ask at once wait for one trial; another graph at the same place is tried", async () => {
  const { kept, tried } = machine(["cpu"]);
  const graphPath = graph();
  await Promise.all([kept.probe({ provider: "cpu", graphPath }), kept.probe({ provider: "cpu", graphPath })]);
  expect(tried).toEqual(["cpu"]);
  appendFileSync(graphPath, "changed");
  await kept.probe({ provider: "cpu", graphPath });
  expect(tried).toEqual(["cpu", "cpu"]);
});
