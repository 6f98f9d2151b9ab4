/** The last part of an image's name within a dataset: most share the folder, and the tooltip has the whole name. */
export function fileNameOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
