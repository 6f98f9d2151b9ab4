/** Which class names dataset and model share: the first thing that goes wrong with a foreign model. */

export interface ClassNameComparison {
  readonly shared: readonly string[];
  /** Defects that no box can name rightly. */
  readonly onlyDataset: readonly string[];
  /** Boxes that no ground truth can match. */
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
