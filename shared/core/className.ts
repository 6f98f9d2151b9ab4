/** How a class name is written: files, models and people put spaces around it and compose its accents differently. */

/** Equal names are equal texts afterwards. */
export function plainClassName(name: string): string {
  return name.trim().normalize("NFC");
}
