import { describe, expect, it } from 'vitest';
import { FailureError } from '../../src/common/result.ts';
import { openSession, reasonOf, wantedProviders } from '../../src/detector/providers.ts';
import { tryProvider } from '../../src/detector/tryProvider.ts';

describe('BOXWRIGHT_PROVIDERS', () => {
  it('leaves all providers without a value, and narrows them without changing their order', () => {
    expect(wantedProviders('')).toEqual(['tensorrt', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu']);
    expect(wantedProviders('cpu, WebGPU')).toEqual(['webgpu', 'cpu']);
  });

  it('is refused when it names something else', () => {
    expect(() => wantedProviders('cpu,gpu')).toThrow(FailureError);
  });
});

describe('a provider’s reason', () => {
  it('is one sentence without the source file of ONNX Runtime', () => {
    const webgpu =
      '/onnxruntime_src/core/webgpu_context.cc:136 onnxruntime::<lambda()> status == Success was false. Failed to get a WebGPU adapter: No supported adapters\n';
    expect(reasonOf(new Error(webgpu))).toBe('Failed to get a WebGPU adapter: No supported adapters');
    expect(reasonOf(new Error('x: Failed to load shared library'))).toBe('Its libraries are not installed.');
    expect(reasonOf(new Error('a\n'.repeat(500)))).toBe('a');
  });
});

describe('a model', () => {
  const available = ['cpu'] as const;
  const tryOut = (): Promise<void> => Promise.resolve();

  it('that no provider can run fails with every attempt', async () => {
    const refused = [
      { provider: 'webgpu', ok: false, reason: 'It stopped the process that tried it.', milliseconds: 5 },
    ] as const;
    const wanted = ['cuda', 'webgpu', 'cpu'] as const;
    const failed = openSession(new Uint8Array([1, 2, 3]), { wanted, available, refused, threads: 1, tryOut });
    const failure = await failed.then(
      () => undefined,
      (caught: unknown) => (caught as FailureError).failure,
    );
    expect(failure?.kind).toBe('detector');
    expect(failure?.detail?.split('\n').map((line) => line.split(':')[0])).toEqual(['cuda', 'webgpu', 'cpu']);
    expect(failure?.detail).toContain('It stopped the process that tried it.');
  });
});

describe('a try of a provider', () => {
  it('works on the processor', async () => {
    const attempt = await tryProvider('cpu');
    expect(attempt.provider).toBe('cpu');
    // Against itself it may come out slower by chance; it must have run and agreed.
    if (!attempt.ok) expect(attempt.reason).toContain('slower');
  });

  it('says what is missing where a provider is not there', async () => {
    const attempt = await tryProvider(process.platform === 'darwin' ? 'dml' : 'coreml');
    expect(attempt).toMatchObject({ ok: false, reason: expect.stringContaining('does not have it') as unknown });
  });
});
