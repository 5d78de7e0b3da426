// JSON that the project file keeps as text. Only this program writes it, so what is no JSON any more is damage of the file and is said as
// that, with its place.
import { t } from '../../common/messages/t.ts';
import { fail } from '../../common/result.ts';

/** An object or a list; `place`: table and row, as "annotations[12].extra". Fails with `unreadable`. What is in it is the caller's to know. */
export function storedJson<Value extends object>(text: string, place: string): Value {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (caught) {
    return damaged(place, String(caught));
  }
  return typeof value === 'object' && value !== null ? (value as Value) : damaged(place, 'it is no object');
}

/** Fails with `unreadable`: what stands at this place of the project file cannot have been written there. */
export function damaged(place: string, detail: string): never {
  return fail(
    'unreadable',
    t('The project file is damaged: {place} cannot be read. Restore the project from a backup.', { place }),
    detail,
  );
}
