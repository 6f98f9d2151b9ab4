/** The languages that every text of Loupe exists in. */
import { z } from "zod";

export const languageSchema = z.enum(["en", "zh"]);
export type Language = z.infer<typeof languageSchema>;
