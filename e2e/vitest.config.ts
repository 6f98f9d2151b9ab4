// End-to-end tests drive the built product on the real Electron, one window at a time.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    environment: "node",
    pool: "forks",
    fileParallelism: false,
    sequence: { concurrent: false },
    testTimeout: 120_000,
    hookTimeout: 90_000,
    globalSetup: ["e2e/requireBuild.ts"],
  },
});
