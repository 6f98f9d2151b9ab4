/** The colour of each class: a fixed, ordered palette, so a class keeps its colour for as long as the project is open. */

export const CLASS_COLOR_COUNT = 12;

/** A CSS colour (a theme variable) for a class's index in the class table; they repeat after twelve. */
export function classColor(classIndex: number): string {
  return `var(${classColorToken(classIndex)})`;
}

/** The name of the theme variable, for a canvas that has to read its value. */
export function classColorToken(classIndex: number): string {
  return `--class-${((classIndex % CLASS_COLOR_COUNT) + CLASS_COLOR_COUNT) % CLASS_COLOR_COUNT}`;
}

/** The value of a theme variable as it is now; ask again when the theme changes. */
export function themeValue(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}
