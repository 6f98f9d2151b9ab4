/** English texts of how a model is run: threads, sessions, batches, optimisation. */

export const performanceEn = {
  title: "Speed",
  why: "How fast the model runs, not what it finds: a run goes on after a change",
  later: "Changed since the model was loaded: takes effect with the next inspection",
  automatic: "Automatic",
  threads: "CPU threads",
  threadsWhy: "Empty: one for each core. Fewer leave room for other programs",
  sessions: "Sessions",
  sessionsWhy:
    "Copies of the model side by side on the CPU, each on an image of its own; each takes memory. Empty: as many as suit machine and model",
  batch: "Batch size",
  batchWhy: "Images in one run of the model, mostly a gain on a GPU. Counts only where the model allows more than one",
  batchAllowed: "The open model allows it",
  batchRefused: "The open model takes one at a time",
  optimization: "Graph",
  optimizationWhy:
    "What ONNX Runtime simplifies in the model before it runs. Less is slower; it is there for a model that fails with all",
  level: {
    all: "All",
    extended: "Extended",
    basic: "Basic",
    disabled: "Off",
  },
} as const;
