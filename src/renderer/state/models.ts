// The models that can be used, and how the detector process fares. The window never touches a model file.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { t } from '../../common/messages/t.ts';
import type { StudioApi } from '../../common/contract.ts';
import type { DetectorStatus, ProblemEntry } from '../../common/records.ts';
import type { ModelSummary } from '../../common/modelRecords.ts';
import type { ProviderName } from '../../common/protocol.ts';
import type { Notices } from './notices.ts';

export interface ModelsState {
  readonly phase: 'loading' | 'ready';
  readonly models: readonly ModelSummary[];
  /** Models that are there and cannot be used. */
  readonly broken: readonly ProblemEntry[];
  readonly detector: DetectorStatus;
}

export interface Models {
  readonly store: StoreApi<ModelsState>;
  load(): Promise<void>;
  setDetector(status: DetectorStatus): void;
}

export const providerNames: Readonly<Record<ProviderName, string>> = {
  tensorrt: 'TensorRT',
  cuda: 'CUDA',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
  remote: t('Remote'),
};

/** The lowest score that the model in use leaves behind; below it there is nothing to show. */
export function scoreFloor(models: readonly ModelSummary[], inUse: string | undefined): number {
  return models.find(({ id }) => id === inUse)?.scoreFloor ?? 0;
}

export function createModels(studio: StudioApi, notices: Notices): Models {
  const store = createStore<ModelsState>(() => ({
    phase: 'loading',
    models: [],
    broken: [],
    detector: { state: 'starting' },
  }));

  async function load(): Promise<void> {
    const [models, detector] = await Promise.all([studio.ask('models/list', {}), studio.ask('detector/status', {})]);
    if (models.ok) store.setState(models.value);
    else notices.report(models.failure);
    if (detector.ok) store.setState({ detector: detector.value });
    store.setState({ phase: 'ready' });
  }

  return {
    store,
    load,
    setDetector(detector) {
      const before = store.getState().detector.state;
      store.setState({ detector });
      if (detector.state === before) return;
      if (detector.state === 'stopped') notices.announce(detector.message ?? t('The detector stopped.'));
      if (detector.state === 'restarting') notices.announce(detector.message ?? t('The detector starts again.'));
    },
  };
}
