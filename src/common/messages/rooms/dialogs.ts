// Dialogs: accepting everywhere, the export, lists of problems, the question before closing, what the detector runs on.
import type { Room } from './row.ts';

export const dialogs = {
  // Accept on all pictures.
  'Accept on all pictures': { de: 'Auf allen Bildern annehmen', zh: '在所有图片上接受' },
  'Accept {proposals}': { de: '{proposals} annehmen', zh: '接受 {proposals}' },
  'Proposals from score': { de: 'Vorschläge ab Konfidenz', zh: '建议框的最低置信度' },
  'Least score of the proposals': { de: 'Mindestkonfidenz der Vorschläge', zh: '建议框的最低置信度' },
  'Counting…': { de: 'Wird gezählt…', zh: '正在统计…' },
  'No picture has a proposal with this score.': {
    de: 'Kein Bild hat einen Vorschlag mit dieser Konfidenz.',
    zh: '没有图片含有达到此置信度的建议框。',
  },
  '{boxes, plural, one {# proposal} other {# proposals}} on {images, plural, one {# picture} other {# pictures}} will be accepted.':
    {
      de: '{boxes, plural, one {# Vorschlag} other {# Vorschläge}} auf {images, plural, one {# Bild} other {# Bildern}} {boxes, plural, one {wird} other {werden}} angenommen.',
      zh: '将接受 {images, plural, other {# 张图片}}上的 {boxes, plural, other {# 个建议框}}。',
    },
  'This number alone counts here: not the highest score, nor the scores of single classes.': {
    de: 'Hier zählt nur diese Zahl: weder die höchste Konfidenz noch die einzelner Klassen.',
    zh: '此处只看这个数值：不考虑最高置信度，也不考虑各类别单独的置信度。',
  },
  'It is one step, which can be taken back as a whole, also after a restart.': {
    de: 'Es ist ein Schritt, der sich als Ganzes zurücknehmen lässt, auch nach einem Neustart.',
    zh: '这是一个步骤，可整体撤回，重新启动后也可以。',
  },

  // Export COCO.
  'Export COCO': { de: 'COCO exportieren', zh: '导出 COCO' },
  'Writing…': { de: 'Wird geschrieben…', zh: '正在写入…' },
  'Choose the file…': { de: 'Datei wählen…', zh: '选择文件…' },
  'All {count, plural, one {# picture} other {# pictures}}': {
    de: '{count, plural, one {Das eine Bild} other {Alle # Bilder}}',
    zh: '{count, plural, other {全部 # 张图片}}',
  },
  'Only the {count, number} that are labelled, reviewed or not': {
    de: 'Nur die {count, number} beschrifteten, geprüft oder nicht',
    zh: '仅已标注的 {count, number} 张，无论是否已审核',
  },
  'Only the {count, number} that are reviewed': {
    de: 'Nur die {count, number} geprüften',
    zh: '仅已审核的 {count, number} 张',
  },
  Segmentation: { de: 'Segmentierung', zh: '分割' },
  'Empty: the file has boxes only': { de: 'Leer: die Datei enthält nur Boxen', zh: '留空：文件只含框' },
  'The box as a polygon, for tools that insist on one': {
    de: 'Die Box als Polygon, für Programme, die eines verlangen',
    zh: '以多边形表示框，供要求多边形的工具使用',
  },
  'With who made, reviewed and returned, and when': {
    de: 'Mit Angabe, wer wann erstellt, geprüft und zurückgegeben hat',
    zh: '包含标注、审核和退回的人员及时间',
  },
  'Boxes that you drew, accepted, edited or imported are exported. Proposals and rejected boxes are not; the report counts them.':
    {
      de: 'Exportiert werden Boxen, die gezeichnet, angenommen, bearbeitet oder importiert wurden. Vorschläge und abgelehnte Boxen nicht; der Bericht zählt sie.',
      zh: '手绘、接受、编辑或导入的框会被导出。建议框和已拒绝的框不会导出；报告中会列出其数量。',
    },
  'Exported, read back and checked': { de: 'Exportiert, zurückgelesen und geprüft', zh: '已导出，并已回读核对' },
  'Show in folder': { de: 'Im Ordner zeigen', zh: '在文件夹中显示' },
  boxes: { de: 'Boxen', zh: '框' },
  classes: { de: 'Klassen', zh: '类别' },
  'Left out': { de: 'Ausgelassen', zh: '未导出' },
  'Nothing.': { de: 'Nichts.', zh: '无。' },
  'Problems of the export': { de: 'Probleme beim Export', zh: '导出中的问题' },

  // Lists of problems.
  error: { de: 'Fehler', zh: '错误' },
  warning: { de: 'Warnung', zh: '警告' },
  'Reading the list': { de: 'Liste wird gelesen', zh: '正在读取列表' },
  'What could not be taken as it is': { de: 'Was nicht unverändert übernommen wurde', zh: '未能按原样采用的内容' },
  'Every picture of the project can be read.': {
    de: 'Jedes Bild des Projekts ist lesbar.',
    zh: '项目中的所有图片均可读取。',
  },
  'What the job could not do': { de: 'Was die Aufgabe nicht konnte', zh: '任务未能完成的部分' },
  'The job had no problems.': { de: 'Die Aufgabe hatte keine Probleme.', zh: '任务没有问题。' },
  '{count, plural, one {# entry} other {# entries}} of the file could not be taken as it is:': {
    de: '{count, plural, one {# Eintrag der Datei konnte} other {# Einträge der Datei konnten}} nicht unverändert übernommen werden:',
    zh: '{count, plural, other {文件中有 # 条记录未能按原样采用：}}',
  },

  // The question before closing.
  '{count, plural, one {# edit} other {# edits}} could not be saved': {
    de: '{count, plural, one {# Änderung konnte} other {# Änderungen konnten}} nicht gespeichert werden',
    zh: '{count, plural, other {# 处修改无法保存}}',
  },
  'Close and lose {count, plural, one {# edit} other {# edits}}': {
    de: 'Schließen und {count, plural, one {# Änderung} other {# Änderungen}} verlieren',
    zh: '{count, plural, other {关闭并放弃 # 处修改}}',
  },
  'They are on their way.': { de: 'Sie sind unterwegs.', zh: '正在保存中。' },
  'The edits are kept in this window until they are saved or you close it.': {
    de: 'Die Änderungen bleiben in diesem Fenster, bis sie gespeichert sind oder es geschlossen wird.',
    zh: '这些修改会保留在此窗口中，直到保存成功或关闭窗口。',
  },
  'No model is loaded yet. The first pre-labelling loads it and tries each provider in turn.': {
    de: 'Noch ist kein Modell geladen. Das erste Vorbeschriften lädt es und probiert die Provider der Reihe nach.',
    zh: '尚未加载模型。首次预标注时会加载模型，并依次尝试各执行后端。',
  },
  'Built in': { de: 'Eingebaut', zh: '内置' },
  '{model} at {address}': { de: '{model} auf {address}', zh: '{address} 上的 {model}' },
  '{model} (version {version}) at {address}': {
    de: '{model} (Version {version}) auf {address}',
    zh: '{address} 上的 {model}（版本 {version}）',
  },
  '{place}, up to {count, plural, one {# request} other {# requests}} at a time': {
    de: '{place}, bis zu {count, plural, one {# Anfrage} other {# Anfragen}} gleichzeitig',
    zh: '{place}，同时最多 {count, plural, other {# 个请求}}',
  },
  '{count, plural, one {# thread} other {# threads}}': {
    de: '{count, plural, one {# Thread} other {# Threads}}',
    zh: '{count, plural, other {# 个线程}}',
  },
  works: { de: 'funktioniert', zh: '可用' },
  'does not work': { de: 'funktioniert nicht', zh: '不可用' },
  'in use, ready in {time} ms': { de: 'in Gebrauch, bereit in {time} ms', zh: '使用中，{time} ms 后就绪' },
  'works, ready in {time} ms': { de: 'funktioniert, bereit in {time} ms', zh: '可用，{time} ms 后就绪' },
} as const satisfies Room;
