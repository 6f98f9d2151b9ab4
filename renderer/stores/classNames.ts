/** Compares the class names of dataset and model, which often differ with a foreign model. */

export interface ClassNameComparison {
  readonly shared: readonly string[];
  /** Classes of defects that no box can have. */
  readonly onlyDataset: readonly string[];
  /** Classes of boxes that no ground truth can match. */
  readonly onlyModel: readonly string[];
}

/** Compares by exact name, order kept. */
export function compareClassNames(dataset: readonly string[], model: readonly string[]): ClassNameComparison {
  const known = new Set(model);
  const named = new Set(dataset);
  return {
    shared: dataset.filter((name) => known.has(name)),
    onlyDataset: dataset.filter((name) => !known.has(name)),
    onlyModel: model.filter((name) => !named.has(name)),
  };
}
