// The name of who works here, on the page of settings.
import { useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import { longestName } from '../../../common/annotation/stamps.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';

export function YourName() {
  const { settings, project } = useDesk();
  const { annotator } = useFields(settings.store, 'annotator');
  const { app } = useFields(project, 'app');
  const [text, setText] = useState<string>();
  const commit = () => {
    if (text !== undefined && text.trim() !== (annotator ?? '')) settings.set({ annotator: text.trim() });
    setText(undefined);
  };
  return (
    <>
      <label className="choice">
        {t('Your name')}
        <input
          className="field"
          aria-label={t('Your name')}
          placeholder={app?.systemUser}
          maxLength={longestName}
          value={text ?? annotator ?? ''}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === 'Enter' && commit()}
        />
      </label>
      <p className="muted">
        {t(
          'Boxes and pictures say who made, reviewed or returned them, and the page Progress adds it up. Without a name they only say when. What was made before keeps the name of then.',
        )}
      </p>
    </>
  );
}
