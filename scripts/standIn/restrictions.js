// What the code must not use because the stand-in lacks it, each with what to use instead; eslint.config.js reads the lists.
// @ts-check

const TOO_NEW = "toSorted|toReversed|toSpliced";
/** Chromium 108 and Node 16 lack these; types and Node 20 do not tell. @type {import('../lint/restrictions.js').SyntaxRestriction[]} */
export const notInOldestChromium = [
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

/** Globals that Node 16 lacks. */
export const notInOldestNode = [
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
