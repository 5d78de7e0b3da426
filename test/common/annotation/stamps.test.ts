import { describe, expect, it } from 'vitest';
import { noChange } from '../../../src/common/annotation/change.ts';
import { stamped } from '../../../src/common/annotation/stamps.ts';
import type { Annotation } from '../../../src/common/annotation/types.ts';
import { isChosen } from '../../../src/common/annotation/verdicts.ts';

const drawn: Annotation = {
  id: 1,
  categoryId: 1,
  box: { x1: 0, y1: 0, x2: 10, y2: 10 },
  origin: { kind: 'drawn' },
  crowd: false,
};
const ada = { by: 'Ada', at: 1 };
const bo = { by: 'Bo', at: 2 };

describe('the stamp of a change', () => {
  it('says who made a box, and of a copy whoever pasted it', () => {
    const copied = { ...drawn, made: ada, changed: ada };
    expect(stamped({ ...noChange, added: [drawn, copied] }, bo).added).toEqual([
      { ...drawn, made: bo },
      { ...drawn, made: bo },
    ]);
  });

  it('says who decided on a proposal first, and who changed a box after that', () => {
    const proposed: Annotation = { ...drawn, origin: { kind: 'proposed', model: 'm', score: 0.5 } };
    const accepted: Annotation = { ...drawn, origin: { kind: 'accepted', model: 'm', score: 0.5 } };
    const first = stamped({ ...noChange, updated: [[proposed, accepted]] }, ada).updated[0]?.[1];
    expect(first).toEqual({ ...accepted, made: ada });
    const second = stamped({ ...noChange, updated: [[first!, { ...first!, categoryId: 2 }]] }, bo).updated[0]?.[1];
    expect(second).toEqual({ ...accepted, categoryId: 2, made: ada, changed: bo });
  });
});

describe('which pictures count', () => {
  it('a returned picture is only among all and among those with boxes', () => {
    const picture = { state: 'returned', boxes: 3 } as const;
    const choices = (['all', 'labelled', 'done', 'reviewed'] as const).filter((choice) => isChosen(picture, choice));
    expect(choices).toEqual(['all', 'labelled']);
  });
});
