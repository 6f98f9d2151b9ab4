// Who may import whom. Every rule is broken once on purpose in scripts/test/layers.test.ts, type imports count, and there is
// no list of known violations.

/** `x.test.ts` holds tests, `x.testing.ts` what several of them share. */
const TEST = "\\.(test|testing)\\.tsx?$|^e2e/";
/** Only tests and the gallery of components may use them. */
const FAKE = "\\.testing\\.tsx?$|(^|/)[fF]ake[A-Z][^/]*$|(^|/)fakes?/|[a-z]Fake\\.tsx?$";
const GALLERY = "^renderer/gallery/";
const ENTRY = "^electron/(main|preload|utility|cli)/index\\.ts$|^renderer/main\\.tsx$";
const BUILTIN = { dependencyTypes: ["core"] };

/** A folder of shared/ and the folders that it may import besides itself. */
const SHARED_LAYERS = {
  core: [],
  inference: ["core"],
  metrics: ["core"],
  words: ["core", "metrics"],
  report: ["core", "metrics", "words"],
  ipc: ["core", "inference", "metrics", "words", "report"],
};

const sharedLayerRules = Object.entries(SHARED_LAYERS).map(([layer, below]) => ({
  name: `shared-${layer}-imports-only-below`,
  comment: `shared/${layer} may import ${[layer, ...below].map((name) => `shared/${name}`).join(", ")}.`,
  severity: "error",
  from: { path: `^shared/${layer}/`, pathNot: TEST },
  to: { path: "^shared/", pathNot: `^shared/(${[layer, ...below].join("|")})/` },
}));

/** A folder of electron/engine and the folders that it may import besides itself; the handlers above them import all. */
const ENGINE_LAYERS = {
  files: [],
  images: ["files"],
  graphs: ["files"],
  datasets: ["files", "images"],
  detections: ["files", "datasets"],
  models: ["files", "graphs"],
  inference: ["files", "images", "graphs", "models"],
  runs: ["files", "images", "datasets", "models", "inference"],
  selfCheck: ["files", "images", "datasets", "detections", "models", "inference"],
  analysis: [],
  reports: ["files", "images", "analysis"],
};

const engineLayerRules = Object.entries(ENGINE_LAYERS).map(([layer, below]) => ({
  name: `engine-${layer}-imports-only-below`,
  comment: `electron/engine/${layer} may import ${[layer, ...below].map((name) => `electron/engine/${name}`).join(", ")}.`,
  severity: "error",
  from: { path: `^electron/engine/${layer}/`, pathNot: TEST },
  to: { path: "^electron/engine/", pathNot: `^electron/engine/(${[layer, ...below].join("|")})/` },
}));

