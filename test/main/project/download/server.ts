// A web server and a proxy of this machine for the tests of downloads: real sockets, with the faults that servers and networks have.
import http from 'node:http';
import net from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Fault {
  /** Answers of the file end after so many bytes, the connection with them; counted off. */
  readonly breakAfter?: number;
  readonly breaks?: number;
  /** Bytes a tick of 20 ms. */
  readonly pace?: number;
  readonly ranges?: 'none';
  readonly etag?: string | undefined;
  readonly type?: string;
  readonly status?: number;
  /** Sends so many bytes and then nothing, without an end. */
  readonly stallAfter?: number;
}

export interface TestServer {
  readonly address: string;
  content: Buffer;
  fault: Fault;
  /** What was asked, newest last: the Range, or "all". */
  readonly asked: string[];
  close(): Promise<void>;
}

const etagOf = ({ fault }: { fault: Fault }) => ('etag' in fault ? fault.etag : '"one"');

export async function serve(content: Buffer): Promise<TestServer> {
  let left = Infinity;
  const asked: string[] = [];
  const state = { content, fault: {} as Fault };
  const server = http.createServer((request, response) => {
    const { content: all, fault } = state;
    if (request.url?.startsWith('/loop') === true) {
      response.writeHead(302, { Location: `/loop${Math.random()}` }).end();
      return;
    }
    if (request.url?.startsWith('/away') === true) {
      response.writeHead(302, { Location: '/file.pth' }).end();
      return;
    }
    asked.push(request.headers.range ?? 'all');
    const tag = etagOf(state);
    const wanted = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const condition = request.headers['if-range'];
    const partly = wanted > 0 && fault.ranges !== 'none' && (condition === undefined || condition === tag);
    if (partly && wanted >= all.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${all.length}` }).end();
      return;
    }
    const body = partly ? all.subarray(wanted) : all;
    response.writeHead(fault.status ?? (partly ? 206 : 200), {
      'Content-Type': fault.type ?? 'application/octet-stream',
      'Content-Length': body.length,
      ...(tag !== undefined && { ETag: tag }),
      ...(partly && { 'Content-Range': `bytes ${wanted}-${all.length - 1}/${all.length}` }),
    });
    if (fault.stallAfter !== undefined) {
      response.flushHeaders();
      response.write(body.subarray(0, fault.stallAfter));
      return;
    }
    const breaks = fault.breakAfter !== undefined && left-- > 0;
    send(response, breaks ? body.subarray(0, fault.breakAfter) : body, { pace: fault.pace, breaks });
  });
  const port = await listening(server);
  return {
    address: `http://127.0.0.1:${port}/file.pth`,
    asked,
    get content() {
      return state.content;
    },
    set content(next) {
      state.content = next;
    },
    get fault() {
      return state.fault;
    },
    set fault(next) {
      state.fault = next;
      left = next.breaks ?? Infinity;
    },
    close: () => closed(server),
  };
}

interface Sending {
  readonly pace: number | undefined;
  readonly breaks: boolean;
}

function send(response: http.ServerResponse, body: Buffer, { pace, breaks }: Sending): void {
  const end = (): void => {
    if (breaks) response.socket?.end();
    else response.end();
  };
  if (pace === undefined) {
    response.write(body, end);
    return;
  }
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(at, at + pace));
    at += pace;
    if (at < body.length) return;
    clearInterval(timer);
    end();
  }, 20);
  response.once('close', () => clearInterval(timer));
}

export interface TestProxy {
  readonly address: string;
  /** "CONNECT host:port" and "GET http://…". */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Is asked for: "name:password". */
  readonly password?: string;
  /** Every tunnel leads to this port of this machine. */
  readonly to?: number;
}

/** Speaks CONNECT and plain requests by absolute address. */
export async function serveProxy({ password, to }: ProxyOptions = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const allowed = (request: http.IncomingMessage): boolean =>
    password === undefined ||
    request.headers['proxy-authorization'] === `Basic ${Buffer.from(password).toString('base64')}`;
  const server = http.createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    if (!allowed(request)) {
      response.writeHead(407, { 'Proxy-Authenticate': 'Basic' }).end();
      return;
    }
    const onward = http.request(request.url ?? '', { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    onward.end();
  });
  const tunnels = new Set<net.Socket>();
  server.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`);
    tunnels.add(socket);
    if (!allowed(request)) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const onward = net.connect(to ?? Number(port), to === undefined ? host : '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  const port = await listening(server);
  const close = async (): Promise<void> => {
    for (const tunnel of tunnels) tunnel.destroy();
    await closed(server);
  };
  return { address: `http://127.0.0.1:${port}`, asked, close };
}

export async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function closed(server: http.Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
