/** A model's title in the language of whoever reads it, in whatever languages the manifest gives it. */
import { expect, it } from "vitest";
import { modelManifestSchema } from "../inference/modelManifest.ts";
import { modelTitle } from "./modelTitle.ts";

const titleOf = modelManifestSchema.shape.title;

it.each([
  ["the language asked for", { en: "Fabric", zh: "织物" }, "织物"],
  ["English without it", { de: "Stoff", en: "Fabric" }, "Fabric"],
  ["any other without English", { de: "Stoff" }, "Stoff"],
  ["not an empty one", { zh: "", de: "Stoff" }, "Stoff"],
  ["none", {}, null],
])("%s", (_, title, shown) => expect(modelTitle(titleOf.parse(title), "zh")).toBe(shown));

it("a manifest without a title has none", () => expect(modelTitle(titleOf.parse(undefined), "en")).toBeNull());
