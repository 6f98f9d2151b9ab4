/** A decoded image and the ways in which decoding can fail. */
import type { IssueCode } from "../../../shared/core/dataset.ts";
import type { Reason } from "../../../shared/core/reason.ts";

/** What decoding left out or changed. */
export interface ImageRemark {
  readonly code: IssueCode;
  readonly detail: Reason;
}

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** Interleaved 8-bit RGB, upright (EXIF orientation applied); length width * height * 3. */
  readonly rgb: Uint8Array;
  /** What decoding dropped: further pages, bits beyond 8 per channel. */
  readonly remarks: readonly ImageRemark[];
}

export type DecodeResult =
  | { readonly ok: true; readonly pixels: DecodedImage }
  | {
      readonly ok: false;
      readonly code: Extract<IssueCode, "unreadable-image" | "not-an-image" | "missing-image" | "too-large">;
      readonly reason: Reason;
    };
