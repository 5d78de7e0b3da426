// Looks at an ONNX file of unknown origin: reads it, runs it once, and says how it can be fed and read, or why it cannot.
import type { InferenceSession } from 'onnxruntime-node';
import { declaredWords, inputFacts, probeSize } from '../../common/foreign/inputFacts.ts';
import { guesses, specOf } from '../../common/foreign/guess.ts';
import type { ForeignReport } from '../../common/foreign/report.ts';
import { classNamesIn } from '../../common/foreign/names.ts';
import type { InputFacts } from '../../common/foreign/inputFacts.ts';
import type { Guess, Probe } from '../../common/foreign/probe.ts';
import type { OnnxFile } from '../../common/graph/onnxFile.ts';
import { fail } from '../../common/result.ts';
import type { FailureKind } from '../../common/result.ts';
import { placement } from '../../common/foreign/input.ts';
import { seededRandom } from '../../common/random.ts';
import { isWholeType, outputsOf } from '../outputs.ts';
import { fill } from '../inputImage.ts';
import { prepare } from '../preprocess.ts';
import type { Prepared } from '../preprocess.ts';
import { createSession, reasonOf } from '../providers.ts';
import { foreignFeeds } from '../runPictures.ts';
import { readOnnxSource } from './onnxSource.ts';
import type { OnnxSource } from './onnxSource.ts';
import { usualLimits, watched } from './watch.ts';
import type { Limits } from './watch.ts';

/** `picture`: one of those that it will run on; without it a drawn one, on which end-to-end models may find nothing. */
export async function examineOnnx(
  file: string,
  picture: string | undefined,
  pixelLimit: number,
  limits: Limits = usualLimits(),
): Promise<ForeignReport> {
  const source = await readOnnxSource(file);
  const facts = inputFacts(source.described.inputs);
  return watched(limits, () => examine(source, facts, picture, pixelLimit));
}

async function examine(
  { bytes, described }: OnnxSource,
  facts: InputFacts,
  picture: string | undefined,
  pixelLimit: number,
): Promise<ForeignReport> {
  const session = await openUnknown(bytes, described);
  try {
    const names = classNamesIn(described.metadata);
    const task = described.metadata.get('task');
    const says = {
      ...(names !== undefined && { named: names.length }),
      ...(task !== undefined && { task }),
    };
    const found = await firstRun({ session, facts, says, picture, pixelLimit });
    if (found.likely.length === 0) {
      fail(
        'unsupported',
        `It is not a detector that this program can read; choose another file. It gives: ${found.gives.join('; ')}.`,
        'Known are: lists of boxes, scores and labels; tables of detections; YOLO; DETR; NanoDet; CenterNet; FCOS; FastestDet.',
      );
    }
    return {
      facts,
      likely: found.likely,
      ...(names !== undefined && { names }),
      producer: described.producer,
      opset: described.opset,
      parameters: described.parameters,
      inputs: described.inputs.map(declaredWords),
      outputs: found.gives,
    };
  } finally {
    await session.release();
  }
}

/** A session of the processor on a file that nobody vouches for. Fails with ONNX Runtime's reason in plain words. */
export async function openUnknown(
  bytes: Uint8Array,
  { operators }: Pick<OnnxFile, 'operators'>,
): Promise<InferenceSession> {
  try {
    return await createSession(bytes, 'cpu', 1);
  } catch (error) {
    return fail(...refusal(error, operators, 'load'));
  }
}

/** ONNX Runtime's error in plain words, and what helps. */
function refusal(
  error: unknown,
  operators: readonly string[],
  when: 'load' | 'run',
): [kind: FailureKind, message: string, detail: string] {
  const reason = error instanceof Error ? error.message : String(error);
  const plugin = operators.find((name) => isPlugin(name));
  const named = /(?:No Op registered for|Unknown operator|Fatal error:) ?([\w.:]+)/.exec(reason)?.[1];
  const culprit = plugin ?? named;
  const bytes = /Failed to allocate memory for requested buffer of size (\d+)/.exec(reason)?.[1];
  if (bytes !== undefined || reason.includes('bad_alloc')) {
    const size =
      bytes === undefined ? '' : `, ${Math.ceil(Number(bytes) / 2 ** 20).toLocaleString('en')} MB in one piece`;
    return ['too-large', `The model asks for more memory than this machine has${size}. Export a smaller one.`, reason];
  }
  if (culprit !== undefined && when === 'load') {
    const words = `It uses the operator ${culprit}, which ONNX Runtime does not have`;
    return ['unsupported', `${words}; export the model without plugins (as for TensorRT).`, reason];
  }
  if (reason.includes('Non tensor type')) {
    const words = 'It gives a sequence or a map where a detector gives tables of numbers';
    return ['unsupported', `${words}; export it with plain outputs.`, reason];
  }
  const what = when === 'load' ? 'ONNX Runtime cannot load this model' : 'The model loads, and fails when it runs';
  const advice =
    when === 'load' ? 'Export it again, with a newer exporter.' : 'Export it again, for one picture of a fixed size.';
  return ['unsupported', `${what}: ${reasonOf(error)} ${advice}`, reason];
}

