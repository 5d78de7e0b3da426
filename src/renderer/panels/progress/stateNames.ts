// The states of pictures as they stand after a number: "12 labelled".
import { t } from '../../../common/messages/t.ts';
import type { ImageState } from '../../../common/annotation/types.ts';

export const stateNames: Readonly<Record<ImageState | 'problem', string>> = {
  new: t('new'),
  proposed: t('proposed'),
  'in-work': t('in work'),
  done: t('labelled'),
  reviewed: t('reviewed'),
  returned: t('returned'),
  problem: t('unreadable'),
};
