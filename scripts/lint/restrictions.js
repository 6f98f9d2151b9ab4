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
