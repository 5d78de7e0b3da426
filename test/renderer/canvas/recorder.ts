// A drawing context that writes down what is painted, with the style at that moment. It draws nothing.

export interface Painted {
  readonly call: string;
  readonly numbers: readonly number[];
  readonly text?: string;
  readonly strokeStyle: string;
  readonly fillStyle: string;
  readonly lineWidth: number;
  readonly dash: readonly number[];
  readonly smoothing: boolean;
}

export interface Recorder {
  readonly context: CanvasRenderingContext2D;
  readonly painted: Painted[];
  /** Only the calls of this name. */
  only(call: string): Painted[];
}

export function recorder(): Recorder {
  const painted: Painted[] = [];
  const style: Record<string, unknown> = { strokeStyle: '', fillStyle: '', lineWidth: 1, imageSmoothingEnabled: true };
  let dash: readonly number[] = [];
  const note = (call: string, values: readonly unknown[]) => {
    const text = values.find((value) => typeof value === 'string');
    painted.push({
      call,
      numbers: values.filter((value) => typeof value === 'number'),
      ...(text !== undefined && { text }),
      strokeStyle: String(style['strokeStyle']),
      fillStyle: String(style['fillStyle']),
      lineWidth: Number(style['lineWidth']),
      dash,
      smoothing: Boolean(style['imageSmoothingEnabled']),
    });
  };
  const context = new Proxy(style, {
    get(target, name: string) {
      if (name in target) return target[name];
      if (name === 'setLineDash')
        return (pattern: readonly number[]) => {
          dash = pattern;
        };
      if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
      return (...values: unknown[]) => note(name, values);
    },
    set(target, name: string, value: unknown) {
      target[name] = value;
      return true;
    },
  }) as unknown as CanvasRenderingContext2D;
  return { context, painted, only: (call) => painted.filter((one) => one.call === call) };
}
