/** Runs a graph for the first time in a process of its own: it may take all memory, never end, or end the process. */
import { utilityProcess } from "electron";
import { type FromEngine, fromEngineSchema, type ToEngine } from "../../shared/ipc/engineMessages.ts";
import { endProcess } from "./endProcess.ts";
import { engineEnvironment } from "./engineEnvironment.ts";

type Asked = Extract<FromEngine, { kind: "first-run" }>;
type Answered = Extract<FromEngine, { kind: "first-ran" }>["outcome"];

/** The outcome as that process tells it; `silent` when it said nothing in time, `ended` with how it ended. */
export function runFirst(script: string, { request, patienceMs }: Asked): Promise<Answered> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(script, [], {
      serviceName: "loupe-first-run",
      env: engineEnvironment(process.env),
      stdio: "ignore",
    });
    const settle = (outcome: Answered) => {
      clearTimeout(timeout);
      endProcess(child);
      resolve(outcome);
    };
    const timeout = setTimeout(() => settle({ kind: "silent" }), patienceMs);
    child.on("message", (raw: unknown) => {
      const parsed = fromEngineSchema.safeParse(raw);
      if (parsed.success && parsed.data.kind === "first-ran") settle(parsed.data.outcome);
    });
    child.on("exit", (code) => settle({ kind: "ended", how: `code ${code ?? "?"}` }));
    child.postMessage({ kind: "first-run", request } satisfies ToEngine);
  });
}
