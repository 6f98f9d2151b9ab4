// Which files are unit tests. End-to-end tests have their own configuration in e2e/.
import { defineConfig } from "vitest/config";
import { threadProgramsInTests } from "./scripts/build/threadPrograms.mjs";

export default defineConfig({
  plugins: [threadProgramsInTests()],
  test: {
    include: ["{shared,electron,renderer,scripts,models}/**/*.test.{ts,tsx}"],
    environment: "node",
    testTimeout: 20_000,
    // Native modules (onnxruntime-node, sharp) must not be shared by threads.
    pool: "forks",
  },
});
