import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ort from 'onnxruntime-node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fcosCard, readCard } from '../../../src/common/model/card.ts';
import { inferenceSignature } from '../../../src/common/fcos/signature.ts';
import { FailureError, failureOf } from '../../../src/common/result.ts';
import type { Failure } from '../../../src/common/result.ts';
import { createSession } from '../../../src/detector/providers.ts';
import type { Access } from '../../../src/detector/remote/access.ts';
import { RemoteSession } from '../../../src/detector/remote/session.ts';
import { identityModel } from '../../support/identityModel.ts';
import { startKserveServer, testAuthority } from '../../support/kserveServer.ts';
import type { KserveServer, Reply, ServerOptions } from '../../support/kserveServer.ts';
import { seeded } from '../../support/seeded.ts';

const models = path.resolve(import.meta.dirname, '../../../models');
const fcos = path.join(models, 'fcos_r10_bccd.onnx');
let folder = '';
let identity = '';
let single = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'boxwright-remote-'));
  identity = path.join(folder, 'identity.onnx');
  await writeFile(identity, identityModel());
  single = path.join(folder, 'single.onnx');
  await writeFile(single, identityModel(['single', 'whole']));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function serve(options: Partial<ServerOptions> = {}): Promise<KserveServer> {
  const server = await startKserveServer({ models: { identity, single }, ...options });
  open.push(server);
  return server;
}

async function session(
  { address }: { readonly address: string },
  model = 'single',
  access: Partial<Access> = {},
  network?: Parameters<typeof RemoteSession.open>[2],
): Promise<RemoteSession> {
  const reached = { address, token: undefined, ca: undefined, requests: 4, seconds: 60, ...access };
  const made = await RemoteSession.open(reached, { address, model }, network);
  open.push({ close: () => made.release() });
  return made;
}

async function failureFrom(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (caught) {
    expect(caught).toBeInstanceOf(FailureError);
    return failureOf(caught);
  }
  throw new Error('It should have failed.');
}

const feeds = (...values: number[]) => ({
  single: new ort.Tensor('float32', Float32Array.from(values), [values.length / 2, 2]),
  whole: new ort.Tensor('int32', Int32Array.from(values, Math.trunc), [values.length / 2, 2]),
});
const singleOf = async (run: ReturnType<RemoteSession['run']>): Promise<number[]> =>
  Array.from((await run)['single_out']?.data as Float32Array);

