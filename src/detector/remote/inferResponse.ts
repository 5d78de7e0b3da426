// An inference answer read as something hostile: every size is held against the shapes before memory is taken for it.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { TensorFacts } from '../../common/remote/served.ts';
import { shapeWords } from '../../common/remote/served.ts';
import { fail } from '../../common/result.ts';
import type { Body } from './body.ts';
import { longestJson, parseJson, readBody } from './body.ts';
import { datatypeNames, datatypeOf, elementCount, isDatatype } from './datatypes.ts';
import type { DatatypeName, Elements } from './datatypes.ts';
import { flatten } from './flatten.ts';

/** All tensors of one answer together. */
const largestAnswer = 256 * 2 ** 20; // bytes

export interface OutputTensor {
  readonly datatype: DatatypeName;
  readonly shape: readonly number[];
  readonly data: Elements;
}

/** Some gateways write 64-bit numbers as text. */
export const wholeNumber = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

const outputSchema = z.object({
  name: z.string(),
  datatype: z.string(),
  shape: z
    .array(
      wholeNumber.pipe(
        z
          .number()
          .int()
          .min(0)
          .max(2 ** 32),
      ),
    )
    .max(16),
  parameters: z.object({ binary_data_size: wholeNumber.pipe(z.number().int().min(0)).optional() }).nullish(),
  data: z.array(z.unknown()).nullish(),
});
const answerSchema = z.object({ outputs: z.array(outputSchema).max(1000) });
type Output = z.infer<typeof outputSchema>;

/** By name, the outputs that `wanted` lists; others are read over. Fails, `whose` first, on whatever does not fit. */
export async function readInference(
  response: IncomingMessage,
  wanted: readonly TensorFacts[],
  whose: string,
): Promise<ReadonlyMap<string, OutputTensor>> {
  const body = readBody(response, whose);
  const headLength = response.headers['inference-header-content-length'];
  const head = headLength === undefined ? await body.rest() : await readHead(body, Number(headLength), whose);
  const parsed = answerSchema.safeParse(parseJson(head, whose));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    fail(
      'detector',
      `${whose} with something else than tensors: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
    );
  }
  const { outputs } = parsed.data;
  checkTotal(outputs, headLength === undefined ? undefined : { head: head.length, body }, whose);
  const found = new Map<string, OutputTensor>();
  for (const output of outputs) {
    const facts = wanted.find(({ name }) => name === output.name);
    if (found.has(output.name)) fail('detector', `${whose} with two outputs of the name ${shown(output.name)}.`);
    const tensor = await readOutput(output, facts, body, whose);
    if (facts !== undefined) found.set(output.name, tensor);
  }
  await body.end();
  const missing = wanted.find(({ name }) => !found.has(name));
  if (missing !== undefined) fail('detector', `${whose} without the output ${missing.name}.`);
  return found;
}

async function readHead(body: Body, length: number, whose: string): Promise<Uint8Array> {
  if (!Number.isInteger(length) || length < 2 || length > Math.min(longestJson, body.length ?? Infinity)) {
    fail('detector', `${whose} with an unusable Inference-Header-Content-Length.`);
  }
  const head = new Uint8Array(length);
  await body.fill(head);
  return head;
}

/** Binary sizes against the limit and against the length of the whole body, before anything is read. */
function checkTotal(outputs: readonly Output[], binary: { head: number; body: Body } | undefined, whose: string): void {
  const total = outputs.reduce((sum, { parameters }) => sum + (parameters?.binary_data_size ?? 0), 0);
  if (total > largestAnswer) {
    fail('too-large', `${whose} with ${total} bytes; more than ${largestAnswer / 2 ** 20} MiB are not taken.`);
  }
  if (binary === undefined && total > 0) {
    fail(
      'detector',
      `${whose} with binary tensors and does not say where they begin (Inference-Header-Content-Length).`,
    );
  }
  const announced = binary?.body.length;
  if (binary !== undefined && announced !== undefined && announced !== binary.head + total) {
    fail('detector', `${whose} with ${announced} bytes where its tensors need ${binary.head + total}.`);
  }
}

async function readOutput(
  output: Output,
  facts: TensorFacts | undefined,
  body: Body,
  whose: string,
): Promise<OutputTensor> {
  const { datatype, shape, parameters, data } = output;
  const name = shown(output.name);
  if (!isDatatype(datatype)) {
    return fail(
      'unsupported',
      `${whose} with ${shown(datatype)} for ${name}; ${datatypeNames.join(', ')} can be read.`,
    );
  }
  if (facts !== undefined && (facts.datatype !== datatype || !isOfShape(shape, facts.shape))) {
    const said = `${facts.datatype} ${shapeWords(facts.shape)}`;
    fail(
      'detector',
      `${whose} with ${datatype} ${shapeWords(shape)} for ${name}, which was ${said} when it was opened.`,
    );
  }
  const type = datatypeOf(datatype);
  const count = elementCount(shape);
  const bytes = count * type.bytes;
  if (bytes > largestAnswer) fail('too-large', `${whose} with the shape ${shapeWords(shape)} for ${name}.`);
  const size = parameters?.binary_data_size;
  if (size === undefined) {
    const values = data ?? fail('detector', `${whose} without data for ${name}.`);
    return { datatype, shape, data: checked(flatten(values, shape, datatype, `${whose} for ${name}`), name, whose) };
  }
  if (size !== bytes) {
    fail('detector', `${whose} with ${size} bytes for ${name}, whose shape ${shapeWords(shape)} makes ${bytes}.`);
  }
  const buffer = new ArrayBuffer(bytes);
  await body.fill(new Uint8Array(buffer));
  return { datatype, shape, data: checked(type.over(buffer), name, whose) };
}

function isOfShape(shape: readonly number[], facts: readonly number[]): boolean {
  return shape.length === facts.length && shape.every((side, at) => facts[at] === -1 || facts[at] === side);
}

/** What is not a number has no place in a box or a score, and would travel far before somebody wonders. */
function checked(data: Elements, name: string, whose: string): Elements {
  const isFloat = data instanceof Float32Array;
  for (let at = 0; isFloat && at < data.length; at++) {
    if (!Number.isNaN(data[at])) continue;
    fail(
      'detector',
      `${whose} with values that are not numbers for ${name}. Look at how the model was converted there.`,
    );
  }
  return data;
}

/** A name of the server's, fit for a message. */
function shown(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
