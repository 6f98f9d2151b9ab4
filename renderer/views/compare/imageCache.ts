/** A cache of decoded images of one dataset that frees the least recently used first: the garbage collector does not see their pixels. */
import type { Size } from "../../../shared/core/box.ts";

/** The required properties of a decoded image: an ImageBitmap in the window. */
export interface Bitmap extends Size {
  close(): void;
}

/** An image ready to be drawn, with its dataset and id. */
export interface LoadedImage<B extends Bitmap> {
  readonly datasetId: string;
  readonly imageId: string;
  readonly bitmap: B;
  /** Image pixels; the bitmap is scaled to them. */
  readonly size: Size;
}

/** Holds images up to `byteLimit` of pixels (4 bytes each); images in `keep` stay whatever their size. */
export class ImageCache<B extends Bitmap> {
  /** Least recently used first: a Map keeps the order of insertion. */
  private readonly images = new Map<string, LoadedImage<B>>();
  private bytes = 0;

  constructor(private readonly byteLimit: number) {}

  has(imageId: string): boolean {
    return this.images.has(imageId);
  }

  /** The image, which becomes the most recently used. */
  get(imageId: string): LoadedImage<B> | undefined {
    const image = this.images.get(imageId);
    if (image) {
      this.images.delete(imageId);
      this.images.set(imageId, image);
    }
    return image;
  }

  /** Takes ownership of the bitmap; one already held under this id is freed. */
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
