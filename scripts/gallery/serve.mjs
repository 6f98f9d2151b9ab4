// Serves one folder on the loopback interface: modules of a page do not load from file: addresses.
// @ts-check
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import sharp from "sharp";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".jpg": "image/jpeg",
  ".woff2": "font/woff2",
  ".otf": "font/otf",
};

/**
 * @param {string} folder
 * @returns {Promise<{ address: string, stop: () => void }>}
 */
export function serve(folder) {
  /** @type {Map<string, Promise<Buffer>>} */
  const plain = new Map();
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = path.join(folder, path.normalize(name));
    if (!file.startsWith(folder + path.sep) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    if (path.extname(file) === ".jpg") {
      if (!plain.has(file)) plain.set(file, withoutNoise(file));
      response.writeHead(200, { "Content-Type": "image/png", "Cache-Control": "max-age=3600" });
      response.end(await plain.get(file));
      return;
    }
    // Built names carry a hash: the font is read and parsed once, not once a state.
    const cache = name.includes("/assets/") ? "max-age=3600" : "no-store";
    response.writeHead(200, {
      "Content-Type": TYPES[path.extname(file)] ?? "application/octet-stream",
      "Cache-Control": cache,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({ address: `http://127.0.0.1:${port}`, stop: () => void (server.closeAllConnections(), server.close()) });
    });
  });
}

/** Shades of grey that a photo keeps. */
const LEVELS = 10;

/**
 * A photo as a few flat grey areas: what it shows is still to be seen, and an image of the window with it is kept in far fewer bytes.
 *
 * @param {string} file
 * @returns {Promise<Buffer>} PNG of the same size
 */
async function withoutNoise(file) {
  const { data, info } = await sharp(file).blur(4).grayscale().raw().toBuffer({ resolveWithObject: true });
  const step = 255 / LEVELS;
  for (let i = 0; i < data.length; i++) data[i] = Math.round(Math.round((data[i] ?? 0) / step) * step);
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
}