describe('a served model', () => {
  it('gives bit for bit what the same model gives in a session of this process', async () => {
    const remote = await session(await serve({ models: { fcos } }), 'fcos');
    const local = await createSession(await readFile(fcos), 'cpu', 1);
    const random = seeded(7);
    for (const [height, width] of [
      [256, 320],
      [64, 96],
    ] as const) {
      const image = Float32Array.from({ length: 3 * height * width }, () => random() * 4 - 2);
      const tensor = new ort.Tensor('float32', image, [1, 3, height, width]);
      const [there, here] = [await remote.run({ image: tensor }), await local.run({ image: tensor })];
      expect(Object.keys(there).sort()).toEqual(Object.keys(here).sort());
      for (const [name, { dims, data }] of Object.entries(here)) {
        expect(there[name]?.dims).toEqual(dims);
        expect(Buffer.compare(bytesOf(there[name]?.data), bytesOf(data)), name).toBe(0);
      }
    }
    await local.release();
  });

  it('has the metadata of a session: names, types and shapes, words for the sides that vary', async () => {
    const remote = await session(await serve({ models: { fcos } }), 'fcos');
    expect(remote.inputMetadata).toEqual([
      { name: 'image', isTensor: true, type: 'float32', shape: ['image_0', 3, 'image_2', 'image_3'] },
    ]);
    expect(remote.outputMetadata.map(({ name }) => name)).toEqual(['cls_logits', 'bbox_regression', 'bbox_ctrness']);
  });

  it('takes and gives every element type that can travel', async () => {
    const remote = await session(await serve(), 'identity');
    const given = {
      single: new ort.Tensor('float32', Float32Array.of(0.1, -Infinity, 3.4e38, -0), [2, 2]),
      half: new ort.Tensor('float16', Uint16Array.of(0x3c00, 0xfbff), [1, 2]),
      bytes: new ort.Tensor('uint8', Uint8Array.of(0, 255), [1, 2]),
      whole: new ort.Tensor('int32', Int32Array.of(-(2 ** 31), 2 ** 31 - 1), [1, 2]),
      long: new ort.Tensor('int64', BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n), [1, 2]),
    };
    const found = await remote.run(given);
    for (const [name, { type, dims, data }] of Object.entries(given)) {
      expect(found[`${name}_out`]).toMatchObject({ type, dims });
      expect(Buffer.compare(bytesOf(found[`${name}_out`]?.data), bytesOf(data)), name).toBe(0);
    }
  });

  it.each(['inputs', 'refused'] as const)(
    'is read from JSON as exactly where binary tensors are %s',
    async (binary) => {
      const server = await serve({ binary });
      const remote = await session(server);
      const values = [0.1, 1 / 3, -7.25, 16_777_217, 1e-40, 3.4e38];
      for (let run = 0; run < 2; run++)
        expect(await singleOf(remote.run(feeds(...values)))).toEqual(Array.from(Float32Array.from(values)));
      const kinds = server.requests.filter(({ line }) => line.endsWith('/infer')).map((request) => request.binary);
      // What the server cannot read is tried once.
      expect(kinds).toEqual(binary === 'refused' ? [true, false, false] : [true, true]);
    },
  );

  it('is asked for by its version, and refused where there is no such model or version', async () => {
    const server = await serve();
    const { address } = server;
    const access = { address, token: undefined, ca: undefined, requests: 1, seconds: 60 };
    const first = await RemoteSession.open(access, { address, model: 'single', version: '1' });
    expect(await singleOf(first.run(feeds(1, 2)))).toEqual([1, 2]);
    await first.release();
    expect(server.requests.at(-1)?.line).toBe('POST /v2/models/single/versions/1/infer');
    for (const place of [{ model: 'single', version: '9' }, { model: 'none' }]) {
      const { kind, message } = await failureFrom(RemoteSession.open(access, { address, ...place }));
      expect(kind).toBe('detector');
      expect(message).toContain(`${address} does not know the model ${place.model} (404)`);
    }
  });

  it('is refused by name where inputs or outputs are not those of the network that it should be', async () => {
    const server = await serve({ models: { fcos, single } });
    const card = readCard(JSON.parse(await readFile(path.join(models, 'starter.json'), 'utf8')));
    if (!card.ok) throw new Error(card.failure.message);
    const network = inferenceSignature(fcosCard(card.value).spec);
    const classes = await failureFrom(session(server, 'fcos', {}, network));
    expect(classes.message).toContain(
      `its output cls_logits has the shape [? × ? × 3], and the network's is [? × ? × ${card.value.classes.length}]`,
    );
    const other = await failureFrom(session(server, 'single', {}, network));
    expect(other.message).toMatch(
      /it has no input image \(it has single, whole\).*an input single that the network does not have.*no output cls_logits/,
    );
  });

  it('refuses feeds of another type or shape, or none, before it asks the server', async () => {
    const server = await serve();
    const remote = await session(server);
    const before = server.requests.length;
    const { single: right, whole } = feeds(1, 2);
    const wrong = [
      { whole },
      { single: new ort.Tensor('float32', new Float32Array(3), [1, 3]), whole },
      { single: whole, whole },
      { single: new ort.Tensor('float32', new Float32Array(2), [2]), whole },
    ];
    for (const one of wrong) expect((await failureFrom(remote.run(one))).kind).toBe('invalid');
    expect(server.requests.length).toBe(before);
    expect(await singleOf(remote.run({ single: right, whole }))).toEqual([1, 2]);
  });
});

