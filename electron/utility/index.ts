/** Entry of the engine's process: takes main's messages, serves every page that main connects, and ends when main does. */
import type { MessageEvent } from "electron";
import { engineContract, type EngineContract, type Grant } from "../../shared/ipc/contract.ts";
import { toEngineSchema, type FromEngine, type ToEngine, type TrialOutcome } from "../../shared/ipc/engineMessages.ts";
import { limitMessages } from "../../shared/ipc/messageLimit.ts";
import { portOverProcessMessagePort } from "../../shared/ipc/messagePorts.ts";
import { serve, type Handlers } from "../../shared/ipc/rpc.ts";
import type { ProbeRequest } from "../engine/inference/chooseProvider.ts";
import {
  answeredFirstRun,
  firstRunPatience,
  type FirstRunOutcome,
  type FirstRunRequest,
  runFirstAsAsked,
} from "../engine/inference/firstRun.ts";
import { createDetector } from "../engine/inference/ortDetector.ts";
import { trialRun } from "../engine/inference/ortRuntime.ts";
import { createAppEngine } from "./appEngine.ts";
import { imageLibraryProblem } from "./imageLibraryTest.ts";
import { createRemoteCalls } from "./remoteCalls.ts";
import { withFakeGpu } from "./testGpu.ts";
import { commitFault, withDeadlyImages } from "./testFaults.ts";

/** Main pings every few seconds; after this long without a ping it is gone, whatever the system reports. */
const ORPHAN_MS = 60_000;

const main = process.parentPort;
const pathByGrant = new Map<Grant, string>();
const trials = createRemoteCalls<ProbeRequest, TrialOutcome>((id, { provider, graphPath }) =>
  post({ kind: "trial", id, provider, graphPath }),
);
const firstRuns = createRemoteCalls<FirstRunRequest, FirstRunOutcome>((id, request) =>
  post({ kind: "first-run", id, request, patienceMs: firstRunPatience(request) }),
);
let handlers: Handlers<EngineContract> | null = null;
let faultsAllowed = false;
let orphanTimer: NodeJS.Timeout | undefined;

main.on("message", (event) => {
  const message = toEngineSchema.safeParse(event.data);
  if (message.success) void receive(message.data, event);
});

async function receive(message: ToEngine, event: MessageEvent): Promise<void> {
  switch (message.kind) {
    case "start":
      await start(message);
      return;
    case "trial":
      post({ kind: "tried", outcome: await trialRun(message.graphPath, message.provider) });
      return;
    case "first-run":
      post({ kind: "first-ran", outcome: await runFirstAsAsked(message.request) });
      return;
    case "grant":
      pathByGrant.set(message.grant, message.path);
      post({ kind: "granted", id: message.id });
      return;
    case "page": {
      const port = event.ports[0];
      if (port && handlers) serve(engineContract, handlers, limitMessages(portOverProcessMessagePort(port)), tellBug);
      return;
    }
    case "ping":
      watchMain();
      post({ kind: "pong", id: message.id });
      return;
    case "trial-result":
      trials.settle(message.id, message.outcome);
      return;
    case "first-run-result":
      firstRuns.settle(message.id, answeredFirstRun(message.outcome));
      return;
    case "fault":
      if (faultsAllowed) commitFault(message.fault);
      return;
  }
}

async function start({
  grants,
  faults,
  fakeGpu,
  deadlyWidth,
  losses,
  runsFolder,
  operator,
  versions,
}: Extract<ToEngine, { kind: "start" }>): Promise<void> {
  faultsAllowed = faults;
  for (const { grant, path } of grants) pathByGrant.set(grant, path);
  const problem = await imageLibraryProblem();
  if (problem !== null) {
    post({ kind: "unfit", reason: problem });
    return;
  }
  const create = fakeGpu ? withFakeGpu(createDetector) : createDetector;
  handlers = createAppEngine({
    resolveGrant: (grant) => pathByGrant.get(grant) ?? null,
    runsFolder,
    operator,
    versions,
    probe: trials.request,
    firstRun: firstRuns.request,
    losses,
    onDeviceLost: ({ provider, reason }) => post({ kind: "device-lost", provider, reason }),
    onOverLimit: (why) => post({ kind: "over-limit", why }),
    createDetector: deadlyWidth === null ? create : withDeadlyImages(create, deadlyWidth),
    onOpened: (grant, what) => post({ kind: "opened", grant, what }),
  });
  post({ kind: "ready" });
}

function tellBug(command: string, error: unknown): void {
  console.error(`bug in ${command}:`, error);
}

function watchMain(): void {
  clearTimeout(orphanTimer);
  orphanTimer = setTimeout(() => process.exit(0), ORPHAN_MS);
}

function post(message: FromEngine): void {
  main.postMessage(message);
}
