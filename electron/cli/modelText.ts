/** A model as text: its plan and remarks, or what is missing and how to supply it. */
import { failureText, reasonText } from "../../shared/words/failureText.ts";
import type { ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import type { OpenedModel } from "../engine/models/openModel.ts";

/** `kept`: the file that Loupe keeps in place of a manifest beside the model; null when there is none. */
export function modelText({ manifest, plan, remarks, origin, bytes }: OpenedModel, kept: string | null): string {
  const facts = [
    ["Model", manifest.name],
    ["File", `${manifest.file}, ${(bytes / 1e6).toFixed(1)} MB`],
    ["SHA-256", manifest.sha256],
    ["Layout", manifest.layout],
    [
      "Manifest",
      origin === "recognised"
        ? "none; recognised from the graph and the files beside it"
        : kept === null
          ? "beside the model"
          : `kept by Loupe: ${kept}`,
    ],
    ["Classes", `${manifest.classes.length}: ${manifest.classes.join(", ")}`],
  ].map(([name, value]) => `${(name ?? "").padEnd(9)} ${value ?? ""}`);
  const steps = plan.map((step, i) => `${String(i + 1).padStart(2)}. ${reasonText(step, "en")}`);
  const notes = remarks.map(
    (remark) => `${remark.level === "warning" ? "warning" : "note"}: ${failureText(remark, "en")}`,
  );
  return [...facts, "", "What happens to an image", ...steps, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}

export function modelJson({ manifest, plan, remarks, origin, bytes }: OpenedModel, kept: string | null): string {
  return JSON.stringify(
    {
      ok: true,
      origin,
      ...(kept === null ? {} : { kept }),
      bytes,
      manifest,
      plan: plan.map((step) => reasonText(step, "en")),
      remarks: remarks.map((remark) => ({ level: remark.level, code: remark.code, text: failureText(remark, "en") })),
    },
    null,
    2,
  );
}

/** One line for each thing that is missing, with the option that supplies it. */
export function needsText({ missing, classCount, layout }: ModelNeeds, place: string): string {
  const lines = missing.map((need) =>
    need === "classes"
      ? `missing: the names of its ${classCount === null ? "" : `${classCount} `}classes, in the order of their ids: --classes a,b,c or --classes labels.txt`
      : `missing: its preprocessing: --customary uses the defaults of ${layout}`,
  );
  return [
    ...lines,
    `or everything in a file: loupe model ${place} --template > answers.json, fill it in, then loupe model ${place} --answers answers.json`,
  ].join("\n");
}
