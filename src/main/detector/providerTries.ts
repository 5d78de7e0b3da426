// Tries graphics providers in throw-away processes before the detector process may use them: a driver that hangs or crashes
// costs a second here, and nothing else. Remembered for the life of this process.
import { availableParallelism } from 'node:os';
import { t } from '../../common/messages/t.ts';
import { providerOrder } from '../../common/protocol.ts';
import type { ProviderAttempt, ProviderName } from '../../common/protocol.ts';
import { exitReason } from './child.ts';
import type { DetectorChild, Fork } from './child.ts';

/** Long enough for a driver's first compilation, short enough to wait for once. */
const patience = 20_000;

/** Where a provider cannot exist, no process is started to find that out. */
const platforms: Readonly<Record<ProviderName, readonly string[]>> = {
  tensorrt: ['linux', 'win32'],
  cuda: ['linux', 'win32'],
  dml: ['win32'],
  coreml: ['darwin'],
  webgpu: ['linux', 'win32', 'darwin'],
  cpu: [],
  remote: [],
};

/** It builds an engine for every size of picture, for minutes each; nobody should wait for that who did not ask for it. */
const unnamed = (): ProviderAttempt => ({
  provider: 'tensorrt',
  ok: false,
  reason: t('It prepares for minutes at every new size of picture. To use it: BOXWRIGHT_PROVIDERS=tensorrt,cuda,cpu.'),
  milliseconds: 0,
});

const usual = providerOrder.filter((name) => name !== 'tensorrt');

const remembered = new Map<string, Promise<readonly ProviderAttempt[]>>();

const running = new Set<DetectorChild>();

/** The providers (the processor aside) that do not work on this machine, each with its reason. */
export function refusedProviders(fork: Fork, entry: string): Promise<readonly ProviderAttempt[]> {
  const known = remembered.get(entry) ?? tryAll(fork, entry);
  remembered.set(entry, known);
  return known;
}

/** Ends the tries that still run; a later client would begin them anew. */
export function endProviderTries(): void {
  if (running.size > 0) remembered.clear();
  for (const child of running) child.kill();
}

async function tryAll(fork: Fork, entry: string): Promise<readonly ProviderAttempt[]> {
  const setting = process.env['BOXWRIGHT_PROVIDERS'] ?? '';
  const isNamed = setting.trim() !== '';
  const wanted = isNamed ? setting.split(',').map((name) => name.trim().toLowerCase()) : usual;
  const risky = providerOrder.filter((name) => wanted.includes(name) && platforms[name].includes(process.platform));
  const refused: ProviderAttempt[] = isNamed ? [] : [unnamed()];
  // One after another on a small machine: they compare themselves with the processor.
  const together = availableParallelism() >= 8;
  const tries = risky.map((name) => () => tryOne(fork, entry, name));
  const attempts = together ? await Promise.all(tries.map((one) => one())) : [];
  if (!together) for (const one of tries) attempts.push(await one());
  for (const attempt of attempts) if (!attempt.ok) refused.push(attempt);
  return refused;
}

function tryOne(fork: Fork, entry: string, provider: ProviderName): Promise<ProviderAttempt> {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = fork(entry, [`--try-provider=${provider}`]);
    running.add(child);
    const end = (attempt: ProviderAttempt): void => {
      clearTimeout(timer);
      resolve(attempt);
    };
    const refuse = (reason: string): void => {
      end({ provider, ok: false, reason, milliseconds: Math.round(performance.now() - start) });
    };
    const timer = setTimeout(() => {
      refuse(t('It did not answer within {seconds} seconds.', { seconds: patience / 1000 }));
      child.kill();
    }, patience);
    child.onMessage((message) => {
      const attempt = readAttempt(message, provider);
      if (attempt !== undefined) end(attempt);
      child.kill();
    });
    child.onExit((code, signal) => {
      running.delete(child);
      refuse(t('It stopped the process that tried it ({reason}).', { reason: exitReason(code, signal) }));
    });
  });
}

function readAttempt(message: unknown, provider: ProviderName): ProviderAttempt | undefined {
  const reply = message as { kind?: unknown; result?: { ok?: unknown; value?: ProviderAttempt } } | null;
  const value = reply?.kind === 'reply' && reply.result?.ok === true ? reply.result.value : undefined;
  return value?.provider === provider && typeof value.ok === 'boolean' ? value : undefined;
}
