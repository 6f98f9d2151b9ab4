/** Types of code tables: every code of a failure or reason, with the names and types of its values. */

/** How a text is joined: items of a `list` are enumerated, so are `reasons`; `detail` goes from a location to the particular; `sentences` follow each other. */
export type ParamKind = "text" | "number" | "list" | "reason" | "reasons" | "detail" | "sentences";
export type CodeTable = Readonly<Record<string, Readonly<Record<string, ParamKind>>>>;

/** A text for each code of a table; `{{name}}` stands for a value of the code. */
export type Templates<T extends CodeTable> = { readonly [C in keyof T]: string };
