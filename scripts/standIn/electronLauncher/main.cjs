// Makes a bare Electron runtime do what `electron FOLDER` does: load the app in the folder named on the command line.
"use strict";
const { app, dialog } = require("electron");
const fs = require("fs");
const path = require("path");

/** Switches whose value is the next argument, as the official launcher reads them. */
const SWITCHES_WITH_VALUE = new Set(["-r", "--require"]);

const { folder, preloads } = readArguments(process.argv.slice(1));
for (const file of preloads) require(path.resolve(file));

if (folder === undefined) {
  console.error("electron-launcher: name the folder of the app to load");
  app.exit(2);
} else {
  loadApp(path.resolve(folder));
}

/** The first argument that is no switch is the app's folder. */
function readArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (SWITCHES_WITH_VALUE.has(arg)) preloads.push(args[(index += 1)]);
    else if (!arg.startsWith("-")) return { folder: arg, preloads };
  }
  return { folder: undefined, preloads };
}

function loadApp(folder) {
  try {
    const description = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const name = description.productName || description.name;
    if (description.version) app.setVersion(description.version);
    if (name) {
      app.setName(name);
      // Tests give every window its own profile by this switch; it must win.
      const profile = app.commandLine.getSwitchValue("user-data-dir");
      app.setPath("userData", profile || path.join(app.getPath("appData"), name));
    }
    app.setAppPath(folder);
    require(path.join(folder, description.main || "index.js"));
  } catch (error) {
    console.error(`electron-launcher: cannot load ${folder}: ${error.stack}`);
    dialog.showErrorBox("Cannot load the app", `${folder}\n\n${error.stack}`);
    app.exit(1);
  }
}
