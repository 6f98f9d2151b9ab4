/** The text of a thread's program, which the build makes of the file before the question mark (scripts/build/threadPrograms.mjs). */
declare module "*?thread" {
  export const program: string;
}
