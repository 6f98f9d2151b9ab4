/** Decoded images of one dataset, the least recently used freed first: their pixels are memory that no garbage collector sees. */
import type { Size } from "../../../shared/core/box.ts";

/** What a decoded image needs to be: an ImageBitmap in the window. */
export interface Bitmap extends Size {
  close(): void;
}

/** An image ready to be drawn, with the dataset and the image it is of. */
export interface LoadedImage<B extends Bitmap> {
  readonly datasetId: string;
  readonly imageId: string;
  readonly bitmap: B;
  /** Image pixels; the bitmap is stretched over them. */
  readonly size: Size;
}

/** Remembers images up to `byteLimit` of pixels (4 bytes each); images in `keep` stay whatever their size. */
export class ImageCache<B extends Bitmap> {
  /** Oldest use first: a Map keeps the order of insertion. */
  private readonly images = new Map<string, LoadedImage<B>>();
  private bytes = 0;

  constructor(private readonly byteLimit: number) {}

  has(imageId: string): boolean {
    return this.images.has(imageId);
  }

  /** The image, now the last used. */
  get(imageId: string): LoadedImage<B> | undefined {
    const image = this.images.get(imageId);
    if (image) {
      this.images.delete(imageId);
      this.images.set(imageId, image);
    }
    return image;
  }

  /** Takes over the bitmap; one that is already held under this id is freed. */
  add(image: LoadedImage<B>, keep: ReadonlySet<string>): void {
    this.remove(image.imageId);
    this.images.set(image.imageId, image);
    this.bytes += bytesOf(image.bitmap);
    for (const [imageId] of this.images) {
      if (this.bytes <= this.byteLimit) return;
      if (imageId !== image.imageId && !keep.has(imageId)) this.remove(imageId);
    }
  }

  /** Frees all. */
  clear(): void {
    for (const [imageId] of this.images) this.remove(imageId);
  }

  private remove(imageId: string): void {
    const image = this.images.get(imageId);
    if (!image) return;
    this.images.delete(imageId);
    this.bytes -= bytesOf(image.bitmap);
    image.bitmap.close();
  }
}

function bytesOf({ width, height }: Size): number {
  return width * height * 4;
}
