// Which providers a crash of the detector process has switched off. Lives as long as the client, over all its processes.
import { t } from '../../common/messages/t.ts';
import type { ProviderAttempt, ProviderName } from '../../common/protocol.ts';

export class CrashedProviders {
  /** What the model in use runs on; kept over crashes, unlike the client's status. */
  inUse: ProviderName | undefined;
  #switchedOff: readonly ProviderAttempt[] = [];

  get switchedOff(): readonly ProviderAttempt[] {
    return this.#switchedOff;
  }

  /** The provider in use, once for each but the processor and servers: the process crashed with it, so the next one goes without. */
  switchOff(): ProviderName | undefined {
    const provider = this.inUse;
    if (provider === undefined || provider === 'cpu' || provider === 'remote') return undefined;
    if (this.#switchedOff.some((attempt) => attempt.provider === provider)) return undefined;
    const reason = t('The detector process stopped twice while it was used.');
    this.#switchedOff = [...this.#switchedOff, { provider, ok: false, reason, milliseconds: 0 }];
    return provider;
  }
}
