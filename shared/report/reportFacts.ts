/** The facts of a report that make it traceable, and every file excluded from its figures, with the reason. */
import { reason } from "../core/reason.ts";
import { detailText, reasonText } from "../words/failureText.ts";
import type { DatasetIssue } from "../core/dataset.ts";
import type { Language } from "../words/languages.ts";
import { timeText, type LocalOffset } from "./figureText.ts";
import { bandText, bandWords, ruleParts } from "./ruleText.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { FactName } from "../words/reportWords.ts";
import type { ReportView, RunAnalysis } from "./runAnalysis.ts";

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

/** Who made a report, when and where. */
export interface ReportOrigin {
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The name that the operator gave; empty for none. */
  readonly operator: string;
  readonly offsetAt: LocalOffset;
}

export function reportFacts(
  { analysis, language }: ReportView,
  excluded: number,
  { createdAt, operator, offsetAt }: ReportOrigin,
): Fact[] {
  const { dataset, run, measured } = analysis;
  const texts = reportTexts(language);
  const { pdf, countingRule, roles, yes, no } = texts;
  const { rule } = analysis.compiled;
  const { classes, caughtBy, zones, minimumSize } = ruleParts(rule, language);
  const hasReview = rule.band.review < rule.band.ng;
  const { provider, versions } = run;
  const fact = (name: FactName, value: string): Fact => ({ name: pdf.fact[name], value });
  const perRole = (["annotated", "background", "unlabelled"] as const)
    .map((role) => ({ role, count: measured.filter(({ image }) => image.role === role).length }))
    .filter(({ count }) => count > 0)
    .map(({ role, count }) => `${count} ${roles[role]}`)
    .join(", ");
  return [
    fact("model", run.modelName),
    fact("modelHash", run.modelSha256),
    fact("dataset", run.datasetName),
    fact("datasetHash", run.datasetHash),
    fact(
      "synthetic",
      `${pdf.fact.dataset}: ${dataset.synthetic ? yes : no}; ${pdf.fact.model}: ${run.modelSynthetic ? yes : no}`,
    ),
    fact("images", `${measured.length} / ${dataset.images.length}${perRole === "" ? "" : ` (${perRole})`}`),
    fact("excluded", excluded === 0 ? pdf.nothingSkipped : String(excluded)),
    fact("threshold", hasReview ? bandWords(rule.band, texts) : bandText(rule.band)),
    fact("counting", countingRule[rule.scoreRounding]),
    ...(classes.length > 0 ? [fact("classRules", classes.join("; "))] : []),
    ...(caughtBy === "" ? [] : [fact("caughtBy", caughtBy)]),
    ...(zones.length > 0 ? [fact("zones", zones.join("; "))] : []),
    ...(minimumSize === "" ? [] : [fact("minimumSize", minimumSize)]),
    fact("scoreFloor", String(run.scoreFloor)),
    ...(run.graphScoreFloor ? [fact("graphScoreFloor", String(run.graphScoreFloor))] : []),
    fact("matching", "VOC, IoU > 0.5"),
    fact("provider", pdf.providerRecord(provider.asked, provider.ran)),
    ...provider.attempts
      .filter(({ ok }) => !ok)
      .map((attempt) =>
        fact(
          "providerAttempts",
          `${attempt.provider}: ${attempt.reason === null ? "" : reasonText(attempt.reason, language)}`,
        ),
      ),
    ...(run.execution ? [fact("execution", reportTexts(language).execution(run.execution))] : []),
    fact("started", timeText(run.startedAt, offsetAt)),
    fact("finished", run.finishedAt === null ? pdf.running : timeText(run.finishedAt, offsetAt)),
    fact("account", run.operator),
    ...(operator === "" ? [] : [fact("operator", operator)]),
    fact("created", timeText(createdAt, offsetAt)),
    fact("run", run.id),
    fact(
      "versions",
      `Loupe ${versions.loupe}, ONNX Runtime ${versions.onnxruntime}, sharp ${versions.sharp}, ${versions.host}`,
    ),
  ];
}

/** `left`: in no figure · `kept`: in the figures, with a remark. */
export function skippedFiles(
  { dataset, failed, notMeasured }: RunAnalysis,
  language: Language,
): { left: SkippedFile[]; kept: SkippedFile[] } {
  const { csv } = reportTexts(language);
  const described = ({ file, code, detail }: DatasetIssue): SkippedFile => ({
    file,
    reason: detailText([reason(code), ...detail], language),
  });
  return {
    left: [
      ...dataset.issues.filter(({ excluded }) => excluded).map(described),
      ...failed.map(({ image, reason }) => ({ file: image.name, reason: reasonText(reason, language) })),
      ...notMeasured.map(({ name }) => ({ file: name, reason: csv.notMeasured })),
    ],
    kept: dataset.issues.filter(({ excluded }) => !excluded).map(described),
  };
}
