/** English texts of how a model is run: threads, sessions, batches, optimisation. */

export const performanceEn = {
  title: "Speed",
  why: "Affects how fast the model runs, not what it finds; a run continues after a change",
  later: "Changed since the model was loaded: takes effect with the next inspection",
  automatic: "Automatic",
  threads: "CPU threads",
  threadsWhy: "Empty: one per core. Fewer leave room for other programs",
  sessions: "Sessions",
  sessionsWhy:
    "Parallel copies of the model on the CPU, each working on its own image; each takes memory. Empty: as many as suit the machine and the model",
  batch: "Batch size",
  batchWhy: "Images per run of the model; mostly faster on a GPU. Used only where the model allows more than one",
  batchAllowed: "The open model allows it",
  batchRefused: "The open model takes one at a time",
  optimization: "Graph",
  optimizationWhy:
    "How far ONNX Runtime simplifies the model before it runs. Lower levels are slower; use one for a model that fails at “All”",
  limits: {
    title: "Limits",
    why: "A model that takes more is ended, and the rest goes on. Taken up with the next inspection",
    memoryGigabytes: "Memory (GB)",
    memoryGigabytesWhy: "Of the engine while a model runs. Empty: half of the memory that is free",
    imageSeconds: "Time per image (s)",
    imageSecondsWhy:
      "Of one image in the model. Empty: 20 times what the first images take, at least a minute; a first run may take five",
  },
  level: {
    all: "All",
    extended: "Extended",
    basic: "Basic",
    disabled: "Off",
  },
} as const;
