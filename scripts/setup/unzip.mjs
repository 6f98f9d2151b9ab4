// Unpacks a zip archive with nothing but Node: bare machines have no unzip, and file modes and links must survive.
// @ts-check
import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
/** The end record is 22 bytes and a comment of at most 65,535. */
const MAX_END_BYTES = 22 + 0xffff;

/**
 * @typedef {object} ZipEntry
 * @property {string} name path inside the archive, with `/`
 * @property {number} method 0 stored, 8 deflated
 * @property {number} packedBytes
 * @property {number} bytes
 * @property {number} headerOffset
 * @property {number} unixMode 0 when the archive was not made on Unix
 */

/**
 * Unpacks all entries (or those that `wanted` accepts) below `folder`.
 * Throws on a damaged archive, on ZIP64, and on entries that point outside `folder`.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => boolean} [wanted]
 * @returns {string[]} the files written, absolute
 */
export function unzip(archive, folder, wanted = () => true) {
  const handle = openSync(archive, "r");
  try {
    const written = [];
    for (const entry of readDirectory(handle)) {
      if (!wanted(entry.name)) continue;
      const target = path.resolve(folder, entry.name);
      if (target !== path.resolve(folder) && !target.startsWith(path.resolve(folder) + path.sep)) {
        throw new Error(`${archive}: entry points outside: ${entry.name}`);
      }
      if (entry.name.endsWith("/")) {
        mkdirSync(target, { recursive: true });
      } else {
        mkdirSync(path.dirname(target), { recursive: true });
        writeEntry(readEntry(handle, entry), entry, target);
        written.push(target);
      }
    }
    return written;
  } finally {
    closeSync(handle);
  }
}

/**
 * @param {number} handle
 * @returns {ZipEntry[]}
 */
function readDirectory(handle) {
  const fileBytes = fstatSync(handle).size;
  const tail = readAt(handle, Math.max(0, fileBytes - MAX_END_BYTES), Math.min(fileBytes, MAX_END_BYTES));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error("not a zip archive, or cut short");
  const count = tail.readUInt16LE(end + 10);
  const directoryBytes = tail.readUInt32LE(end + 12);
  const directoryOffset = tail.readUInt32LE(end + 16);
  if (count === 0xffff || directoryOffset === 0xffffffff) throw new Error("ZIP64 archives are not read here");

  const directory = readAt(handle, directoryOffset, directoryBytes);
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error("damaged zip directory");
    const nameBytes = directory.readUInt16LE(at + 28);
    const madeOnUnix = directory.readUInt8(at + 5) === 3;
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameBytes),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
      unixMode: madeOnUnix ? directory.readUInt16LE(at + 40) : 0,
    });
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {number} handle
 * @param {ZipEntry} entry
 * @returns {Buffer}
 */
function readEntry(handle, entry) {
  const header = readAt(handle, entry.headerOffset, 30);
  if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new Error(`damaged zip entry: ${entry.name}`);
  const dataOffset = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = readAt(handle, dataOffset, entry.packedBytes);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`unknown zip method ${entry.method}: ${entry.name}`);
  const data = entry.method === 8 ? inflateRawSync(packed) : packed;
  if (data.length !== entry.bytes) throw new Error(`damaged zip entry: ${entry.name}`);
  return data;
}

/**
 * @param {Buffer} data
 * @param {ZipEntry} entry
 * @param {string} target
 */
function writeEntry(data, entry, target) {
  const isLink = (entry.unixMode & 0o170000) === 0o120000;
  if (isLink && process.platform !== "win32") {
    symlinkSync(data.toString("utf8"), target);
    return;
  }
  writeFileSync(target, data);
  const permissions = entry.unixMode & 0o777;
  if (permissions !== 0) chmodSync(target, permissions);
}

/**
 * @param {number} handle
 * @param {number} offset
 * @param {number} bytes
 * @returns {Buffer}
 */
function readAt(handle, offset, bytes) {
  const buffer = Buffer.alloc(bytes);
  let done = 0;
  while (done < bytes) {
    const got = readSync(handle, buffer, done, bytes - done, offset + done);
    if (got === 0) throw new Error("zip archive is cut short");
    done += got;
  }
  return buffer;
}
