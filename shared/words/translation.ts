/** The type of a translation: the English keys, with any text. */
import type { en } from "./en/window.ts";

/** The keys of `T`, each leaf any string. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

export type Translation = Texts<typeof en>;
