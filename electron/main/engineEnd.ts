/** Why the engine ended, as a reason that whoever shows it puts into words. */
import { type Reason, reason } from "../../shared/core/reason.ts";
import type { EngineEnd } from "./engineProcess.ts";

export function engineEndReason(end: EngineEnd): Reason {
  switch (end.kind) {
    case "hung":
      return reason("engine-hung");
    case "over-limit":
      return end.why;
    case "crashed":
      return end.detail === ""
        ? reason("engine-crashed", { code: end.code })
        : reason("engine-crashed-with", { code: end.code, detail: end.detail });
    case "device-lost": {
      const said = { provider: end.provider.toUpperCase(), error: end.reason };
      return end.times === 1 ? reason("engine-device-lost", said) : reason("engine-device-lost-again", said);
    }
    case "unfit":
      return end.reason === "sharp-uncured"
        ? reason("image-library-clashes")
        : reason("engine-unfit", { problem: end.reason });
  }
}
