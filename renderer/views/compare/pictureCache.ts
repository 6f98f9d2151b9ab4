/** Decoded pictures of one dataset, the least recently used freed first: their pixels are memory that no garbage collector sees. */
import type { Size } from "../../../shared/core/box.ts";

/** What a decoded picture needs to be: an ImageBitmap in the window. */
export interface Bitmap extends Size {
  close(): void;
}

/** A picture ready to be drawn, with the dataset and the image it is of. */
export interface LoadedPicture<B extends Bitmap> {
  readonly datasetId: string;
  readonly imageId: string;
  readonly bitmap: B;
  /** Image pixels; the bitmap is stretched over them. */
  readonly size: Size;
}

/** Remembers pictures up to `byteLimit` of pixels (4 bytes each); pictures in `keep` stay whatever their size. */
export class PictureCache<B extends Bitmap> {
  /** Oldest use first: a Map keeps the order of insertion. */
  private readonly pictures = new Map<string, LoadedPicture<B>>();
  private bytes = 0;

  constructor(private readonly byteLimit: number) {}

  has(imageId: string): boolean {
    return this.pictures.has(imageId);
  }

  /** The picture, now the last used. */
  get(imageId: string): LoadedPicture<B> | undefined {
    const picture = this.pictures.get(imageId);
    if (picture) {
      this.pictures.delete(imageId);
      this.pictures.set(imageId, picture);
    }
    return picture;
  }

  /** Takes over the bitmap; one that is already held under this id is freed. */
  add(picture: LoadedPicture<B>, keep: ReadonlySet<string>): void {
    this.remove(picture.imageId);
    this.pictures.set(picture.imageId, picture);
    this.bytes += bytesOf(picture.bitmap);
    for (const [imageId] of this.pictures) {
      if (this.bytes <= this.byteLimit) return;
      if (imageId !== picture.imageId && !keep.has(imageId)) this.remove(imageId);
    }
  }

  /** Frees all. */
  clear(): void {
    for (const [imageId] of this.pictures) this.remove(imageId);
  }

  private remove(imageId: string): void {
    const picture = this.pictures.get(imageId);
    if (!picture) return;
    this.pictures.delete(imageId);
    this.bytes -= bytesOf(picture.bitmap);
    picture.bitmap.close();
  }
}

function bytesOf({ width, height }: Size): number {
  return width * height * 4;
}
