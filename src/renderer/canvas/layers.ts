// The canvases that lie above each other in the host element: their size on whole device pixels, their contexts, and word of a change.
import type { Size } from '../../common/geometry/box.ts';

export interface LayerElements {
  readonly host: HTMLElement;
  /** Picture and boxes. */
  readonly base: HTMLCanvasElement;
  /** What follows the pointer. */
  readonly overlay: HTMLCanvasElement;
}

export type LayerName = 'base' | 'overlay';

/** What the host measures: CSS pixels, the canvas in device pixels, and how many of these a CSS pixel has. */
interface Measured {
  readonly view: Size;
  readonly device: Size;
  readonly pixelRatio: number;
}

export class Layers {
  readonly #elements: LayerElements;
  readonly #ending = new AbortController();
  readonly #resizing: ResizeObserver;
  readonly #onChange: (before: Size) => void;
  #measured: Measured = { view: { width: 0, height: 0 }, device: { width: 0, height: 0 }, pixelRatio: 1 };

  /** `onChange` is called after the canvases were resized, which leaves them blank, with the size they had before. */
  constructor(elements: LayerElements, onChange: (before: Size) => void) {
    this.#elements = elements;
    this.#onChange = onChange;
    this.#resizing = new ResizeObserver(([entry]) => this.measure(entry?.devicePixelContentBoxSize?.[0]));
    this.#resizing.observe(elements.host, { box: 'device-pixel-content-box' });
    this.#watchPixelRatio();
  }

  /** CSS pixels; 0 × 0 until the host is laid out. */
  get view(): Size {
    return this.#measured.view;
  }

  /** Device pixels for a CSS pixel. */
  get pixelRatio(): number {
    return this.#measured.pixelRatio;
  }

  dispose(): void {
    this.#ending.abort();
    this.#resizing.disconnect();
  }

  /**
   * Looks at the host's size. `exact` is what the browser gave the host in device pixels: with a ratio of 1.25 a width of 801
   * CSS pixels is 1001 or 1002 of them depending on where the host lies, and a canvas that is off by one is blurred all over.
   */
  measure(exact?: ResizeObserverSize): void {
    const { host } = this.#elements;
    const view = { width: host.clientWidth, height: host.clientHeight };
    if (view.width === 0 || view.height === 0) return;
    const pixelRatio = window.devicePixelRatio || 1;
    const device = {
      width: exact?.inlineSize ?? Math.round(view.width * pixelRatio),
      height: exact?.blockSize ?? Math.round(view.height * pixelRatio),
    };
    const before = this.#measured;
    if (sameSize(before.view, view) && sameSize(before.device, device) && before.pixelRatio === pixelRatio) return;
    this.#measured = { view, device, pixelRatio };
    for (const canvas of [this.#elements.base, this.#elements.overlay]) {
      canvas.width = device.width;
      canvas.height = device.height;
      canvas.style.width = `${device.width / pixelRatio}px`;
      canvas.style.height = `${device.height / pixelRatio}px`;
    }
    this.#onChange(before.view);
  }

  /** Scaled to CSS pixels. */
  context(layer: LayerName): CanvasRenderingContext2D | null {
    const desynchronized = compositing() === 'software';
    const context = this.#elements[layer].getContext('2d', { alpha: layer === 'overlay', desynchronized });
    const { pixelRatio } = this.#measured;
    context?.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    return context;
  }

  #watchPixelRatio(): void {
    const query = window.matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`);
    query.addEventListener(
      'change',
      () => {
        this.measure();
        this.#watchPixelRatio();
      },
      { once: true, signal: this.#ending.signal },
    );
  }
}

let composed: 'software' | 'gpu' | undefined;

/**
 * Who puts the page together. Without a GPU each change of an ordinary canvas copies all of it into new memory and paints the page's
 * tiles under it again, 30 ms for 1400 × 1000 pixels whatever was painted; a desynchronized canvas goes to the screen by itself. With
 * a GPU there is nothing to gain, and such canvases are known to tear.
 */
function compositing(): 'software' | 'gpu' {
  if (composed !== undefined) return composed;
  const probe = document.createElement('canvas').getContext('webgl', { failIfMajorPerformanceCaveat: true });
  probe?.getExtension('WEBGL_lose_context')?.loseContext();
  composed = probe ? 'gpu' : 'software';
  return composed;
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
