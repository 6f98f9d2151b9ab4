/** Declares the keys of the texts to i18next, so that a wrong one does not compile. */
import "i18next";
import type { en } from "../../shared/words/en/window.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
    returnNull: false;
  }
}