function bytesOf(data: unknown): Uint8Array {
  const { buffer, byteOffset, byteLength } = data as Float32Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

describe('a server that is not there for a moment', () => {
  it.each([429, 502, 503, 504])('is asked again after %i', async (status) => {
    const server = await serve();
    const remote = await session(server);
    server.faults.refuse = { times: 1, status };
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([1, 2]);
    expect(server.requests.filter(({ line }) => line.endsWith('/infer'))).toHaveLength(2);
  });

  it.each(['before', 'midway'] as const)('is asked again when the connection breaks %s', async (when) => {
    const server = await serve();
    const remote = await session(server);
    server.faults.reset = { times: 2, when };
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([1, 2]);
  });

  it('is left alone for as long as it asks', async () => {
    const server = await serve();
    const remote = await session(server);
    server.faults.refuse = { times: 1, status: 503, retryAfter: '2' };
    await remote.run(feeds(1, 2));
    const [first, second] = server.requests.filter(({ line }) => line.endsWith('/infer'));
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1950);
    const inTwoSeconds = new Date(Date.now() + 2500).toUTCString();
    server.faults.refuse = { times: 1, status: 429, retryAfter: inTwoSeconds };
    await remote.run(feeds(1, 2));
    const [third, fourth] = server.requests.slice(-2);
    // The date has whole seconds: between one and a half and two and a half are left.
    expect((fourth?.at ?? 0) - (third?.at ?? 0)).toBeGreaterThanOrEqual(1000);
    server.faults.refuse = { times: 9, status: 503, retryAfter: '3600' };
    const { message } = await failureFrom(remote.run(feeds(1, 2)));
    expect(message).toContain('asks to be left alone for 3600 seconds');
  });

  it('is given up after six tries, then tried once a run, until it is there again', async () => {
    const server = await serve();
    const remote = await session(server);
    server.faults.refuse = { times: 7, status: 503 };
    const { kind, message } = await failureFrom(remote.run(feeds(1, 2)));
    expect(kind).toBe('detector');
    expect(message).toBe(`The server ${server.address} is not available (503): not now. It was tried 6 times.`);
    expect((await failureFrom(remote.run(feeds(1, 2)))).message).toContain('(503): not now.');
    expect(server.faults.refuse.times).toBe(0);
    expect(await singleOf(remote.run(feeds(3, 4)))).toEqual([3, 4]);
  });

  it('is waited for while it starts again on the same port', async () => {
    const server = await serve();
    const remote = await session(server);
    await server.close();
    open.splice(open.indexOf(server), 1);
    const run = singleOf(remote.run(feeds(5, 6)));
    const again = await serve({ port: server.port });
    expect(await run).toEqual([5, 6]);
    expect(again.requests.length).toBeGreaterThan(0);
  });

  it.each([400, 404, 413, 500])('is not asked again after %i', async (status) => {
    const server = await serve();
    const remote = await session(server);
    server.faults.refuse = { times: 9, status };
    const { message } = await failureFrom(remote.run(feeds(1, 2)));
    expect(message).toContain(server.address);
    expect(message).toContain('the model single');
    expect(message).toContain('not now');
    expect(server.requests.filter(({ line }) => line.endsWith('/infer'))).toHaveLength(1);
  });
});

