// The pages around these: welcome, label, data; and the parts that every page is made of.
import type { Room } from './row.ts';

export const pages = {
  // Welcome.
  Welcome: { de: 'Willkommen', zh: '欢迎' },
  'Label pictures with a detector that learns from you.': {
    de: 'Bilder beschriften mit einem Detektor, der mitlernt.',
    zh: '用一个向你学习的检测器标注图片。',
  },
  'Open a folder of pictures. Boxwright proposes boxes, you fix them, and a COCO file comes out. Pictures are never changed, and nothing leaves this computer.':
    {
      de: 'Einen Ordner mit Bildern öffnen. Boxwright schlägt Boxen vor, der Mensch berichtigt sie, und heraus kommt eine COCO-Datei. Bilder werden nie verändert, und nichts verlässt diesen Rechner.',
      zh: '打开一个图片文件夹。Boxwright 给出建议框，你来修正，最后得到 COCO 文件。图片绝不会被更改，任何内容都不会离开这台电脑。',
    },
  'Open a folder of pictures': { de: 'Bilderordner öffnen', zh: '打开图片文件夹' },
  'Recent projects': { de: 'Letzte Projekte', zh: '最近的项目' },
  'Projects that you open are listed here.': {
    de: 'Geöffnete Projekte stehen dann hier.',
    zh: '打开过的项目会列在这里。',
  },
  'Open a project file': { de: 'Projektdatei öffnen', zh: '打开项目文件' },
  '{location} is not there': { de: '{location} ist nicht da', zh: '{location} 不存在' },
  'Forget {name}': { de: '{name} vergessen', zh: '移除 {name}' },
  'Take it off this list; nothing is deleted': {
    de: 'Aus dieser Liste nehmen; nichts wird gelöscht',
    zh: '从此列表移除；不会删除任何内容',
  },
  'Width of the picture list': { de: 'Breite der Bilderliste', zh: '图片列表的宽度' },
  'Width of the inspector': { de: 'Breite des Inspektors', zh: '检查器的宽度' },
  'Picture folders': { de: 'Bilderordner', zh: '图片文件夹' },
  'Add a folder…': { de: 'Ordner hinzufügen…', zh: '添加文件夹…' },
  'Pictures stay where they are and are never changed. The project lies in {place}.': {
    de: 'Bilder bleiben, wo sie sind, und werden nie verändert. Das Projekt liegt in {place}.',
    zh: '图片保留在原处，绝不会被更改。项目位于 {place}。',
  },
  'An import adds boxes to the pictures that the file names. An export is written beside, checked, and then put in place.':
    {
      de: 'Ein Import fügt den in der Datei genannten Bildern Boxen hinzu. Ein Export wird daneben geschrieben, geprüft und dann an seinen Platz gesetzt.',
      zh: '导入会为文件中列出的图片添加框。导出先写入旁边的文件，校验后再放到目标位置。',
    },

  // Dialogs and notices.
  'Close (Esc)': { de: 'Schließen (Esc)', zh: '关闭（Esc）' },
  Notices: { de: 'Hinweise', zh: '提示' },
  Dismiss: { de: 'Ausblenden', zh: '关闭' },
  Announcements: { de: 'Ansagen', zh: '播报' },
} as const satisfies Room;
