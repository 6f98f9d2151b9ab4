/** A file name that every system accepts, made from an image's name. */

/** Bytes; ext4 and APFS allow 255, and a number, an extension and the prefix of a temporary file have to fit as well. */
const LONGEST = 160;

/** Names that Windows reserves for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/** `JPEGImages/角 1.jpg` becomes `JPEGImages_角 1`: folders joined by underscores, no extension, forbidden characters replaced, length limited. */
export function fileStem(imageName: string): string {
  const withoutEnding = imageName.replace(/\.[A-Za-z0-9]{1,5}$/, "");
  const safe = withoutEnding.replace(/[<>:"/\\|?*\u0000-\u001f\u007f]/g, "_").replace(/^[. ]+|[. ]+$/g, "_");
  const short = shorten(safe === "" ? "_" : safe);
  return RESERVED.test(short.split(".")[0] ?? "") ? `_${short}` : short;
}

function shorten(name: string): string {
  let bytes = 0;
  let kept = "";
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > LONGEST) return kept;
    kept += character;
  }
  return kept;
}
