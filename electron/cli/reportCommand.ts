/** `loupe report`: every report of a run, from the command line. */
import { failure } from "../../shared/core/failure.ts";
import { systemReason } from "../engine/files/systemReason.ts";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { joinClasses } from "../../shared/core/classTable.ts";
import { type DecisionRule, isSingleThreshold } from "../../shared/core/decisionRule.ts";
import { ALL_LANGUAGES, type Language, languageOf, languageSchema } from "../../shared/words/languages.ts";
import type { RunInfo } from "../../shared/core/run.ts";
import { floorsOf } from "../../shared/metrics/scoreFloors.ts";
import { bandText } from "../../shared/report/ruleText.ts";
import { MAX_OPERATOR_LENGTH, type ReportKind } from "../../shared/ipc/reports.ts";
import { createAnalysisThread } from "../engine/analysis/analysisThread.ts";
import { openDataset } from "../engine/datasets/openDataset.ts";
import { exportRunReports } from "../engine/runReports.ts";
import type { CommandSpec, ParsedArguments } from "./commandLine.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { bandOptions, readRule, ruleProblem } from "./ruleOptions.ts";
import { alignRun, readRun } from "./storedRun.ts";

export const reportSpec: CommandSpec = {
  name: "report",
  summary: "Writes every report of a run: comparison images, curve, tp_fp_list.txt, CSV tables, PDF.",
  positionals: ["RUN"],
  options: {
    out: { value: "FOLDER", help: "folder for the reports; existing files are not overwritten", required: true },
    threshold: { value: "T", help: "threshold of the operating point; default: 0.5" },
    ...bandOptions,
    counting: { value: "RULE", help: "exact or paddlex; default: exact" },
    language: { value: "L", help: `${ALL_LANGUAGES.join(" or ")}; default: the system's` },
    dataset: { value: "FOLDER", help: "current folder of the dataset, if it was moved" },
    list: { value: "NAME", help: "list inside the dataset; default: val_list.txt" },
    background: { value: "FOLDER", help: "folder of defect-free images; default: val_wu_xia_ci, if it exists" },
    operator: { value: "NAME", help: "name of the operator on the PDF and above its signature" },
    json: { help: "print the names of the files as JSON" },
  },
};

/** `comparison-current` exists only in the window. */
const KINDS: readonly ReportKind[] = ["curve-png", "tp-fp-list", "csv-images", "csv-boxes", "pdf", "comparison-all"];

export async function reportCommand(args: ParsedArguments, console: Console): Promise<ExitCode> {
  const wrong = (reason: string): ExitCode => {
    console.note(`loupe report: ${reason} (see loupe report --help)`);
    return 2;
  };
  const reading = readRule(args, 0.5);
  if (!reading.ok) return wrong(reading.reason);
  const { rule } = reading;
  const language = languageSchema.safeParse(args.text("language") ?? systemLanguage());
  if (!language.success)
    return wrong(`--language '${args.text("language") ?? ""}' is none of ${ALL_LANGUAGES.join(", ")}`);

  const stored = await readRun(args.positionals[0] ?? "");
  if (!stored.ok) return fail(console, stored.failure);
  const opened = await openDataset(args.text("dataset") ?? stored.value.head.source.folder, {
    list: args.text("list"),
    background: args.text("background"),
    allowOutsideBackground: true,
    signal: console.signal,
  });
  if (!opened.ok) return fail(console, opened.failure);
  const { dataset } = opened.value;
  const aligned = alignRun(opened.value, stored.value);
  if (aligned.matched === 0) {
    return fail(
      console,
      failure("run-of-other-dataset", args.positionals[0] ?? "", {
        count: stored.value.records.length,
        dataset: opened.value.root,
      }),
    );
  }
  const { info } = stored.value.head;
  const problem = ruleProblem(rule, joinClasses(dataset.classes, info.classes).names, floorsOf(info));
  if (problem !== null) return wrong(problem);
  const folder = path.resolve(args.text("out") ?? "");
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return fail(console, failure("folder-not-made", folder, { reason: systemReason(error) }));
  }
  // The run was made from the folder; the report is traced to the dataset whose figures it shows.
  const run: RunInfo = {
    ...stored.value.head.info,
    datasetName: dataset.name,
    datasetHash: dataset.hash,
    datasetSynthetic: dataset.synthetic,
    imageCount: dataset.images.length,
  };
  const thread = createAnalysisThread();
  const result = await exportRunReports({
    thread,
    opened: opened.value,
    run,
    outcomes: aligned.outcomes.flatMap((outcome) => (outcome ? [outcome] : [])),
    folder,
    kinds: KINDS,
    rule,
    language: language.data,
    operator: (args.text("operator") ?? "").slice(0, MAX_OPERATOR_LENGTH),
    signal: console.signal,
    progress: ({ done, total, file }) => Promise.resolve(console.progress(`report ${done} of ${total} ${file}`)),
  });
  await thread.close();
  console.progressDone();
  if (!result.ok) return fail(console, result.failure);
  const { files, skipped, cancelled } = result.value;
  for (const { image, reason } of aligned.notMeasured)
    console.note(`not measured, excluded from all figures: ${image}: ${reason}`);
  for (const { file, reason } of skipped) console.note(`not made: ${file}: ${reason}`);
  console.out(
    args.has("json")
      ? JSON.stringify({
          folder,
          files,
          skipped,
          notMeasured: aligned.notMeasured,
          threshold: rule.band.ng,
          counting: rule.scoreRounding,
          ...(isSingleThreshold(rule) ? {} : { rule }),
        })
      : summaryText(folder, files, rule),
  );
  if (cancelled) console.note(`Stopped: ${files.length} complete files were written.`);
  return cancelled ? 130 : 0;
}

function summaryText(folder: string, files: readonly string[], { band }: DecisionRule): string {
  const alone = files.filter((file) => !file.includes("/"));
  const comparisons = files.length - alone.length;
  const lines = [
    `Reports at threshold ${band.review === band.ng ? band.ng : bandText(band)} in ${folder}`,
    ...alone.map((file) => `  ${file}`),
  ];
  if (comparisons > 0)
    lines.push(`  ${path.posix.dirname(files.find((file) => file.includes("/")) ?? "")}/ with ${comparisons} images`);
  return lines.join("\n");
}

function systemLanguage(): Language {
  return languageOf(process.env["LC_ALL"] ?? process.env["LANG"] ?? "");
}