describe('a run', () => {
  it('ends at once when it is cancelled, while it waits for an answer and between two tries', async () => {
    const server = await serve();
    const remote = await session(server);
    server.faults.slowMilliseconds = 20_000;
    const stop = new AbortController();
    const run = failureFrom(remote.run(feeds(1, 2), { signal: stop.signal }));
    await expect.poll(() => server.mostAtOnce()).toBe(1);
    stop.abort();
    expect((await run).kind).toBe('cancelled');
    delete server.faults.slowMilliseconds;
    server.faults.refuse = { times: 9, status: 503, retryAfter: '50' };
    const second = new AbortController();
    const waiting = failureFrom(remote.run(feeds(1, 2), { signal: second.signal }));
    await expect.poll(() => server.faults.refuse?.times).toBe(8);
    second.abort();
    expect((await waiting).kind).toBe('cancelled');
  });

  it('goes beside others, so many at a time as the server may be asked', async () => {
    const server = await serve();
    const remote = await session(server, 'single', { requests: 3 });
    server.faults.slowMilliseconds = 150;
    const runs = Array.from({ length: 12 }, (_, at) => singleOf(remote.run(feeds(at, at + 1))));
    expect(await Promise.all(runs)).toEqual(runs.map((_, at) => [at, at + 1]));
    expect(server.mostAtOnce()).toBe(3);
  });

  it('that takes longer than allowed fails with what to do', async () => {
    const server = await serve();
    const remote = await session(server, 'single', { seconds: 1 });
    server.faults.slowMilliseconds = 20_000;
    const { message } = await failureFrom(remote.run(feeds(1, 2)));
    expect(message).toContain(`${server.address} did not answer for the model single within 1 seconds`);
    expect(message).toContain('--seconds');
  });

  it('fails when the session is released under it', async () => {
    const server = await serve();
    const remote = await session(server);
    server.faults.slowMilliseconds = 20_000;
    const run = failureFrom(remote.run(feeds(1, 2)));
    await expect.poll(() => server.mostAtOnce()).toBe(1);
    await remote.release();
    expect((await run).kind).toBe('cancelled');
  });
});

describe('a token', () => {
  const token = 'secret-0123456789';

  it('opens the server that wants it', async () => {
    const remote = await session(await serve({ token }), 'single', { token });
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([1, 2]);
  });

  it('that is wrong or missing is asked for, and never shown, not even when the server repeats it', async () => {
    const server = await serve({ token });
    const missing = await failureFrom(session(server));
    expect(missing.message).toContain(
      `wants a token (401). Give one: boxwright remote add ${server.address} --token-file FILE`,
    );
    const wrong = await failureFrom(session(server, 'single', { token: 'wrong-987' }));
    expect(wrong.message).toContain('does not accept the token (401)');
    server.faults.tamper = () => ({ status: 400, headers: {}, body: Buffer.from('{"error":"bad Bearer wrong-987"}') });
    const repeated = await failureFrom(session(server, 'single', { token: 'wrong-987' }));
    expect(repeated.message).toContain('bad Bearer …');
    expect(JSON.stringify([missing, wrong, repeated])).not.toContain('wrong-987');
  });
});

describe('a certificate', () => {
  it('of the authority that was given for the server is trusted', async () => {
    const server = await serve({ certificate: 'server' });
    const remote = await session(server, 'single', { ca: await readFile(testAuthority, 'utf8') });
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([1, 2]);
  });

  it.each([
    ['server', false, 'comes from an authority that this machine does not know. If you trust it'],
    ['selfSigned', false, 'is signed by itself. If you trust it'],
    ['selfSigned', true, 'is signed by itself, also not by the certificate that was given for it'],
    ['expired', true, 'has expired'],
    ['otherHost', true, 'is for another host'],
  ] as const)('%s, authority given: %s, is refused: it %s', async (certificate, given, words) => {
    const server = await serve({ certificate });
    const ca = given ? await readFile(testAuthority, 'utf8') : undefined;
    const { kind, message } = await failureFrom(session(server, 'single', { ca }));
    expect(kind).toBe('detector');
    expect(message).toContain(`The server ${server.address} has a certificate that ${words}`);
    expect(server.requests).toEqual([]);
  });

  it('that is its own authority is trusted when it is given itself', async () => {
    const server = await serve({ certificate: 'selfSigned' });
    const ca = await readFile(path.join(path.dirname(testAuthority), 'selfSigned.pem'), 'utf8');
    expect(await singleOf((await session(server, 'single', { ca })).run(feeds(1, 2)))).toEqual([1, 2]);
  });
});

