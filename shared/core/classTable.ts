/** The class table: one list of names for a dataset and a run, which may list the same names in different orders. */

export interface ClassTable {
  /** The dataset's names in its order, then names that only the run has. */
  readonly names: readonly string[];
  /** Per class of the run, its index in the table. */
  readonly fromRun: Int32Array;
}

/** Joins both lists by exact name; class indices of ground truth stay valid in the table. A plain folder has no names, so the run's are used. */
export function joinClasses(datasetClasses: readonly string[], runClasses: readonly string[]): ClassTable {
  const names = [...datasetClasses];
  const indexOf = new Map(names.map((name, i) => [name, i] as const));
  const fromRun = Int32Array.from(runClasses, (name) => {
    const known = indexOf.get(name);
    if (known !== undefined) return known;
    indexOf.set(name, names.length);
    return names.push(name) - 1;
  });
  return { names, fromRun };
}

/** The table for detections that already use its indices. */
export function alignedClasses(names: readonly string[]): ClassTable {
  return { names, fromRun: Int32Array.from(names, (_, i) => i) };
}
