// Types of threadPrograms.mjs for the configuration of the tests and for tests that bundle.
import type { Plugin } from "esbuild";

export declare function threadPrograms(target: string): Plugin;
export declare function threadProgramsInTests(): import("vite").Plugin;