describe('what is no model server', () => {
  it('is told: nothing there, no name, http for https and the other way round', async () => {
    const server = await serve();
    const secure = await serve({ certificate: 'server' });
    const refusedBy = async (address: string): Promise<string> => (await failureFrom(session({ address }))).message;
    await server.close();
    open.splice(open.indexOf(server), 1);
    expect(await refusedBy(server.address)).toContain('is not running: nothing listens there');
    expect(await refusedBy('http://no-such-host.invalid')).toContain('cannot be found');
    expect(await refusedBy(secure.address.replace('https:', 'http:'))).toMatch(
      /broke the connection|does not speak HTTP/,
    );
    const plain = await serve();
    expect(await refusedBy(plain.address.replace('http:', 'https:'))).toContain('does not speak TLS');
  });

  it.each([
    ['a page', { body: Buffer.from('<html>hello</html>') }, 'no JSON'],
    ['another document', { body: Buffer.from('[1, 2]') }, 'with something else'],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://elsewhere.invalid/v2' } },
      'sends on to another address (302)',
    ],
    ['a compressed answer', { headers: { 'content-encoding': 'gzip' } }, 'compressed'],
  ])('is told when it answers with %s', async (_, change: Partial<Reply>, words) => {
    const server = await serve();
    server.faults.tamper = (reply) => ({ ...reply, ...change });
    const { kind, message } = await failureFrom(session(server));
    expect(kind).toBe('detector');
    expect(message).toContain(server.address);
    expect(message).toContain(words);
  });
});

/** Changes the JSON of an answer to `infer` and leaves its tensors as they are. */
function edited(reply: Reply, change: (head: Head) => unknown): Reply {
  const length = Number(reply.headers['inference-header-content-length']);
  const head = JSON.parse(reply.body.subarray(0, length).toString('utf8')) as Head;
  const text = Buffer.from(JSON.stringify(change(head) ?? head));
  const headers = { ...reply.headers, 'inference-header-content-length': String(text.length) };
  return { ...reply, headers, body: Buffer.concat([text, reply.body.subarray(length)]) };
}

interface Head {
  outputs: {
    name: string;
    datatype: string;
    shape: unknown;
    parameters?: { binary_data_size?: unknown };
    data?: unknown;
  }[];
}
type Output = Head['outputs'][number];
const first = (change: (output: Output) => void) => (reply: Reply) =>
  edited(reply, ({ outputs }) => void change(outputs[0] as Output));
const asJson = (data: unknown) => (reply: Reply) =>
  edited(
    { ...reply, body: reply.body.subarray(0, Number(reply.headers['inference-header-content-length'])) },
    ({ outputs }) => ({
      outputs: outputs.map(({ parameters: _, ...output }, at) => ({ ...output, data: at === 0 ? data : [1, 2] })),
    }),
  );