const engineFolderRule = {
  name: "engine-folder-has-a-layer",
  comment: "A folder of electron/engine stands in ENGINE_LAYERS, which says what it may import.",
  severity: "error",
  from: {
    path: "^electron/engine/[^/]+/",
    pathNot: `^electron/engine/(${Object.keys(ENGINE_LAYERS).join("|")})/|${TEST}`,
  },
  to: {},
};

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle has no bottom to start reading at. Type imports count.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "reached-from-an-entry-point-or-a-test",
      comment: "A file that no program and no test reaches is dead: remove it.",
      severity: "error",
      from: { path: `${ENTRY}|${TEST}|${GALLERY}` },
      to: {
        path: "^(shared|electron|renderer|e2e)/",
        pathNot: `${ENTRY}|${TEST}|${GALLERY}|\\.d\\.ts$|(^|/)[^/]+\\.config\\.ts$`,
        reachable: false,
      },
    },
    {
      name: "resolvable",
      comment: "The import finds nothing.",
      severity: "error",
      from: {},
      // Vite resolves a query such as `?url`; style sheets and images are no modules to others.
      to: { couldNotResolve: true, pathNot: "\\?|\\.(css|svg|png|woff2|ttf|otf)$|^electron$" },
    },
    {
      name: "package-is-declared",
      comment: "A package must stand in package.json; what another package brings may be gone tomorrow.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "product-uses-no-development-package",
      comment: "The product may import packages of `dependencies` only (electron is provided by the runtime).",
      severity: "error",
      from: { path: "^(shared|electron|renderer)/", pathNot: `${TEST}|${GALLERY}` },
      to: { dependencyTypes: ["npm-dev"], pathNot: "(^|/)electron(/|$)|^node_modules/@types/" },
    },
    {
      name: "shared-runs-everywhere",
      comment: "shared/ imports itself and zod: no Node, no Electron, no React.",
      severity: "error",
      from: { path: "^shared/", pathNot: TEST },
      to: { pathNot: "^shared/|(^|/)node_modules/zod/" },
    },
    ...sharedLayerRules,
    ...engineLayerRules,
    engineFolderRule,
    {
      name: "electron-api-in-hosts-only",
      comment: "Electron's API in electron/main, electron/preload and electron/utility only.",
      severity: "error",
      from: { pathNot: `^electron/(main|preload|utility)/|${TEST}` },
      to: { path: "^electron$|(^|/)node_modules/electron/" },
    },
    {
      name: "onnxruntime-in-one-file",
      comment: "onnxruntime-node is imported by electron/engine/inference/ortRuntime.ts and nobody else.",
      severity: "error",
      from: { pathNot: `^electron/engine/inference/ortRuntime\\.ts$|${TEST}` },
      to: { path: "(^|/)node_modules/onnxruntime-(node|common)/" },
    },
    {
      name: "sharp-in-two-files",
      comment:
        "sharp is imported by electron/engine/images/encodedImage.ts and electron/engine/reports/rasterise.ts and nowhere else in the product.",
      severity: "error",
      from: { pathNot: `^electron/engine/(images/encodedImage|reports/rasterise)\\.ts$|^scripts/|${TEST}` },
      to: { path: "(^|/)node_modules/sharp/" },
    },
    {
      name: "main-and-preload-without-engine",
      comment: "Main and preload only start the engine; loading it there would block windows and weaken the sandbox.",
      severity: "error",
      from: { path: "^electron/(main|preload)/", pathNot: TEST },
      to: { path: "^electron/(engine|utility|cli)/" },
    },
    {
      name: "engine-knows-no-host",
      comment: "The engine runs under the window and under the command line and knows neither.",
      severity: "error",
      from: { path: "^electron/engine/", pathNot: TEST },
      to: { path: "^electron/(main|preload|utility|cli)/|^renderer/" },
    },
    {
      name: "nobody-imports-an-entry-point",
      comment: "An entry point starts a program when it is loaded.",
      severity: "error",
      from: {},
      to: { path: ENTRY },
    },
    {
      name: "page-without-electron",
      comment: "The page reaches the rest through renderer/bridge only.",
      severity: "error",
      from: { path: "^renderer/", pathNot: TEST },
      to: { path: "^electron/" },
    },
    {
      name: "page-without-node",
      comment: "The page runs in a sandbox: no Node module, no native package.",
      severity: "error",
      from: { path: "^renderer/", pathNot: TEST },
      to: BUILTIN,
    },
    {
      name: "page-without-native-packages",
      comment: "The page runs in a sandbox: no Node module, no native package.",
      severity: "error",
      from: { path: "^renderer/", pathNot: TEST },
      to: { path: "(^|/)node_modules/(sharp|onnxruntime-node|@photostructure/sqlite|@resvg/resvg-js|pdfkit)/" },
    },
    {
      name: "stores-and-bridge-without-react",
      comment: "State must be testable without a page.",
      severity: "error",
      from: { path: "^renderer/(stores|bridge)/" },
      to: { path: "(^|/)node_modules/(react|react-dom|react-konva|react-i18next|@types/react|@types/react-dom)/" },
    },
    {
      name: "stores-and-bridge-below-views",
      comment: "Stores and bridge know no component.",
      severity: "error",
      from: { path: "^renderer/(stores|bridge)/", pathNot: TEST },
      to: { path: "^renderer/(views|ui|commands|modes)/|^renderer/App\\.tsx$" },
    },
    {
      name: "no-view-imports-another",
      comment: "Views meet in the stores; what two of them show belongs to renderer/ui.",
      severity: "error",
      from: { path: "^renderer/views/([^/]+)/" },
      to: { path: "^renderer/views/", pathNot: "^renderer/views/$1/" },
    },
    {
      name: "modes-above-views",
      comment: "A mode arranges views and gathers commands; neither knows in which modes it stands.",
      severity: "error",
      from: { path: "^renderer/(views|ui|commands|i18n)/", pathNot: TEST },
      to: { path: "^renderer/modes/" },
    },
    {
      name: "no-mode-imports-another",
      comment: "What two modes share is a view, a set of commands or a layout in renderer/modes itself.",
      severity: "error",
      from: { path: "^renderer/modes/([^/]+)/" },
      to: { path: "^renderer/modes/[^/]+/", pathNot: "^renderer/modes/$1/" },
    },
    {
      name: "konva-in-compare-only",
      comment: "konva draws the images of the compare view; everything else is HTML and SVG.",
      severity: "error",
      from: { pathNot: "^renderer/views/compare/" },
      to: { path: "(^|/)node_modules/(konva|react-konva)/" },
    },
    {
      name: "fakes-in-tests-only",
      comment: "A fake in the product would show figures that nobody measured.",
      severity: "error",
      from: { pathNot: `${TEST}|${GALLERY}|${FAKE}` },
      to: { path: FAKE },
    },
    {
      name: "nobody-imports-a-test",
      comment: "What tests share stands in a file of its own.",
      severity: "error",
      from: {},
      to: { path: "\\.test\\.tsx?$" },
    },
    {
      name: "tests-from-outside-drive-the-product",
      comment: "End-to-end tests see what a user sees; of the code they may know shared/ only.",
      severity: "error",
      from: { path: "^e2e/" },
      to: { path: "^(electron|renderer)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
