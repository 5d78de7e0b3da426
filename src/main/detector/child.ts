// What a forked detector process is to the client, whoever forked it: Electron's utilityProcess or child_process.
import { t } from '../../common/messages/t.ts';
import type { ToDetector } from '../../common/protocol.ts';

export interface DetectorChild {
  readonly pid: number | undefined;
  post(message: ToDetector): void;
  /** Whatever it sends; the client checks it. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. `code` is null when a signal ended it; `signal` where the platform tells. */
  onExit(listener: (code: number | null, signal?: string | null) => void): void;
  /** Ends it at once; `onExit` follows. */
  kill(): void;
  /** The last lines it wrote to stderr, where the fork kept them. */
  lastWords?(): string;
}

/** Starts the detector process from its entry file with the given arguments. */
export type Fork = (entry: string, args: readonly string[]) => DetectorChild;

/** "exit code 70" or "signal SIGSEGV". */
export function exitReason(code: number | null, signal: string | null | undefined): string {
  if (signal !== null && signal !== undefined) return t('signal {signal}', { signal });
  return code === null ? t('an unknown signal') : t('exit code {code}', { code });
}
