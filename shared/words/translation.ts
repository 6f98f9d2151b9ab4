/** The shape that every language has: the English keys, with any text. */
import type { en } from "./en/window.ts";

/** The same keys as `T`, each leaf any string. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

export type Translation = Texts<typeof en>;
