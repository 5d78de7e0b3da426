// What the database of a project tells.
import type { Room } from './row.ts';

export const database = {
  'Renamed {before} to {after}': { de: '{before} in {after} umbenannt', zh: '已将 {before} 重命名为 {after}' },
  'Merged {from} into {into}': { de: '{from} mit {into} zusammengeführt', zh: '已将 {from} 合并到 {into}' },
  'Deleted the class {name}': { de: 'Klasse {name} gelöscht', zh: '已删除类别 {name}' },
  'Accepted {proposals}': { de: '{proposals} angenommen', zh: '已接受 {proposals}' },
  'a deleted class': { de: 'eine gelöschte Klasse', zh: '已删除的类别' },
  'Accepted {boxes} of {pictures}': { de: '{boxes} angenommen ({pictures})', zh: '已接受 {pictures}中的 {boxes}' },
  'Relabelled {boxes} of {pictures} to {name}': {
    de: '{boxes} zu {name} geändert ({pictures})',
    zh: '已将 {pictures}中的 {boxes}改为 {name}',
  },
  'Rejected {boxes} of {pictures}': { de: '{boxes} abgelehnt ({pictures})', zh: '已拒绝 {pictures}中的 {boxes}' },
  'Deleted {boxes} of {pictures}': { de: '{boxes} gelöscht ({pictures})', zh: '已删除 {pictures}中的 {boxes}' },
  'Rejected {rejected} and deleted {boxes} of {pictures}': {
    de: '{rejected} abgelehnt und {boxes} gelöscht ({pictures})',
    zh: '已拒绝 {pictures}中的 {rejected} 个框并删除 {boxes}',
  },
  'Put {pictures} into the split {name}': {
    de: '{pictures} in den Split {name} gelegt',
    zh: '已将 {pictures}放入划分 {name}',
  },
  'Took {pictures} out of the splits': { de: '{pictures} aus den Splits genommen', zh: '已将 {pictures}移出划分' },
  'Nothing was changed: these pictures are in this split already.': {
    de: 'Nichts wurde geändert: Diese Bilder sind schon in diesem Split.',
    zh: '没有任何更改：这些图片已经在此划分中。',
  },
  'Nothing was changed: these boxes are so already, or were changed meanwhile.': {
    de: 'Nichts wurde geändert: Diese Boxen sind schon so oder wurden inzwischen geändert.',
    zh: '没有任何更改：这些框已经如此，或在此期间已被更改。',
  },
  'A class cannot be merged into itself.': {
    de: 'Eine Klasse kann nicht mit sich selbst zusammengeführt werden.',
    zh: '类别不能与自身合并。',
  },
  'There is no edit {edit} of the classes to undo.': {
    de: 'Es gibt keine Änderung {edit} der Klassen, die rückgängig gemacht werden kann.',
    zh: '没有可撤销的类别修改 {edit}。',
  },
  'This edit of the classes was undone already.': {
    de: 'Diese Änderung der Klassen wurde schon rückgängig gemacht.',
    zh: '此类别修改已被撤销。',
  },
  'A class needs a name.': { de: 'Eine Klasse braucht einen Namen.', zh: '类别需要名称。' },
  'The name of a class may have at most 5,000 characters.': {
    de: 'Der Name einer Klasse darf höchstens 5.000 Zeichen haben.',
    zh: '类别名称最多 5,000 个字符。',
  },
  'There is a class named "{name}" already; merge the two instead.': {
    de: 'Es gibt schon eine Klasse „{name}“; stattdessen die beiden zusammenführen.',
    zh: '已有名为“{name}”的类别；请改为合并两者。',
  },
  '"{colour}" is no colour like "#0072b2".': {
    de: '„{colour}“ ist keine Farbe wie „#0072b2“.',
    zh: '“{colour}”不是“#0072b2”这样的颜色。',
  },
  'The change cannot be saved: {place}: {reason}.': {
    de: 'Die Änderung kann nicht gespeichert werden: {place}: {reason}.',
    zh: '无法保存更改：{place}：{reason}。',
  },
  'The change cannot be saved: it turns box {from} into box {to}.': {
    de: 'Die Änderung kann nicht gespeichert werden: Sie macht aus Box {from} Box {to}.',
    zh: '无法保存更改：它把框 {from} 变成了框 {to}。',
  },
  'Box id {id} was never given out (the next one is {next}); nothing was changed.': {
    de: 'Die Boxnummer {id} wurde nie vergeben (die nächste ist {next}); nichts wurde geändert.',
    zh: '框编号 {id} 从未分配（下一个是 {next}）；没有任何更改。',
  },
  'Box {id} has class {category}, which is not in the project (any more).': {
    de: 'Box {id} hat die Klasse {category}, die nicht (mehr) im Projekt ist.',
    zh: '框 {id} 的类别 {category} 不在（或已不在）项目中。',
  },
  '{picture} could not be read, so it has no boxes yet.': {
    de: '{picture} konnte nicht gelesen werden und hat darum noch keine Boxen.',
    zh: '无法读取 {picture}，因此它还没有框。',
  },
  'Box {id} is empty: {x1}, {y1} to {x2}, {y2}.': {
    de: 'Box {id} ist leer: {x1}, {y1} bis {x2}, {y2}.',
    zh: '框 {id} 是空的：{x1}, {y1} 到 {x2}, {y2}。',
  },
  'Box {id} leaves the picture ({width} × {height}): {x1}, {y1} to {x2}, {y2}.': {
    de: 'Box {id} ragt aus dem Bild ({width} × {height}): {x1}, {y1} bis {x2}, {y2}.',
    zh: '框 {id} 超出图片（{width} × {height}）：{x1}, {y1} 到 {x2}, {y2}。',
  },
  'Box {id} belongs to another picture ({picture}); nothing was changed.': {
    de: 'Box {id} gehört zu einem anderen Bild ({picture}); nichts wurde geändert.',
    zh: '框 {id} 属于另一张图片（{picture}）；没有任何更改。',
  },
  'Class {id} is not in this project (any more).': {
    de: 'Klasse {id} ist nicht (mehr) in diesem Projekt.',
    zh: '类别 {id} 不在（或已不在）此项目中。',
  },
  'Picture {id} is not in this project (any more).': {
    de: 'Bild {id} ist nicht (mehr) in diesem Projekt.',
    zh: '图片 {id} 不在（或已不在）此项目中。',
  },
  'There is no project file at {file}.': {
    de: 'Es gibt keine Projektdatei unter {file}.',
    zh: '{file} 处没有项目文件。',
  },
  'This project was written by a newer Boxwright (format {version}, this one knows up to {known}). It was left as it is; update the program to open it.':
    {
      de: 'Dieses Projekt wurde von einem neueren Boxwright geschrieben (Format {version}, dieses kennt bis {known}). Es blieb, wie es ist; das Programm aktualisieren, um es zu öffnen.',
      zh: '此项目由更新版本的 Boxwright 写入（格式 {version}，当前版本最高支持 {known}）。项目保持原样；请更新程序后打开。',
    },
  'This project has the older format {version}; open it once for writing to bring it up to {known}.': {
    de: 'Dieses Projekt hat das ältere Format {version}; einmal zum Schreiben öffnen, um es auf {known} zu bringen.',
    zh: '此项目使用较旧的格式 {version}；以可写方式打开一次即可升级到 {known}。',
  },
  "This is another program's SQLite file, not a Boxwright project: {file}.": {
    de: 'Das ist die SQLite-Datei eines anderen Programms, kein Boxwright-Projekt: {file}.',
    zh: '这是其他程序的 SQLite 文件，不是 Boxwright 项目：{file}。',
  },
  'The project file is being written by another program. Try again in a moment.': {
    de: 'Die Projektdatei wird gerade von einem anderen Programm geschrieben. Gleich noch einmal versuchen.',
    zh: '另一个程序正在写入项目文件。请稍后重试。',
  },
  'The project file cannot be written: {file}. Check the permissions of its folder.': {
    de: 'Die Projektdatei kann nicht geschrieben werden: {file}. Die Rechte ihres Ordners prüfen.',
    zh: '无法写入项目文件：{file}。请检查其所在文件夹的权限。',
  },
  'Reading or writing the project file failed: {file}. Check the disk, then open the project again.': {
    de: 'Lesen oder Schreiben der Projektdatei ist fehlgeschlagen: {file}. Den Datenträger prüfen und das Projekt neu öffnen.',
    zh: '读写项目文件失败：{file}。请检查磁盘，然后重新打开项目。',
  },
  'The disk is full: {file} could not be written. Free some space, then repeat the last step.': {
    de: 'Der Datenträger ist voll: {file} konnte nicht geschrieben werden. Platz schaffen und den letzten Schritt wiederholen.',
    zh: '磁盘已满：无法写入 {file}。请释放空间后重复上一步。',
  },
  'The project file is damaged: {place} cannot be read. Restore the project from a backup.': {
    de: 'Die Projektdatei ist beschädigt: {place} ist nicht lesbar. Das Projekt aus einer Sicherung wiederherstellen.',
    zh: '项目文件已损坏：无法读取 {place}。请从备份恢复项目。',
  },
  'The project file is damaged: {file}. It was left as it is; restore it from a backup.': {
    de: 'Die Projektdatei ist beschädigt: {file}. Sie blieb, wie sie ist; aus einer Sicherung wiederherstellen.',
    zh: '项目文件已损坏：{file}。文件保持原样；请从备份恢复。',
  },
  'The project file cannot be opened: {file}. Check that its folder exists and can be written.': {
    de: 'Die Projektdatei kann nicht geöffnet werden: {file}. Prüfen, ob ihr Ordner da ist und beschrieben werden kann.',
    zh: '无法打开项目文件：{file}。请检查其所在文件夹是否存在且可写。',
  },
  'This is not a Boxwright project file: {file}.': {
    de: 'Das ist keine Boxwright-Projektdatei: {file}.',
    zh: '这不是 Boxwright 项目文件：{file}。',
  },
  'An attribute has no name.': { de: 'Ein Attribut hat keinen Namen.', zh: '有属性没有名称。' },
  '"{name}" is what the program itself writes into a file; choose another name.': {
    de: '„{name}“ schreibt das Programm selbst in eine Datei; einen anderen Namen wählen.',
    zh: '“{name}”是程序自身写入文件的名称；请选择其他名称。',
  },
  'Two attributes are called "{name}".': { de: 'Zwei Attribute heißen „{name}“.', zh: '有两个属性都叫“{name}”。' },
  '"{name}" has no choices.': { de: '„{name}“ hat keine Auswahl.', zh: '“{name}”没有选项。' },
  '"{name}" has a choice twice.': { de: '„{name}“ hat eine Auswahl doppelt.', zh: '“{name}”有重复的选项。' },
} as const satisfies Room;
