// What downloads go through: the system's proxy, none, or one whose address is written here.
import { useState } from 'react';
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Choice } from './ExportDialog.tsx';

const example = 'http://host:3128';

export function ProxySetting() {
  const { settings } = useDesk();
  const { proxy } = useFields(settings.store, 'proxy');
  const own = proxy !== 'system' && proxy !== 'none';
  const [text, setText] = useState<string>();
  const [writing, setWriting] = useState(own);
  const shown = text ?? (own ? proxy : '');
  const valid = isProxy(shown);
  const choose = (value: string) => {
    setWriting(false);
    settings.set({ proxy: value });
  };
  const commit = () => {
    if (text !== undefined && isProxy(text)) settings.set({ proxy: text.trim() });
  };
  return (
    <>
      <fieldset className="in-line proxy">
        <legend>{t('Proxy')}</legend>
        <Choice name="proxy" checked={!writing && proxy === 'system'} onChoose={() => choose('system')}>
          {t('As the system')}
        </Choice>
        <Choice name="proxy" checked={!writing && proxy === 'none'} onChoose={() => choose('none')}>
          {t('None')}
        </Choice>
        <Choice name="proxy" checked={writing} onChoose={() => setWriting(true)}>
          {t('This one')}
        </Choice>
        <input
          className={writing && shown !== '' && !valid ? 'field proxy-field invalid' : 'field proxy-field'}
          aria-label={t('Address of the proxy')}
          aria-invalid={writing && !valid}
          placeholder={example}
          spellCheck={false}
          disabled={!writing}
          value={shown}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      </fieldset>
      <p className="muted">
        {t(
          'Only the download of official weights uses the network, and only when you ask for it. “As the system” takes HTTPS_PROXY and NO_PROXY first, then the system’s own settings.',
        )}
      </p>
    </>
  );
}

function isProxy(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:\/\/./.test(text.trim());
}
