/** Checks that the image library works in this process: one decode at the start, before any image of the user. */
import { reasonText } from "../../shared/words/failureText.ts";
import { decodeBytes } from "../engine/images/decodeImage.ts";

/** 2 x 1 pixels, red and blue. */
const IMAGE = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==";

/**
 * Null when the pixels are right. An unpatched sharp decodes them too, but every decode writes GLib errors to the error
 * stream: main watches that and ends an engine that does so.
 */
export async function imageLibraryProblem(): Promise<string | null> {
  const decoded = await decodeBytes(Buffer.from(IMAGE, "base64"), "png");
  if (!decoded.ok) return `sharp: ${reasonText(decoded.reason, "en")}`;
  const { width, height, rgb } = decoded.pixels;
  const pixels = [...rgb].join(" ");
  return width === 2 && height === 1 && pixels === "255 0 0 0 0 255"
    ? null
    : `sharp reads a test image as ${width}x${height}: ${pixels}`;
}
