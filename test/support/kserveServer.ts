// A model server for tests: HTTP or HTTPS, the KServe v2 protocol with binary tensors, over ONNX Runtime, with faults to switch on.
// Written from the protocol's text and not from our client, so that both would have to be wrong in the same way.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import ort from 'onnxruntime-node';

const certificates = path.join(import.meta.dirname, 'testOnlyCertificates');
export const testAuthority = path.join(certificates, 'ca.pem');

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Each can be switched on and off while the server runs. */
export interface Faults {
  /** The next so many requests to `infer` get this status. */
  refuse?: { times: number; readonly status: number; readonly retryAfter?: string };
  /** The next so many lose their connection, before the answer or in the middle of it. */
  reset?: { times: number; readonly when: 'before' | 'midway' };
  /** Before each answer to `infer`. */
  slowMilliseconds?: number;
  /** May change an answer, or put another in its place. */
  tamper?: (reply: Reply, url: string) => Reply;
}

export interface ServerOptions {
  /** Name → ONNX file. */
  readonly models: Readonly<Record<string, string>>;
  /** Wants this as a bearer token. */
  readonly token?: string;
  readonly certificate?: 'server' | 'selfSigned' | 'expired' | 'otherHost';
  /** `taken`: as Triton does; `inputs`: answers in JSON all the same; `refused`: JSON only, and a 400 for anything else. */
  readonly binary?: 'taken' | 'inputs' | 'refused';
  readonly keepsNoList?: true;
  readonly port?: number;
  /** Of ONNX Runtime; 1 unless given. Sums are added in another order with another number. */
  readonly threads?: number;
}

export interface KserveServer {
  readonly address: string;
  readonly port: number;
  readonly faults: Faults;
  /** "POST /v2/models/m/infer", in order, with the time in milliseconds. */
  readonly requests: readonly { readonly line: string; readonly at: number; readonly binary: boolean }[];
  /** The most requests to `infer` that were under way at once. */
  readonly mostAtOnce: () => number;
  /** Ends it at once, connections included. */
  close(): Promise<void>;
}

interface Tensor {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
  readonly parameters?: { readonly binary_data_size?: number; readonly binary_data?: boolean };
  readonly data?: readonly number[];
}

const words = { float32: 'FP32', float16: 'FP16', uint8: 'UINT8', int32: 'INT32', int64: 'INT64' } as const;
type Type = keyof typeof words;

