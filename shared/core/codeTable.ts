/** Tables of codes: what can be said, each with the names and kinds of the values that belong to it. */

/** `list` and `reasons` are enumerated, `detail` goes from the place to the particular, `sentences` follow each other. */
export type ParamKind = "text" | "number" | "list" | "reason" | "reasons" | "detail" | "sentences";
export type CodeTable = Readonly<Record<string, Readonly<Record<string, ParamKind>>>>;

/** A text for each code of a table, in which `{{name}}` stands for a value that belongs to the code. */
export type Templates<T extends CodeTable> = { readonly [C in keyof T]: string };
