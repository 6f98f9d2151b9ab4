/** One table of class names for a dataset and a run, which may list the same names in another order. */

export interface ClassTable {
  /** The dataset's names in its order, then names that only the run knows. */
  readonly names: readonly string[];
  /** Table index of each of the run's classes. */
  readonly fromRun: Int32Array;
}

/** Joins by exact name; class indices of ground truth stay valid in the table. A plain folder has no names: the run's then serve. */
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

/** The table of detections that are aligned with it already. */
export function alignedClasses(names: readonly string[]): ClassTable {
  return { names, fromRun: Int32Array.from(names, (_, i) => i) };
}
