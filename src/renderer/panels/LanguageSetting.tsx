// The language of the program. The window speaks another one when it starts again, at once if one wants.
import { languageChoices, languageNames, type LanguageChoice } from '../../common/messages/languages.ts';
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button } from '../ui/Button.tsx';

export function LanguageSetting() {
  const desk = useDesk();
  const { language } = useFields(desk.settings.store, 'language');
  const startAgain = async () => {
    await desk.settings.flush();
    if (await desk.flow.settle()) window.location.reload();
  };
  return (
    <>
      <fieldset className="in-line">
        <legend>{t('Language')}</legend>
        <select
          className="field"
          aria-label={t('Language')}
          value={language}
          onChange={(event) => desk.settings.set({ language: event.currentTarget.value as LanguageChoice })}
        >
          {languageChoices.map((choice) => (
            <option key={choice} value={choice}>
              {choice === 'system' ? t('As the system') : languageNames[choice]}
            </option>
          ))}
        </select>
      </fieldset>
      {language !== window.studio.language.choice && (
        <p className="choice small" role="status">
          <span className="muted">
            {t('The window speaks it when it starts again. Steps to undo begin anew then.')}
          </span>
          <Button dense onClick={() => void startAgain()}>
            {t('Start again now')}
          </Button>
        </p>
      )}
    </>
  );
}