/** Operators of a domain that ONNX Runtime does not bring, and TensorRT's, which hide in ONNX's own. */
function isPlugin(name: string): boolean {
  return (name.includes('.') && !/^(com\.microsoft|ai\.onnx)/.test(name)) || name.endsWith('_TRT');
}

interface FirstRun {
  readonly likely: readonly Guess[];
  /** What it gives, one line for each output. */
  readonly gives: readonly string[];
}

interface Unknown {
  readonly session: InferenceSession;
  readonly facts: InputFacts;
  /** What the file says of itself. */
  readonly says: Pick<Probe, 'named' | 'task'>;
  readonly picture: string | undefined;
  readonly pixelLimit: number;
}

/** The first run is fed as YOLO is; what matters are the shapes. Where a likely kind is fed otherwise, values are looked at again so. */
async function firstRun(unknown: Unknown): Promise<FirstRun> {
  const first = await probeWith(unknown, plainGuess);
  const [best] = guesses(first.probe);
  if (best === undefined || best.preset === plainGuess.preset)
    return { likely: guesses(first.probe), gives: first.gives };
  const second = await probeWith(unknown, best);
  const likely = guesses(second.probe);
  return { likely: likely.length > 0 ? likely : guesses(first.probe), gives: second.gives };
}

const plainGuess: Guess = {
  reading: { kind: 'fastest', values: '' },
  preset: 'unit-rgb',
  fit: 'stretch',
  iouThreshold: 1,
  sureness: 0,
  because: '',
};

async function probeWith(
  { session, facts, says, picture, pixelLimit }: Unknown,
  guess: Guess,
): Promise<{ readonly probe: Probe; readonly gives: readonly string[] }> {
  const size = probeSize(facts);
  const { input } = specOf(facts, { ...guess, fit: 'stretch' }, size);
  const prepared = picture === undefined ? drawn(size, input) : await prepare(picture, pixelLimit, input);
  const batch = typeof input.batch === 'number' ? input.batch : 1;
  const values = await runUnknown(session, await foreignFeeds(input, [prepared], batch));
  const outputs = await outputsOf(values);
  const gives = Object.entries(values).map(([name, { type, dims }]) => declaredWords({ name, type, dims }));
  const whole = new Set(Object.entries(values).flatMap(([name, { type }]) => (isWholeType(type) ? [name] : [])));
  const beside = facts.others === undefined ? 'nothing' : 'size';
  const { layout } = facts;
  return { probe: { ...size, ...says, layout, beside, outputs: oneOf(outputs, batch), whole }, gives };
}

/** The first picture's part, where a file insists on several. */
function oneOf(outputs: Probe['outputs'], batch: number): Probe['outputs'] {
  if (batch === 1) return outputs;
  return new Map(
    [...outputs].map(([name, { dims, values }]) => {
      if (dims[0] !== batch) return [name, { dims, values }];
      return [name, { dims: [1, ...dims.slice(1)], values: values.subarray(0, values.length / batch) }];
    }),
  );
}

async function runUnknown(
  session: InferenceSession,
  feeds: InferenceSession.FeedsType,
): Promise<InferenceSession.OnnxValueMapType> {
  try {
    return await session.run(feeds);
  } catch (error) {
    return fail(...refusal(error, [], 'run'));
  }
}

/** Soft blots of colour: something to look at, the same each time. */
function drawn({ width, height }: { width: number; height: number }, input: Parameters<typeof fill>[2]): Prepared {
  const random = seededRandom(7);
  const data = new Uint8Array(width * height * 3);
  const waves = Array.from({ length: 9 }, () => {
    const [across, down, phase] = [random() * 0.05, random() * 0.05, random() * 6];
    // sin(a + b) in parts, so that no sine is taken for each pixel.
    return {
      sines: Float64Array.from({ length: width }, (_, x) => Math.sin(across * x + phase)),
      cosines: Float64Array.from({ length: width }, (_, x) => Math.cos(across * x + phase)),
      down,
    };
  });
  for (const [wave, { sines, cosines, down }] of waves.entries()) {
    const channel = Math.floor(wave / 3);
    for (let y = 0; y < height; y++) {
      const [cosine, sine] = [Math.cos(down * y), Math.sin(down * y)];
      for (let x = 0, at = y * width * 3 + channel; x < width; x++, at += 3) {
        const value = (sines[x] as number) * cosine + (cosines[x] as number) * sine;
        data[at] = (data[at] as number) + Math.round(42.5 + value * 42);
      }
    }
  }
  const geometry = placement(width, height, { kind: 'stretch', width, height });
  return { image: fill({ data, width, height }, geometry, input), geometry };
}
