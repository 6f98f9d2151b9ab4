// The gallery's window: one page from the loopback server that the drawing script names.
"use strict";
const { app, BrowserWindow } = require("electron");

app.whenReady().then(() => {
  const window = new BrowserWindow({
    // Beside the screen: the real pointer must not come to lie over it.
    x: -4000,
    y: 0,
    width: 1440,
    height: 900,
    useContentSize: true,
    frame: false,
    webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
  });
  void window.loadURL("about:blank");
});
