/** The last part of a name within a dataset: the folder is the same for most, and the whole name is in the tooltip. */
export function fileNameOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