export async function startKserveServer(options: ServerOptions): Promise<KserveServer> {
  const sessions = new Map<string, ort.InferenceSession>();
  for (const [name, file] of Object.entries(options.models)) {
    sessions.set(name, await ort.InferenceSession.create(await readFile(file), sessionOptions(options)));
  }
  const faults: Faults = {};
  const requests: { line: string; at: number; binary: boolean }[] = [];
  const sockets = new Set<Socket>();
  let [running, most] = [0, 0];

  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const url = request.url ?? '';
    const isInfer = url.endsWith('/infer');
    const head = Number(request.headers['inference-header-content-length'] ?? 0);
    requests.push({ line: `${request.method ?? ''} ${url}`, at: performance.now(), binary: head > 0 });
    if (isInfer) most = Math.max(most, ++running);
    try {
      const body = await readAll(request);
      if (isInfer && faults.slowMilliseconds !== undefined) await delay(faults.slowMilliseconds);
      const fault = isInfer ? takeFault(faults) : undefined;
      if (fault === 'before') return void request.socket.destroy();
      let reply = typeof fault === 'object' ? fault : await replyTo(options, sessions, request, body, head);
      reply = faults.tamper?.(reply, url) ?? reply;
      const length = { 'content-length': String(reply.body.length) };
      // Both at once is no HTTP.
      response.writeHead(reply.status, { ...('transfer-encoding' in reply.headers ? {} : length), ...reply.headers });
      if (fault !== 'midway') return void response.end(reply.body);
      response.write(reply.body.subarray(0, reply.body.length >> 1), () => request.socket.destroy());
    } finally {
      if (isInfer) running--;
    }
  };
  const listener = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(JSON.stringify({ error: String(error) }));
    });
  };
  const server =
    options.certificate === undefined ? http.createServer(listener) : https.createServer(tls(options), listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `${options.certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    faults,
    requests,
    mostAtOnce: () => most,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      for (const session of sessions.values()) await session.release();
      sessions.clear();
    },
  };
}

/** As the detector's own sessions. */
function sessionOptions({ threads = 1 }: ServerOptions): ort.InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
  };
}

function tls({ certificate = 'server' }: ServerOptions): https.ServerOptions {
  const read = (name: string): Buffer => readFileSync(path.join(certificates, name));
  return { key: read('server.key'), cert: read(`${certificate}.pem`) };
}

function takeFault({ refuse, reset }: Faults): Reply | 'before' | 'midway' | undefined {
  if (refuse !== undefined && refuse.times > 0) {
    refuse.times--;
    const headers: Record<string, string> = refuse.retryAfter === undefined ? {} : { 'retry-after': refuse.retryAfter };
    return { ...json(refuse.status, { error: 'not now' }), headers };
  }
  if (reset !== undefined && reset.times > 0) {
    reset.times--;
    return reset.when;
  }
  return undefined;
}

async function readAll(request: http.IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

function json(status: number, value: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) };
}

async function replyTo(
  options: ServerOptions,
  sessions: ReadonlyMap<string, ort.InferenceSession>,
  { method = '', url = '', headers }: http.IncomingMessage,
  body: Buffer,
  head: number,
): Promise<Reply> {
  if (options.token !== undefined && headers.authorization !== `Bearer ${options.token}`) {
    return json(401, { error: `no access with ${headers.authorization ?? 'nothing'}` });
  }
  const extensions = options.binary === 'refused' ? [] : ['binary_tensor_data', 'model_repository'];
  if (url === '/v2') return json(200, { name: 'test', version: '2.50', extensions });
  if (url === '/v2/health/ready') return json(200, {});
  if (url === '/v2/repository/index') {
    if (options.keepsNoList || method !== 'POST') return json(404, { error: 'Not Found' });
    const ready = [...sessions.keys()].map((name) => ({ name, version: '1', state: 'READY', reason: '' }));
    return json(200, [...ready, { name: 'broken', version: '3', state: 'UNAVAILABLE', reason: 'out of memory' }]);
  }
  const [, name = '', version = '1', call] =
    /^\/v2\/models\/([^/]+)(?:\/versions\/([^/]+))?(\/infer|\/ready)?$/.exec(url) ?? [];
  const session = version === '1' ? sessions.get(decodeURIComponent(name)) : undefined;
  if (session === undefined) return json(404, { error: `Request for unknown model: '${name}' is not found` });
  if (call === undefined)
    return json(200, { name, versions: ['1'], platform: 'onnxruntime_onnx', ...metadataOf(session) });
  if (call === '/ready') return json(200, { name, ready: true });
  if (options.binary === 'refused' && head > 0) return json(400, { error: 'failed to parse the request JSON buffer' });
  return infer(options, session, body, head);
}

function metadataOf(session: ort.InferenceSession): { inputs: Tensor[]; outputs: Tensor[] } {
  const tensor = (value: ort.InferenceSession.ValueMetadata): Tensor => {
    if (!value.isTensor) throw new Error(`${value.name} is no tensor`);
    const shape = value.shape.map((side) => (typeof side === 'number' ? side : -1));
    return { name: value.name, datatype: words[value.type as Type], shape };
  };
  return { inputs: session.inputMetadata.map(tensor), outputs: session.outputMetadata.map(tensor) };
}

async function infer(
  { binary = 'taken' }: ServerOptions,
  session: ort.InferenceSession,
  body: Buffer,
  head: number,
): Promise<Reply> {
  const text = body.subarray(0, head === 0 ? body.length : head).toString('utf8');
  const asked = JSON.parse(text) as {
    inputs: Tensor[];
    outputs?: Tensor[];
    parameters?: { binary_data_output?: boolean };
  };
  const feeds: Record<string, ort.Tensor> = {};
  let at = head;
  for (const input of asked.inputs) {
    const size = input.parameters?.binary_data_size;
    const bytes = size === undefined ? undefined : Uint8Array.from(body.subarray(at, at + size));
    at += size ?? 0;
    feeds[input.name] = tensorOf(input, bytes);
  }
  if (at !== body.length && head > 0) return json(400, { error: `${body.length - at} bytes too many` });
  const found = await session.run(feeds);
  const names = asked.outputs?.map(({ name }) => name) ?? session.outputNames;
  const tensors: Buffer[] = [];
  const outputs = names.map((name) => {
    const { type, dims, data } = found[name] as ort.Tensor;
    const facts = { name, datatype: words[type as Type], shape: dims };
    const own = asked.outputs?.find((output) => output.name === name)?.parameters?.binary_data;
    if (binary !== 'taken' || !(own ?? asked.parameters?.binary_data_output ?? false)) {
      return { ...facts, data: Array.from(data as Iterable<number | bigint>, Number) };
    }
    const view = data as Float32Array;
    tensors.push(Buffer.from(view.buffer, view.byteOffset, view.byteLength));
    return { ...facts, parameters: { binary_data_size: view.byteLength } };
  });
  const reply = json(200, { model_name: 'm', model_version: '1', outputs });
  if (tensors.length === 0) return reply;
  const headers = {
    'content-type': 'application/octet-stream',
    'inference-header-content-length': String(reply.body.length),
  };
  return { status: 200, headers, body: Buffer.concat([reply.body, ...tensors]) };
}

function tensorOf({ datatype, shape, data = [] }: Tensor, bytes: Uint8Array | undefined): ort.Tensor {
  const buffer = bytes?.buffer as ArrayBuffer | undefined;
  switch (datatype) {
    case 'FP32':
      return new ort.Tensor(
        'float32',
        buffer === undefined ? Float32Array.from(data) : new Float32Array(buffer),
        shape,
      );
    case 'FP16':
      return new ort.Tensor('float16', new Uint16Array(buffer ?? new ArrayBuffer(0)), shape);
    case 'UINT8':
      return new ort.Tensor('uint8', buffer === undefined ? Uint8Array.from(data) : new Uint8Array(buffer), shape);
    case 'INT32':
      return new ort.Tensor('int32', buffer === undefined ? Int32Array.from(data) : new Int32Array(buffer), shape);
    case 'INT64':
      return new ort.Tensor(
        'int64',
        buffer === undefined ? BigInt64Array.from(data, BigInt) : new BigInt64Array(buffer),
        shape,
      );
    default:
      throw new Error(`${datatype} is not supported`);
  }
}
