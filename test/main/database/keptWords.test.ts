import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../../src/common/messages/t.ts';
import { kept, keptBoth, sayKept } from '../../../src/main/database/keptWords.ts';
import { editCategories } from '../../../src/main/database/categoryEdits.ts';
import { lastWholeEdit } from '../../../src/main/database/editRecords.ts';
import { applyChange } from '../../../src/main/database/annotations.ts';
import { reserveIds } from '../../../src/main/database/annotationIds.ts';
import { listProblems } from '../../../src/main/project/problems.ts';
import { imageSummary, markVanished } from '../../../src/main/database/images.ts';
import { adding, box, makeFixture, type Fixture } from './projectFixture.ts';

afterEach(() => speak('en'));

describe('a text that a project keeps', () => {
  it('is said in the language of whoever reads it', () => {
    const gone = kept('Its folder is not there: {folder}.', { folder: '/a "b" {c}\n' });
    expect(gone).not.toContain('\n');
    expect(sayKept(gone)).toBe('Its folder is not there: /a "b" {c}\n.');
    const plain = kept('This link leads to itself.');
    speak('de');
    expect(sayKept(gone)).toBe('Der Ordner ist nicht da: /a "b" {c}\n.');
    expect(sayKept(keptBoth('It has no colours.', plain))).toBe(
      'It has no colours. Diese Verknüpfung führt zu sich selbst.',
    );
  });

  it('stays as it is when it came as a sentence', () => {
    speak('zh');
    expect(sayKept('Its folder is not there: /a.')).toBe('Its folder is not there: /a.');
    expect(sayKept('["no JSON')).toBe('["no JSON');
    expect(sayKept('["a later {what}",{"what":"message"}]')).toBe('a later message');
  });
});

describe('what a project keeps', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await makeFixture();
  });
  afterEach(() => fixture.remove());

  it('of a picture that is gone is said of it and among the problems', () => {
    const { database } = fixture;
    markVanished(database, 1, kept('Its folder is not there: {folder}.', { folder: '/a' }));
    markVanished(database, 2, 'Gone, says an older program.');
    speak('de');
    expect(imageSummary(database, 1).problem).toBe('Der Ordner ist nicht da: /a.');
    expect(listProblems(database).map(({ message }) => message)).toEqual([
      'Der Ordner ist nicht da: /a.',
      'Gone, says an older program.',
    ]);
  });

  it('of a step over many boxes is what it did; a sentence of an older program stays one', () => {
    const { database } = fixture;
    reserveIds(database, 10);
    applyChange(database, 1, adding(box(1, 0, 0), box(2, 100, 0)));
    const { edit } = editCategories(database, {
      kind: 'boxes',
      deed: { kind: 'relabel', to: 2 },
      boxes: [1, 2],
      asOf: Date.now() + 1000,
    });
    editCategories(database, { kind: 'rename', id: 2, name: 'saucer' });
    database.run('UPDATE category_edits SET undone = 1 WHERE id > :edit', { edit });
    expect(lastWholeEdit(database)?.said).toBe('Relabelled 2 boxes of 1 picture to plate');
    speak('de');
    expect(lastWholeEdit(database)?.said).toBe('2 Boxen zu plate geändert (1 Bild)');
    const record = JSON.stringify({ kind: 'boxes', said: 'Rejected 3 boxes of 2 pictures' });
    database.run('UPDATE category_edits SET record = :record WHERE id = :edit', { record, edit });
    expect(lastWholeEdit(database)?.said).toBe('Rejected 3 boxes of 2 pictures');
  });
});