describe('an answer that does not fit', () => {
  const hostile: readonly (readonly [string, (reply: Reply) => Reply, string])[] = [
    ['a size that is not the shape’s', first((output) => (output.parameters = { binary_data_size: 12 })), 'bytes'],
    ['a shape that is not the size’s', first((output) => (output.shape = [3, 2])), 'whose shape [3 × 2] makes 24'],
    ['a shape of another rank', first((output) => (output.shape = [2])), 'which was FP32 [? × 2]'],
    ['another fixed side', first((output) => (output.shape = [2, 1])), 'FP32 [2 × 1] for single_out'],
    ['a shape beyond memory', first((output) => (output.shape = [2 ** 31, 2])), 'the shape [2147483648 × 2]'],
    ['a negative shape', first((output) => (output.shape = [-1, -2])), 'something else than tensors'],
    ['no shape', first((output) => (output.shape = null)), 'something else than tensors'],
    ['a size beyond memory', first((output) => (output.parameters = { binary_data_size: 2 ** 40 })), 'are not taken'],
    ['another type', first((output) => (output.datatype = 'INT32')), 'INT32 [1 × 2] for single_out, which was FP32'],
    ['a type that cannot be read', first((output) => (output.datatype = 'BYTES')), 'BYTES for single_out'],
    ['a name that nobody asked for', first((output) => (output.name = 'other')), 'without the output single_out'],
    [
      'the same name twice',
      (reply) => edited(reply, ({ outputs: [one] }) => ({ outputs: [one, one] })),
      'two outputs of the name single_out',
    ],
    ['no outputs', (reply) => edited(reply, () => ({ outputs: [] })), 'bytes where its tensors need'],
    ['a list', (reply) => edited(reply, () => []), 'something else than tensors'],
    ['no data', first((output) => delete output.parameters), 'bytes where its tensors need'],
    [
      'bytes too many',
      (reply) => ({ ...reply, body: Buffer.concat([reply.body, Buffer.alloc(9)]) }),
      'bytes where its tensors need',
    ],
    ['bytes missing', (reply) => ({ ...reply, body: reply.body.subarray(0, -3) }), 'bytes where its tensors need'],
    [
      'bytes missing without a length',
      (reply) => ({
        ...reply,
        headers: { ...reply.headers, 'transfer-encoding': 'chunked' },
        body: reply.body.subarray(0, -3),
      }),
      'fewer bytes than it announced',
    ],
    [
      'no word on where the tensors begin',
      (reply) => ({ ...reply, headers: { 'content-type': 'application/octet-stream' } }),
      'no JSON',
    ],
    [
      'a length of its JSON that is none',
      (reply) => ({ ...reply, headers: { ...reply.headers, 'inference-header-content-length': 'many' } }),
      'unusable Inference-Header-Content-Length',
    ],
    [
      'a length of its JSON beyond the body',
      (reply) => ({ ...reply, headers: { ...reply.headers, 'inference-header-content-length': '99999999' } }),
      'unusable Inference-Header-Content-Length',
    ],
    ['garbage', (reply) => ({ ...reply, body: Buffer.from(reply.body.map((byte) => byte ^ 0x5a)) }), 'no JSON'],
    [
      'values that are not numbers',
      (reply) => {
        const body = Buffer.from(reply.body);
        body.writeFloatLE(NaN, Number(reply.headers['inference-header-content-length']));
        return { ...reply, body };
      },
      'values that are not numbers for single_out',
    ],
    [
      'text without an end',
      (reply) => ({ ...reply, headers: { 'transfer-encoding': 'chunked' }, body: Buffer.alloc(65 * 2 ** 20, ' ') }),
      'more than 64 MiB of text',
    ],
    ['JSON with too few values', asJson([1]), 'not the 2 values'],
    ['JSON with too many values', asJson([1, 2, 3]), 'not the 2 values'],
    ['JSON with words', asJson([1, 'two']), 'value 1 is no FP32'],
    ['JSON with null', asJson([null, 2]), 'value 0 is no FP32'],
    ['JSON nested too deep', asJson([[[1]], [[2]]]), 'is no FP32'],
    ['JSON that is no list', asJson('1, 2'), 'something else than tensors'],
  ];

  it.each(hostile)('%s, is refused in words, and the next run works', async (_, tamper, words) => {
    const server = await serve();
    const remote = await session(server);
    server.faults.tamper = (reply, url) => (url.endsWith('/infer') ? tamper(reply) : reply);
    const { kind, message } = await failureFrom(remote.run(feeds(1, 2)));
    expect(['detector', 'unsupported', 'too-large']).toContain(kind);
    expect(message).toContain(`The model single at ${server.address} answered`);
    expect(message).toContain(words);
    delete server.faults.tamper;
    expect(await singleOf(remote.run(feeds(3, 4)))).toEqual([3, 4]);
  });

  it('is read as long as it fits: nested lists, numbers as text, more outputs than were asked for', async () => {
    const server = await serve();
    const remote = await session(server);
    server.faults.tamper = (reply, url) => (url.endsWith('/infer') ? asJson([[7, 8]])(reply) : reply);
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([7, 8]);
    server.faults.tamper = (reply, url) =>
      url.endsWith('/infer')
        ? first((output) => {
            output.shape = ['1', '2'];
            output.parameters = { binary_data_size: '8' };
          })(reply)
        : reply;
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([1, 2]);
    server.faults.tamper = (reply, url) =>
      url.endsWith('/infer')
        ? edited(reply, ({ outputs }) => ({
            outputs: [...outputs, { name: 'more', datatype: 'INT64', shape: [2], data: [1, 2] }],
          }))
        : reply;
    expect(await singleOf(remote.run(feeds(1, 2)))).toEqual([1, 2]);
  });
});
