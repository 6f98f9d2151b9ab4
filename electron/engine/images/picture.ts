/** A decoded picture and the ways in which decoding can fail. */
import type { IssueCode } from "../../../shared/core/dataset.ts";

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Interleaved 8-bit RGB, upright (EXIF orientation applied); length width * height * 3. */
  readonly rgb: Uint8Array;
  /** What was changed or left out on the way: more pages, more than 8 bits a channel. */
  readonly remarks: readonly { readonly code: IssueCode; readonly detail: string }[];
}

export type DecodedPicture =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly code: Extract<IssueCode, "unreadable-image" | "not-a-picture" | "missing-image" | "too-large">; readonly reason: string };
