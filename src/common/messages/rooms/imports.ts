// What an import and an export tell of what they left out.
import type { Room } from './row.ts';

export const imports = {
  '{count} boxes have other ids in the project, because theirs are in use or were.': {
    de: '{count, plural, one {# Box hat im Projekt eine andere Nummer, weil ihre vergeben ist oder war.} other {# Boxen haben im Projekt andere Nummern, weil ihre vergeben sind oder waren.}}',
    zh: '{count, plural, other {# 个框在项目中使用了其他编号，因为原编号已被占用或曾被占用。}}',
  },
  'The picture could not be read, so its {count} boxes were not taken.': {
    de: 'Das Bild konnte nicht gelesen werden, darum {count, plural, one {wurde seine # Box} other {wurden seine # Boxen}} nicht übernommen.',
    zh: '无法读取图片，因此{count, plural, other {其 # 个框}}未导入。',
  },
  '{boxes} boxes of {pictures} pictures that are not in the project were not taken.': {
    de: 'Nicht übernommen: {boxes, plural, one {# Box} other {# Boxen}} von {pictures, plural, one {# Bild, das nicht im Projekt ist} other {# Bildern, die nicht im Projekt sind}}.',
    zh: '{pictures, plural, other {# 张图片}}不在项目中，其 {boxes, plural, other {# 个框}}未导入。',
  },
  'The file says {width} × {height}, the picture has {ownWidth} × {ownHeight}; boxes were taken as they are, in pixels.{turned, select, yes { It seems to be turned: look at its boxes.} other {}}':
    {
      de: 'Die Datei nennt {width} × {height}, das Bild hat {ownWidth} × {ownHeight}; die Boxen wurden übernommen, wie sie sind, in Pixeln.{turned, select, yes { Es scheint gedreht zu sein: seine Boxen ansehen.} other {}}',
      zh: '文件记录为 {width} × {height}，图片实际为 {ownWidth} × {ownHeight}；框按像素原样导入。{turned, select, yes {图片似乎被旋转过：请检查其中的框。} other {}}',
    },
  'Box {id} lies outside the picture; it was not taken.': {
    de: 'Box {id} liegt außerhalb des Bildes; sie wurde nicht übernommen.',
    zh: '框 {id} 在图片之外；未导入。',
  },
  "Box {id} was cut at the picture's edge.": {
    de: 'Box {id} wurde am Bildrand abgeschnitten.',
    zh: '框 {id} 已在图片边缘处裁切。',
  },
  '"{name}" has id {there} in the file and {here} in the project.': {
    de: '„{name}“ hat in der Datei die Nummer {there} und im Projekt {here}.',
    zh: '“{name}”在文件中的编号为 {there}，在项目中为 {here}。',
  },
  '{count} pictures keep the number that they had in the project, not the one of this file.': {
    de: '{count, plural, one {# Bild behält die Nummer, die es im Projekt hatte, nicht die dieser Datei.} other {# Bilder behalten die Nummern, die sie im Projekt hatten, nicht die dieser Datei.}}',
    zh: '{count, plural, other {# 张图片}}保留其在项目中的编号，而非此文件中的编号。',
  },
  'The info, licences and other keys of an earlier file were kept, not those of this one.': {
    de: 'Info, Lizenzen und andere Schlüssel einer früheren Datei wurden behalten, nicht die dieser.',
    zh: '保留了先前文件的 info、许可证和其他键，而非此文件的。',
  },
} as const satisfies Room;
