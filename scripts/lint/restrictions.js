// What the code must not use, each with what to use instead: the lists behind eslint.config.js.
// @ts-check

/** @typedef {{ selector: string, message: string }} SyntaxRestriction */

/** @type {SyntaxRestriction[]} */
export const everywhere = [
  {
    selector: "ExportDefaultDeclaration",
    message: "No default export: an exported name is the same everywhere it is imported.",
  },
];

/** Named functions show their name in a stack trace and may stand below their use. @type {SyntaxRestriction[]} */
export const namedFunctions = [
  {
    selector:
      ":matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression",
    message: "At the top level write a function declaration: its name shows in stack traces.",
  },
];

const TOO_NEW = "toSorted|toReversed|toSpliced";
/** Chromium 108 and Node 16 lack these; types and Node 20 do not tell. @type {SyntaxRestriction[]} */
export const notInChromium108 = [
  {
    selector: `MemberExpression[property.name=/^(${TOO_NEW})$/]`,
    message: "Chromium 108 lacks it: copy first, as in [...list].sort().",
  },
  {
    selector: "CallExpression[callee.object.name='Array'][callee.property.name='fromAsync']",
    message: "Chromium 108 lacks it: collect in a for await loop.",
  },
  {
    selector: "CallExpression[callee.object.name=/^(Object|Map)$/][callee.property.name='groupBy']",
    message: "Chromium 108 lacks it: group in a loop over a Map.",
  },
  {
    selector: "MemberExpression[object.name='Promise'][property.name=/^(withResolvers|try)$/]",
    message: "Chromium 108 lacks it: use new Promise((resolve, reject) => …).",
  },
  {
    selector: "MemberExpression[object.name='URL'][property.name=/^(canParse|parse)$/]",
    message: "Chromium 108 lacks it: new URL() in try and catch.",
  },
  {
    selector: "MemberExpression[object.name='AbortSignal'][property.name='any']",
    message: "Chromium 108 lacks it: pass an abort on by a listener.",
  },
  {
    selector: "MemberExpression[property.name=/^(isWellFormed|toWellFormed)$/]",
    message: "Chromium 108 lacks it.",
  },
];

/** Raw channels know no types; each has one file that parses what comes. @type {Record<"ipcMain" | "ipcRenderer" | "parentPort", SyntaxRestriction[]>} */
export const rawChannels = {
  ipcMain: [
    {
      selector: "ImportSpecifier[imported.name='ipcMain'], MemberExpression[property.name='ipcMain']",
      message: "Raw ipcMain only in electron/main/ipcMain.ts; serve a command of shared/ipc/contract.ts through it.",
    },
    {
      selector:
        "CallExpression[callee.property.name='send'][callee.object.property.name='webContents'], CallExpression[callee.property.name='send'][callee.object.name='webContents']",
      message: "Raw webContents.send only in electron/main/ipcMain.ts; send an event of the contract through it.",
    },
  ],
  ipcRenderer: [
    {
      selector: "ImportSpecifier[imported.name='ipcRenderer'], MemberExpression[property.name='ipcRenderer']",
      message: "Raw ipcRenderer only in electron/preload/index.ts; the page uses renderer/bridge.",
    },
  ],
  parentPort: [
    {
      selector: "ImportSpecifier[imported.name='parentPort'], MemberExpression[property.name='parentPort']",
      message: "Raw parentPort only in electron/utility/index.ts; the engine gets its port handed over.",
    },
  ],
};

/** Globals that Node 16 lacks. */
export const notInNode16 = [
  ["fetch", "The engine and main load nothing from a network; files come through node:fs."],
  ["Headers", "Node 16 lacks it."],
  ["Request", "Node 16 lacks it."],
  ["Response", "Node 16 lacks it."],
  ["FormData", "Node 16 lacks it."],
  ["structuredClone", "Node 16 lacks it: copy the fields by name."],
  ["crypto", 'Node 16 lacks the global: import from "node:crypto".'],
  ["CustomEvent", "Node 16 lacks it."],
  ["navigator", "Node 16 lacks it."],
  ["WebSocket", "Node 16 lacks it."],
].map(([name, message]) => ({ name, message }));
