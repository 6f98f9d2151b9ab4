/** Types imports with `?thread`: the source text of a thread's program, which the build makes from the file named (scripts/build/threadPrograms.mjs). */
declare module "*?thread" {
  export const program: string;
}
