// The line to the parent: Electron's utilityProcess or child_process.fork, made one. No calls, no meaning.
import type { FromDetector } from '../common/protocol.ts';

export interface Connection {
  post(message: FromDetector): void;
  /** Calls `message` for whatever the parent sends and `gone` once when it went away. */
  listen(message: (message: unknown) => void, gone: () => void): void;
}

/** What Electron gives a utility process; written here because this room does not import electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
}

/** The parent of this process; undefined when nobody forked it. */
export function connectParent(): Connection | undefined {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (port !== undefined) {
    return {
      post: (message) => port.postMessage(message),
      listen(message, gone) {
        port.on('message', (event) => message(event.data));
        port.on('close', gone);
      },
    };
  }
  if (process.send === undefined) return undefined;
  return {
    // A parent that went away between two messages is noticed by "disconnect", not here.
    post: (message) => void process.send?.(message, () => undefined),
    listen(message, gone) {
      process.on('message', message);
      process.on('disconnect', gone);
    },
  };
}
