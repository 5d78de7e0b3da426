// Names, verdicts and returned pictures.
import type { Room } from './row.ts';

export const people = {
  // Who and when.
  '{deed} by {name}, {time}': { de: '{deed} von {name}, {time}', zh: '{deed}（{name}，{time}）' },
  '{deed} by {name}': { de: '{deed} von {name}', zh: '{deed}（{name}）' },
  '{deed}, {time}': { de: '{deed}, {time}', zh: '{deed}（{time}）' },
  Imported: { de: 'Importiert', zh: '导入' },
  Changed: { de: 'Geändert', zh: '更改' },
  'First taken up': { de: 'Zuerst aufgenommen', zh: '首次采用' },
  'Where the box came from': { de: 'Herkunft der Box', zh: '框的来源' },
  '{score} from {model}': { de: '{score} von {model}', zh: '{score}，来自 {model}' },

  // The name of who works here.
  'Your name': { de: 'Name', zh: '姓名' },
  'Go on without': { de: 'Ohne Namen weiter', zh: '不填继续' },
  Keep: { de: 'Behalten', zh: '保存' },
  'Boxes and pictures then say who made, reviewed or returned them. It is kept on this machine; you can change it under Settings.':
    {
      de: 'Boxen und Bilder zeigen dann, wer sie gemacht, geprüft oder zurückgegeben hat. Der Name bleibt auf diesem Rechner und lässt sich unter Einstellungen ändern.',
      zh: '框和图片会注明由谁创建、审核或退回。姓名只保存在本机，可在“设置”中修改。',
    },
  'Boxes and pictures say who made, reviewed or returned them, and the page Progress adds it up. Without a name they only say when. What was made before keeps the name of then.':
    {
      de: 'Boxen und Bilder zeigen, wer sie gemacht, geprüft oder zurückgegeben hat, und die Seite Fortschritt zählt es zusammen. Ohne Namen zeigen sie nur, wann. Was schon da ist, behält den Namen von damals.',
      zh: '框和图片会注明由谁创建、审核或退回，“进度”页面会汇总。没有姓名时只注明时间。之前的内容保留当时的姓名。',
    },

  // Returned pictures.
  'Return the picture': { de: 'Bild zurückgeben', zh: '退回图片' },
  Return: { de: 'Zurückgeben', zh: '退回' },
  'What has to be done': { de: 'Was zu tun ist', zh: '需要处理的内容' },
  'What has to be done, such as “two cells at the left edge are missing”': {
    de: 'Was zu tun ist, etwa „zwei Zellen am linken Rand fehlen“',
    zh: '需要处理的内容，例如“左侧边缘漏了两个细胞”',
  },
  'The note stands on the picture until it is labelled again. Until then the picture counts as unfinished.': {
    de: 'Die Notiz steht am Bild, bis es wieder beschriftet ist. Bis dahin gilt das Bild als unfertig.',
    zh: '备注会显示在图片上，直到重新标为已标注。在此之前，图片视为未完成。',
  },
  'Returned without a note.': { de: 'Ohne Notiz zurückgegeben.', zh: '已退回，没有备注。' },
  'What was said of the picture': { de: 'Was über das Bild gesagt wurde', zh: '对图片的评定' },
  '{what}: {note}': { de: '{what}: {note}', zh: '{what}：{note}' },
} as const satisfies Room;
