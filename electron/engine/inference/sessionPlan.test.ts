/** The plan of sessions and threads by machine, model and user settings. */
import { describe, expect, it } from "vitest";
import { DEFAULT_TUNING } from "../../../shared/core/sessionTuning.ts";
import { planSessions, thisMachine } from "./sessionPlan.ts";

const MIB = 2 ** 20;
const machine = { cores: 8, memoryBytes: 16 * 1024 * MIB };

describe("on the cpu", () => {
  it("shares its cores out", () => {
    expect(planSessions(DEFAULT_TUNING, "cpu", 20 * MIB, machine)).toEqual({
      sessions: 4,
      threads: 2,
      batchSize: 1,
      optimization: "all",
    });
    expect(planSessions(DEFAULT_TUNING, "cpu", 20 * MIB, { ...machine, cores: 2 })).toMatchObject({
      sessions: 2,
      threads: 1,
    });
    expect(planSessions(DEFAULT_TUNING, "cpu", 20 * MIB, { ...machine, cores: 1 })).toMatchObject({
      sessions: 1,
      threads: 1,
    });
    expect(planSessions(DEFAULT_TUNING, "cpu", 20 * MIB, { ...machine, cores: 6 })).toMatchObject({
      sessions: 4,
      threads: 1,
    });
  });
  it("has fewer sessions where memory is short or the model is large", () => {
    expect(planSessions(DEFAULT_TUNING, "cpu", 20 * MIB, { ...machine, memoryBytes: 4096 * MIB })).toMatchObject({
      sessions: 1,
      threads: 8,
    });
    expect(planSessions(DEFAULT_TUNING, "cpu", 400 * MIB, machine)).toMatchObject({ sessions: 1, threads: 8 });
    expect(planSessions(DEFAULT_TUNING, "cpu", 5000 * MIB, { cores: 8, memoryBytes: 512 * MIB })).toMatchObject({
      sessions: 1,
    });
  });
  it("does what the user says, but gives every session a thread", () => {
    expect(planSessions({ ...DEFAULT_TUNING, threads: 3 }, "cpu", MIB, machine)).toMatchObject({
      sessions: 3,
      threads: 1,
    });
    expect(planSessions({ ...DEFAULT_TUNING, sessions: 2, threads: 6 }, "cpu", MIB, machine)).toMatchObject({
      sessions: 2,
      threads: 3,
    });
    expect(planSessions({ ...DEFAULT_TUNING, sessions: 8, threads: 2 }, "cpu", MIB, machine)).toMatchObject({
      sessions: 2,
      threads: 1,
    });
  });
});

it("a GPU has one session, with the runtime's own threads", () => {
  expect(planSessions({ ...DEFAULT_TUNING, batchSize: 4, optimization: "basic" }, "cuda", MIB, machine)).toEqual({
    sessions: 1,
    threads: null,
    batchSize: 4,
    optimization: "basic",
  });
});

it("this machine has cores and memory", () => {
  const { cores, memoryBytes } = thisMachine();
  expect(cores).toBeGreaterThanOrEqual(1);
  expect(memoryBytes).toBeGreaterThan(256 * MIB);
});
