/** The canonical form of a class name: files, models and people put spaces around names and compose accents differently. */

/** Names that are equal become equal strings. */
export function plainClassName(name: string): string {
  return name.trim().normalize("NFC");
}
