// The titles of the commands on pictures, the project, passes and training, and the families of all.
import type { Room } from './row.ts';

export const commandTitles = {
  Review: { de: 'Prüfung', zh: '审核' },
  Grid: { de: 'Ausschnitte', zh: '裁剪网格' },
  Project: { de: 'Projekt', zh: '项目' },
  'Previous picture': { de: 'Voriges Bild', zh: '上一张图片' },
  'Next unfinished picture': { de: 'Nächstes unfertiges Bild', zh: '下一张未完成的图片' },
  'First picture': { de: 'Erstes Bild', zh: '第一张图片' },
  'Last picture': { de: 'Letztes Bild', zh: '最后一张图片' },
  'Put pictures into a split…': { de: 'Bilder in einen Split legen…', zh: '将图片放入划分…' },
  'Find a picture by name': { de: 'Bild nach Namen suchen', zh: '按名称查找图片' },
  'Mark picture labelled, or take it back': {
    de: 'Bild als beschriftet markieren oder zurücknehmen',
    zh: '将图片标为已标注，或取消',
  },
  'Mark picture labelled and go to the next unfinished one': {
    de: 'Bild als beschriftet markieren und zum nächsten unfertigen',
    zh: '将图片标为已标注并转到下一张未完成的图片',
  },
  'Accept all shown proposals, mark picture labelled and go on': {
    de: 'Alle gezeigten Vorschläge annehmen, Bild als beschriftet markieren und weiter',
    zh: '接受所有显示的建议框，将图片标为已标注并继续',
  },
  'Mark picture reviewed, or take it back': {
    de: 'Bild als geprüft markieren oder zurücknehmen',
    zh: '将图片标为已审核，或取消',
  },
  'Return picture with a note, or take it back': {
    de: 'Bild mit Notiz zurückgeben oder zurücknehmen',
    zh: '附备注退回图片，或取消',
  },
  'Next picture to review': { de: 'Nächstes zu prüfendes Bild', zh: '下一张待审核的图片' },
  // Project.
  'Your name…': { de: 'Eigener Name…', zh: '您的姓名…' },
  'Export progress as CSV…': { de: 'Fortschritt als CSV exportieren…', zh: '将进度导出为 CSV…' },
  'Open a folder of pictures…': { de: 'Ordner mit Bildern öffnen…', zh: '打开图片文件夹…' },
  'Open project…': { de: 'Projekt öffnen…', zh: '打开项目…' },
  'Close project': { de: 'Projekt schließen', zh: '关闭项目' },
  'Show the project on disk': { de: 'Projekt auf der Festplatte zeigen', zh: '在磁盘上显示项目' },
  // Passes.
  'Check proposals, or draw a class, on all pictures…': {
    de: 'Auf allen Bildern Vorschläge prüfen oder eine Klasse zeichnen…',
    zh: '在所有图片上检查建议框，或绘制一个类别…',
  },
  'Pass: the proposal is right': { de: 'Durchgang: Vorschlag ist richtig', zh: '检查流程：建议框正确' },
  'Pass: the proposal is wrong': { de: 'Durchgang: Vorschlag ist falsch', zh: '检查流程：建议框错误' },
  'Pass: it is of class {place}': { de: 'Durchgang: gehört zu Klasse {place}', zh: '检查流程：属于类别 {place}' },
  'Pass: leave the proposal for later': {
    de: 'Durchgang: Vorschlag für später lassen',
    zh: '检查流程：建议框留待以后',
  },
  'Pass: take the last answer back': {
    de: 'Durchgang: letzte Antwort zurücknehmen',
    zh: '检查流程：收回上一个回答',
  },
  'Pass: this picture is through': { de: 'Durchgang: dieses Bild ist fertig', zh: '检查流程：此图片已完成' },
  'Pass: back to the picture before': { de: 'Durchgang: zurück zum vorigen Bild', zh: '检查流程：返回上一张图片' },
  'Leave the pass': { de: 'Durchgang verlassen', zh: '退出检查流程' },
  // Training.
  'New training run': { de: 'Neuer Trainingslauf', zh: '新建训练' },
  'Pause training, or continue': { de: 'Training anhalten oder fortsetzen', zh: '暂停或继续训练' },
  'Stop training and keep the best': {
    de: 'Training beenden und das Beste behalten',
    zh: '停止训练并保留最佳结果',
  },
} as const satisfies Room;
