// The colour of one pixel of a bitmap, read by drawing that pixel alone.
export type Colour = readonly [red: number, green: number, blue: number];

export class PixelReader {
  #context: CanvasRenderingContext2D | null | undefined;

  /** `x`, `y` in the bitmap's pixels; undefined beside it and for a bitmap that was closed. Transparency is laid over white. */
  read(bitmap: ImageBitmap, x: number, y: number): Colour | undefined {
    if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return undefined;
    this.#context ??= this.#make();
    const context = this.#context;
    if (!context) return undefined;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 1, 1);
    context.drawImage(bitmap, Math.floor(x), Math.floor(y), 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  }

  #make(): CanvasRenderingContext2D | null {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context) context.imageSmoothingEnabled = false;
    return context;
  }
}
