// Which of ONNX Runtime's execution providers runs a model, tried in one order, every attempt kept with its reason.
import type { InferenceSession } from 'onnxruntime-node';
import { providerOrder } from '../common/protocol.ts';
import type { ProviderAttempt, ProviderName } from '../common/protocol.ts';
import { fail } from '../common/result.ts';
import type { ModelSession } from './modelSession.ts';

export type Runtime = typeof import('onnxruntime-node');

let loading: Promise<Runtime> | undefined;

/** onnxruntime-node, loaded at first use: the pictures lane never needs it. */
export function loadRuntime(): Promise<Runtime> {
  loading ??= import('onnxruntime-node').then((module) => (module as { default?: Runtime }).default ?? module);
  return loading;
}

/** Providers that this build brings or can load, in the order of trying. */
export async function availableProviders(): Promise<ProviderName[]> {
  const { listSupportedBackends } = await loadRuntime();
  const names = new Set(listSupportedBackends().map((backend) => backend.name));
  return providerOrder.filter((name) => names.has(name));
}

/** Those that BOXWRIGHT_PROVIDERS (names with commas between) leaves; all without it. Fails on a name that does not exist. */
export function wantedProviders(
  setting: string | undefined = process.env['BOXWRIGHT_PROVIDERS'],
): readonly ProviderName[] {
  if (setting === undefined || setting.trim() === '') return providerOrder;
  const names = setting.split(',').map((name) => name.trim().toLowerCase());
  for (const name of names) {
    if (!(providerOrder as readonly string[]).includes(name)) {
      fail('invalid', `BOXWRIGHT_PROVIDERS names "${name}"; it knows ${providerOrder.join(', ')}.`);
    }
  }
  return providerOrder.filter((name) => names.includes(name));
}

/**
 * A session on exactly this provider (and the processor for what it lacks). Throws ONNX Runtime's error. `lean` keeps no plan of the
 * first run's memory beside it: training takes a sixth less memory so, and is as fast.
 */
export async function createSession(
  model: Uint8Array,
  provider: ProviderName,
  threads: number,
  memory: 'planned' | 'lean' = 'planned',
): Promise<InferenceSession> {
  const { InferenceSession } = await loadRuntime();
  return InferenceSession.create(model, sessionOptions(provider, threads, memory));
}

/** How `createSession` asks for it. */
export function sessionOptions(
  provider: ProviderName,
  threads: number,
  memory: 'planned' | 'lean' = 'planned',
): InferenceSession.SessionOptions {
  return {
    executionProviders: [{ name: provider }],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    enableMemPattern: memory === 'planned',
    logSeverityLevel: 3,
    // Waiting threads that spin would take the processor from the window.
    // Numbers next to 0 are 0: computing with subnormal ones is many times slower, which training runs into.
    extra: { session: { intra_op: { allow_spinning: '0' }, set_denormal_as_zero: '1' } },
  };
}

export interface Opened {
  readonly session: ModelSession;
  readonly provider: ProviderName;
  readonly attempts: readonly ProviderAttempt[];
}

export interface OpenOptions {
  readonly wanted: readonly ProviderName[];
  readonly available: readonly ProviderName[];
  /** Attempts that failed elsewhere (in a throw-away process, or by a crash); not repeated here. */
  readonly refused: readonly ProviderAttempt[];
  readonly threads: number;
  /** Runs the session on something tiny; throws when that does not work. */
  tryOut(session: InferenceSession): Promise<void>;
}

/** The first provider on which the model loads and runs. Fails with kind `detector`, every reason in the detail. */
export async function openSession(model: Uint8Array, options: OpenOptions): Promise<Opened> {
  const attempts: ProviderAttempt[] = [];
  for (const provider of options.wanted) {
    const refused = options.refused.find((attempt) => attempt.provider === provider);
    if (refused !== undefined || !options.available.includes(provider)) {
      attempts.push(refused ?? { provider, ok: false, reason: absent, milliseconds: 0 });
      continue;
    }
    const start = performance.now();
    const milliseconds = (): number => Math.round(performance.now() - start);
    try {
      const session = await createSession(model, provider, options.threads);
      await options.tryOut(session);
      attempts.push({ provider, ok: true, milliseconds: milliseconds() });
      return { session, provider, attempts };
    } catch (error) {
      attempts.push({ provider, ok: false, reason: reasonOf(error), milliseconds: milliseconds() });
    }
  }
  const reasons = attempts.map((attempt) => `${attempt.provider}: ${attempt.reason ?? ''}`).join('\n');
  const only = attempts.length === 1 ? ` ${attempts[0]?.reason ?? ''}` : '';
  fail('detector', `The model could not be started on any of: ${options.wanted.join(', ')}.${only}`, reasons);
}

/** Why a provider is not tried at all. */
export const absent = `ONNX Runtime for ${process.platform} ${process.arch} does not have it.`;

/** One sentence out of an error of ONNX Runtime. */
export function reasonOf(error: unknown): string {
  const full = error instanceof Error ? error.message : String(error);
  if (full.includes('Failed to load shared library')) return 'Its libraries are not installed.';
  const lines = full.split('\n').map((text) => text.trim().replace(/^\/\S+:\d+ .* was false\. ?/, ''));
  const line = lines.find((text) => text !== '') ?? 'No reason was given.';
  return line.length > 240 ? `${line.slice(0, 240)}…` : line;
}
