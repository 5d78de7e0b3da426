// What is said of a finding, in the language that is spoken.
import { t } from '../messages/t.ts';
import type { Finding, FindingName, Level, Stage } from './findings.ts';

/** What was found: "3 boxes are tiny". */
export function findingWords({ name, count }: Finding): string {
  return found[name](count);
}

/** What it means and what to do. */
export function findingAdvice(name: FindingName): string {
  return advice[name]();
}

export function stageWords(stage: Stage): string {
  return t(
    '{stage, select, structure {Structure} quality {Quality} distribution {Distribution} other {Compatibility}}',
    { stage },
  );
}

export function levelWords(level: Level): string {
  return t('{level, select, error {error} warning {warning} other {note}}', { level });
}

const found: Readonly<Record<FindingName, (count: number) => string>> = {
  unreadable: (count) =>
    t('{count, plural, one {# picture is away or cannot be read} other {# pictures are away or cannot be read}}', {
      count,
    }),
  flat: (count) => t('{count, plural, one {# box has no area} other {# boxes have no area}}', { count }),
  outside: (count) =>
    t('{count, plural, one {# box reaches out of its picture} other {# boxes reach out of their pictures}}', { count }),
  'class-clash': (count) =>
    t(
      '{count, plural, one {# class has a name like another one’s} other {# classes have names that differ by case or spaces alone}}',
      { count },
    ),
  duplicates: (count) => t('{count, plural, one {# box is there twice} other {# boxes are there twice}}', { count }),
  overlaps: (count) =>
    t(
      '{count, plural, one {# pair of boxes of one class overlaps much} other {# pairs of boxes of one class overlap much}}',
      { count },
    ),
  tiny: (count) => t('{count, plural, one {# box is tiny} other {# boxes are tiny}}', { count }),
  huge: (count) => t('{count, plural, one {# box covers its picture} other {# boxes cover their pictures}}', { count }),
  'near-duplicates': (count) =>
    t('{count, plural, one {# picture looks like another one} other {# pictures look like others}}', { count }),
  'twins-across-splits': (count) =>
    t(
      '{count, plural, one {# picture has its twin in another split} other {# pictures have their twins in another split}}',
      { count },
    ),
  'held-out-classes': (count) =>
    t(
      '{count, plural, one {# class is never in the training split} other {# classes are never in the training split}}',
      { count },
    ),
  'rare-classes': (count) =>
    t('{count, plural, one {# class has fewer than 10 boxes} other {# classes have fewer than 10 boxes}}', { count }),
  'unused-classes': (count) => t('{count, plural, one {# class has no box} other {# classes have no box}}', { count }),
  unlabelled: (count) =>
    t('{count, plural, one {# picture is not labelled yet} other {# pictures are not labelled yet}}', { count }),
  'bad-file-names': (count) =>
    t(
      '{count, plural, one {# picture has a name that no label file can hold} other {# pictures have names that no label file can hold}}',
      { count },
    ),
  'same-base-names': (count) =>
    t('{count, plural, one {# picture shares its name} other {# pictures share their names}}', { count }),
  'class-name-signs': (count) =>
    t('{count, plural, one {# class name has spaces or signs} other {# class names have spaces or signs}}', { count }),
  'class-name-paths': (count) =>
    t('{count, plural, one {# class name looks like a path} other {# class names look like paths}}', { count }),
  'class-name-long': (count) =>
    t(
      '{count, plural, one {# class name is longer than 64 characters} other {# class names are longer than 64 characters}}',
      { count },
    ),
  'class-background': (count) =>
    t('{count, plural, one {# class is called background} other {# classes are called background}}', { count }),
  turned: (count) =>
    t('{count, plural, one {# picture is turned by EXIF} other {# pictures are turned by EXIF}}', { count }),
  'pixel-boxes': (count) =>
    t('{count, plural, one {# box has a side of 1 px or less} other {# boxes have a side of 1 px or less}}', { count }),
  'empty-pictures': (count) =>
    t('{count, plural, one {# labelled picture has no box} other {# labelled pictures have no box}}', { count }),
};

const advice: Readonly<Record<FindingName, () => string>> = {
  unreadable: () => t('Connect their folder, or look at Problems under Data. Training leaves them out.'),
  flat: () => t('Delete them or draw them anew; exports leave them out.'),
  outside: () =>
    t('An export cuts them at the edge. Where a picture was replaced by one of another size, draw them anew.'),
  'class-clash': () => t('Merge them if they mean the same.'),
  duplicates: () => t('Two boxes of one class with an overlap (IoU) of 0.95 or more: delete one of each pair.'),
  overlaps: () => t('An overlap (IoU) of 0.7 or more: is it one object or two?'),
  tiny: () => t('A side under 4 px: often a slip of the hand, and too small to be learnt.'),
  huge: () => t('90 % of the picture or more: is it meant?'),
  'near-duplicates': () =>
    t(
      'Each looks like another of its group, though the first and the last of a long one may differ. They teach little, and must not be divided between training and validation.',
    ),
  'twins-across-splits': () => t('What is measured on them is too good. Put each group into one split.'),
  'held-out-classes': () => t('A model cannot learn what is only in validation or test.'),
  'rare-classes': () => t('Label more of them, or merge them into another class.'),
  'unused-classes': () => t('They stand in the export all the same. Delete what is not needed.'),
  unlabelled: () => t('In an export of all pictures they look as if nothing were in them.'),
  'bad-file-names': () => t('Rename their files; an export leaves them out.'),
  'same-base-names': () =>
    t('Without folder and ending they are called the same, so in a flat layout one takes the other’s place.'),
  'class-name-signs': () => t('Lists of names that are not quoted come apart at commas, colons and spaces.'),
  'class-name-paths': () => t('Tools that name files or folders after classes stumble over / and \\.'),
  'class-name-long': () => t('CVAT refuses them. Rename the class.'),
  'class-background': () => t('Trainers keep label 0 for it by themselves; boxes of it are learnt as objects.'),
  turned: () => t('Readers that ignore EXIF see the boxes elsewhere. Export upright copies.'),
  'pixel-boxes': () => t('torchvision’s training drops pictures that have only such boxes.'),
  'empty-pictures': () => t('They teach what is background; these trainers leave them out unless told otherwise.'),
};
