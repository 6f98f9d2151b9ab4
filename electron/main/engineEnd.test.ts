/** How the end of the engine is told: the cause in the line, the code in the details. */
import { expect, test } from "vitest";
import { reasonText } from "../../shared/words/failureText.ts";
import { engineEndDetails, engineEndReason } from "./engineEnd.ts";

const crashed = (code: number, detail = "") => ({ kind: "crashed", code, detail }) as const;

// Signals by POSIX, statuses by Microsoft's list of NTSTATUS values, words by Electron's documentation.
test.each([
  ["SIGKILL", crashed(9), "engine-killed"],
  ["SIGKILL as shells write it", crashed(137), "engine-killed"],
  ["SIGSEGV", crashed(11), "engine-crashed"],
  ["SIGSEGV as shells write it", crashed(139), "engine-crashed"],
  ["SIGABRT", crashed(134), "engine-crashed"],
  ["STATUS_ACCESS_VIOLATION", crashed(-1073741819), "engine-crashed"],
  ["STATUS_NO_MEMORY", crashed(0xc0000017), "engine-out-of-memory"],
  ["a code of its own", crashed(1), "engine-ended"],
  ["a clean code that is none", crashed(0), "engine-ended"],
  ["Electron: crashed", crashed(5, "crashed"), "engine-crashed"],
  ["Electron: killed", crashed(15, "killed"), "engine-killed"],
  ["Electron: oom", crashed(133, "oom"), "engine-out-of-memory"],
  ["Electron: launch-failed", crashed(1002, "launch-failed"), "engine-not-started"],
  ["Electron: abnormal-exit", crashed(7002, "abnormal-exit"), "engine-ended"],
])("%s", (_, end, code) => {
  expect(engineEndReason(end).code).toBe(code);
  expect(reasonText(engineEndReason(end), "en")).not.toMatch(/\d/);
});

test("the details hold the code and the system's word", () => {
  const texts = [crashed(9), crashed(5, "crashed")].map((end) => engineEndDetails(end));
  expect(texts.map((details) => details && reasonText(details, "en"))).toEqual(["code 9", "code 5, crashed"]);
  expect(engineEndDetails({ kind: "hung" })).toBeNull();
});
