// What stands around the canvas: bars, rail, the stage itself, jobs.
import type { Room } from './row.ts';

export const framePanels = {
  Starting: { de: 'Startet', zh: '正在启动' },
  Pages: { de: 'Seiten', zh: '页面' },
  'a run is going on': { de: 'ein Trainingslauf ist im Gang', zh: '训练正在进行' },

  // The title bar.
  'picture outside of the filter': { de: 'Bild außerhalb des Filters', zh: '图片不在筛选范围内' },
  'picture {place, number} of {count, number}': {
    de: 'Bild {place, number} von {count, number}',
    zh: '第 {place, number} 张，共 {count, number} 张',
  },
  'picture {place, number} of {count, number} shown': {
    de: 'Bild {place, number} von {count, number} gezeigten',
    zh: '第 {place, number} 张，共显示 {count, number} 张',
  },
  'The project’s folder cannot be written. Nothing you change here would be kept, so editing is off.': {
    de: 'In den Ordner des Projekts kann nicht geschrieben werden. Keine Änderung bliebe erhalten, daher ist Bearbeiten aus.',
    zh: '项目文件夹不可写。在此所做的更改都无法保留，因此已关闭编辑。',
  },
  'Save state': { de: 'Speicherstand', zh: '保存状态' },
  'read-only': { de: 'schreibgeschützt', zh: '只读' },
  '{edits} not saved': { de: '{edits} nicht gespeichert', zh: '{edits}未保存' },
  'Drop the refused edit': { de: 'Abgewiesene Änderung verwerfen', zh: '放弃被拒绝的修改' },
  'saving…': { de: 'speichert…', zh: '正在保存…' },
  saved: { de: 'gespeichert', zh: '已保存' },
  Model: { de: 'Modell', zh: '模型' },
  'Model: {name}': { de: 'Modell: {name}', zh: '模型：{name}' },
  'Model: none': { de: 'Modell: keines', zh: '模型：无' },
  'No model': { de: 'Kein Modell', zh: '无模型' },
  'Model for pre-labelling': { de: 'Modell zum Vorbeschriften', zh: '预标注所用模型' },
  'What the detector runs on, and why': { de: 'Worauf der Detektor läuft und warum', zh: '检测器的运行方式及原因' },
  '{provider} cannot be reached': { de: '{provider} nicht erreichbar', zh: '无法连接 {provider}' },
  starting: { de: 'startet', zh: '正在启动' },
  restarting: { de: 'startet neu', zh: '正在重新启动' },
  'detector stopped': { de: 'Detektor angehalten', zh: '检测器已停止' },
  busy: { de: 'beschäftigt', zh: '忙' },
  ready: { de: 'bereit', zh: '就绪' },

  // The toolbar.
  Tools: { de: 'Werkzeuge', zh: '工具' },
  Zoom: { de: 'Zoom', zh: '缩放' },
  'Pre-label': { de: 'Vorbeschriften', zh: '预标注' },
  'Accept all': { de: 'Alle annehmen', zh: '全部接受' },

  // The stage.
  'Look again': { de: 'Erneut nachsehen', zh: '重新查看' },
  'The boxes of this picture could not be read': {
    de: 'Die Boxen dieses Bildes konnten nicht gelesen werden',
    zh: '无法读取此图片的框',
  },
  'This picture cannot be shown': { de: 'Dieses Bild kann nicht gezeigt werden', zh: '无法显示此图片' },
  'Labelling the others goes on. When the file is repaired or the limit under Settings raised, look again.': {
    de: 'Die anderen lassen sich weiter beschriften. Ist die Datei repariert oder die Grenze unter Einstellungen erhöht, erneut nachsehen.',
    zh: '其他图片仍可继续标注。修复文件或在“设置”中提高限制后，请重新查看。',
  },
  '{name}, {boxes}, {proposed, number} proposed': {
    de: '{name}, {boxes}, {proposed, number} vorgeschlagen',
    zh: '{name}，{boxes}，{proposed, number} 个建议框',
  },
  'Looking for pictures': { de: 'Bilder werden gesucht', zh: '正在查找图片' },
  'The folder could not be looked through': { de: 'Der Ordner ließ sich nicht durchsehen', zh: '无法查看此文件夹' },
  'There are no pictures in this folder': { de: 'In diesem Ordner sind keine Bilder', zh: '此文件夹中没有图片' },
  'Boxwright reads JPEG, PNG, WebP, BMP, GIF, TIFF and AVIF, in folders within folders too.': {
    de: 'Boxwright liest JPEG, PNG, WebP, BMP, GIF, TIFF und AVIF, auch in Unterordnern.',
    zh: 'Boxwright 可读取 JPEG、PNG、WebP、BMP、GIF、TIFF 和 AVIF，包括子文件夹中的图片。',
  },
  'The detector stopped.': { de: 'Der Detektor wurde angehalten.', zh: '检测器已停止。' },
  '{said} Labelling by hand goes on.': {
    de: '{said} Von Hand lässt sich weiter beschriften.',
    zh: '{said}仍可继续手动标注。',
  },
  Why: { de: 'Warum', zh: '原因' },
  'There is not enough memory to show this picture with other light or contrast. It is shown as it is.': {
    de: 'Der Speicher reicht nicht, um dieses Bild mit anderem Licht oder Kontrast zu zeigen. Es wird gezeigt, wie es ist.',
    zh: '内存不足，无法以调整后的亮度或对比度显示此图片。图片按原样显示。',
  },

  // The status bar and its jobs.
  Status: { de: 'Status', zh: '状态' },
  '{count, number} selected': { de: '{count, number} ausgewählt', zh: '已选中 {count, number} 个' },
  'Jobs:': { de: 'Aufgaben:', zh: '任务：' },
  Jobs: { de: 'Aufgaben', zh: '任务' },
  'Job details': { de: 'Einzelheiten der Aufgaben', zh: '任务详情' },
  'Close the jobs': { de: 'Aufgaben schließen', zh: '关闭任务列表' },
  '{count, plural, one {# warning} other {# warnings}}': {
    de: '{count, plural, one {# Warnung} other {# Warnungen}}',
    zh: '{count, plural, other {# 条警告}}',
  },
  '{count, plural, one {# problem} other {# problems}}': {
    de: '{count, plural, one {# Problem} other {# Probleme}}',
    zh: '{count, plural, other {# 个问题}}',
  },
  '{job}, stopping': { de: '{job}, hält an', zh: '{job}，正在停止' },
  '{job}: {end}': { de: '{job}: {end}', zh: '{job}：{end}' },
  running: { de: 'läuft', zh: '运行中' },
  stopping: { de: 'hält an', zh: '正在停止' },
  done: { de: 'fertig', zh: '已完成' },
  cancelled: { de: 'abgebrochen', zh: '已取消' },
  failed: { de: 'fehlgeschlagen', zh: '失败' },
  'Cancel: {kind, select, scan {reading pictures} prelabel {pre-labelling} import {importing} export {exporting} sample {drawing the sample} model {importing a model} download {downloading weights} fingerprint {comparing pictures} snapshot {the work on a snapshot} backup {the backup} other {training}}':
    {
      de: 'Abbrechen: {kind, select, scan {Bilder lesen} prelabel {Vorbeschriften} import {Importieren} export {Exportieren} sample {Beispiel zeichnen} model {Modell importieren} download {Gewichte herunterladen} fingerprint {Bilder vergleichen} snapshot {Arbeit am Schnappschuss} backup {Sichern} other {Training}}',
      zh: '取消：{kind, select, scan {读取图片} prelabel {预标注} import {导入} export {导出} sample {绘制示例} model {导入模型} download {下载权重} fingerprint {比较图片} snapshot {处理快照} backup {备份} other {训练}}',
    },
  '{time} left': { de: 'noch {time}', zh: '剩余 {time}' },
  '{done} of {total}': { de: '{done} von {total}', zh: '{done} / {total}' },
  'tile {done, number} of {total, number}': {
    de: 'Kachel {done, number} von {total, number}',
    zh: '分块 {done, number}/{total, number}',
  },
} as const satisfies Room;
