// The lint rules of Loupe. A rule is an error or absent; nothing is silenced by a list of known violations.
// @ts-check
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";
import { loupeRules } from "./scripts/lint/loupeRules.js";
import { everywhere, namedFunctions, rawChannels } from "./scripts/lint/restrictions.js";
import { notInOldestChromium, notInOldestNode } from "./scripts/standIn/restrictions.js";

const TESTS = ["**/*.{test,testing}.{ts,tsx}", "e2e/**/*.ts"];
const CONFIGURATIONS = ["*.config.{js,ts}", "e2e/*.config.ts", ".dependency-cruiser.cjs"];

/** One rule carries all of these, so every file group states its whole list. */
function restrict(...lists) {
  return { "no-restricted-syntax": ["error", ...lists.flat()] };
}

export default defineConfig(
  { ignores: ["node_modules/", "out/", ".cache/", "models/", "resources/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    plugins: { loupe: loupeRules },
    rules: {
      "loupe/opens-with-comment": "error",
      "loupe/plain-file-name": "error",
      "max-lines": ["error", 400],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      ...restrict(everywhere),
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    ignores: CONFIGURATIONS,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "shared/tsconfig.json",
          "electron/tsconfig.json",
          "electron/preload/tsconfig.json",
          "renderer/tsconfig.json",
          "e2e/tsconfig.json",
          "scripts/tsconfig.json",
          "tsconfig.tests.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      // An async method of an interface may have nothing to wait for in one implementation.
      "@typescript-eslint/require-await": "off",
      // Contracts are written with method syntax; nothing of ours depends on `this` of an interface.
      "@typescript-eslint/unbound-method": "off",
      // Numbers read well in messages.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      ...restrict(
        everywhere,
        namedFunctions,
        notInOldestChromium,
        rawChannels.ipcMain,
        rawChannels.ipcRenderer,
        rawChannels.parentPort,
      ),
    },
  },
  {
    files: ["electron/**/*.ts"],
    ignores: ["electron/preload/**", ...TESTS],
    rules: { "no-restricted-globals": ["error", ...notInOldestNode] },
  },
  // The one file of each raw channel.
  {
    files: ["electron/main/ipcMain.ts"],
    rules: restrict(everywhere, namedFunctions, notInOldestChromium, rawChannels.ipcRenderer, rawChannels.parentPort),
  },
  {
    files: ["electron/preload/index.ts"],
    rules: restrict(everywhere, namedFunctions, notInOldestChromium, rawChannels.ipcMain, rawChannels.parentPort),
  },
  {
    // The other end of its port is the engine itself.
    files: ["electron/engine/analysis/analysisProgram.ts"],
    rules: restrict(everywhere, namedFunctions, notInOldestChromium, rawChannels.ipcMain, rawChannels.ipcRenderer),
  },
  {
    files: ["electron/utility/index.ts"],
    rules: restrict(everywhere, namedFunctions, notInOldestChromium, rawChannels.ipcMain, rawChannels.ipcRenderer),
  },
  {
    files: ["renderer/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      // React calls an async event handler and ignores its promise; the handler itself reports what fails.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    // Tests read JSON answers of other programs and hand out broken input on purpose.
    files: TESTS,
    rules: {
      "no-eval": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      ...restrict(everywhere),
    },
  },
  { files: CONFIGURATIONS, rules: { "no-restricted-syntax": "off" } },
  // Configurations in TypeScript need the parser, not the types.
  { files: ["*.config.ts", "e2e/*.config.ts"], extends: [tseslint.configs.base] },
);
