/** Loads and saves the decision rule of a project (a dataset with a model): read when both are open, saved shortly after a change. */
import { DEFAULT_DECISION_RULE, sameDecisionRule, type DecisionRule } from "../../shared/core/decisionRule.ts";
import type { AppContract, InputOf } from "../../shared/ipc/contract.ts";
import type { Stores } from "./createStores.ts";
import { tellUnexpected } from "./noticeStore.ts";

type Project = InputOf<AppContract, "projectRule">;

/** A drag of the threshold is saved once, when it ends. */
const SAVE_AFTER_MS = 400;

/** Connects the view with the projects; returns a function to disconnect, which saves pending changes. */
export function keepRule(stores: Stores): () => void {
  let project: Project | null = null;
  /** The rule known to be stored for `project`; null until it was read. */
  let stored: DecisionRule | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function save(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const { rule } = stores.view.getState();
    if (project === null || stored === null || sameDecisionRule(stored, rule)) return;
    stored = rule;
    try {
      await stores.bridge.app.saveProjectRule({ ...project, rule });
    } catch (error) {
      tellUnexpected(stores.notices, "rule", error);
    }
  }

  async function open(next: Project): Promise<void> {
    const before = stores.view.getState().rule;
    try {
      const rule = (await stores.bridge.app.projectRule(next)) ?? DEFAULT_DECISION_RULE;
      if (project !== next) return;
      stored = rule;
      // What the user has set meanwhile is newer.
      if (stores.view.getState().rule === before) stores.view.getState().adoptRule(rule);
      else await save();
    } catch (error) {
      tellUnexpected(stores.notices, "rule", error);
    }
  }

  const stops = [
    stores.project.subscribe(({ dataset, model }) => {
      const next = dataset && model ? { datasetHash: dataset.hash, modelSha256: model.manifest.sha256 } : null;
      if (sameProject(project, next)) return;
      void save();
      project = next;
      stored = null;
      if (next) void open(next);
    }),
    stores.view.subscribe(({ rule }, before) => {
      if (rule === before.rule || stored === null) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    void save();
  };
}

function sameProject(a: Project | null, b: Project | null): boolean {
  return a?.datasetHash === b?.datasetHash && a?.modelSha256 === b?.modelSha256;
}
