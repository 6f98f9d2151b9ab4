// Reads the dynamic symbols of a 64-bit little-endian ELF file; bare machines have no nm.
// Layout: System V ABI, chapter 4 (ELF header, section headers, symbol table).
// @ts-check
import { readFileSync } from "node:fs";

const SHT_DYNSYM = 11;
const SHN_UNDEF = 0;

/**
 * Throws when the file is no such ELF file.
 *
 * @param {string} file
 * @returns {{ defined: Set<string>, undefinedNames: Set<string> }} names without version suffixes
 */
export function readDynamicSymbols(file) {
  const bytes = readFileSync(file);
  const isElf64LittleEndian =
    bytes.length > 64 && bytes.readUInt32BE(0) === 0x7f454c46 && bytes[4] === 2 && bytes[5] === 1;
  if (!isElf64LittleEndian) throw new Error(`${file} is not a 64-bit little-endian ELF file`);

  const sections = readSections(bytes);
  const table = sections.find((section) => section.type === SHT_DYNSYM);
  const names = table === undefined ? undefined : sections[table.link];
  if (table === undefined || names === undefined) throw new Error(`${file} has no dynamic symbol table`);

  const defined = new Set();
  const undefinedNames = new Set();
  // An entry is 24 bytes: name offset (4), info (1), other (1), section index (2), value (8), size (8). Entry 0 is empty.
  for (let at = table.offset + 24; at + 24 <= table.offset + table.size; at += 24) {
    const name = readName(bytes, names.offset + bytes.readUInt32LE(at));
    if (name === "") continue;
    (bytes.readUInt16LE(at + 6) === SHN_UNDEF ? undefinedNames : defined).add(name);
  }
  return { defined, undefinedNames };
}

/**
 * @param {Buffer} bytes
 * @returns {{ type: number, offset: number, size: number, link: number }[]}
 */
function readSections(bytes) {
  const tableOffset = Number(bytes.readBigUInt64LE(40));
  const entryBytes = bytes.readUInt16LE(58);
  const count = bytes.readUInt16LE(60);
  return Array.from({ length: count }, (_, index) => {
    const at = tableOffset + index * entryBytes;
    return {
      type: bytes.readUInt32LE(at + 4),
      offset: Number(bytes.readBigUInt64LE(at + 24)),
      size: Number(bytes.readBigUInt64LE(at + 32)),
      link: bytes.readUInt32LE(at + 40),
    };
  });
}

/**
 * @param {Buffer} bytes
 * @param {number} start
 */
function readName(bytes, start) {
  return bytes.toString("latin1", start, bytes.indexOf(0, start));
}
