// What a look through the folders of a project tells, and the writing of files.
import type { Room } from './row.ts';

export const projectFiles = {
  'The picture folder {folder} is not there.': {
    de: 'Der Bilderordner {folder} ist nicht da.',
    zh: '图片文件夹 {folder} 不存在。',
  },
  'The look through the folder was cancelled.': {
    de: 'Das Durchsehen des Ordners wurde abgebrochen.',
    zh: '已取消浏览文件夹。',
  },
  'It could not be looked at: {reason, select, permission {you have no permission} absent {nothing is there} long {its path is too long} loop {it is a loop of links} other {{code}}}.':
    {
      de: 'Es konnte nicht angesehen werden: {reason, select, permission {keine Berechtigung} absent {dort ist nichts} long {der Pfad ist zu lang} loop {eine Schleife von Verknüpfungen} other {{code}}}.',
      zh: '无法查看：{reason, select, permission {没有权限} absent {那里什么都没有} long {路径太长} loop {链接形成循环} other {{code}}}。',
    },
  'This folder could not be read: {reason, select, permission {you have no permission} absent {nothing is there} long {its path is too long} loop {it is a loop of links} other {{code}}}.':
    {
      de: 'Dieser Ordner konnte nicht gelesen werden: {reason, select, permission {keine Berechtigung} absent {dort ist nichts} long {der Pfad ist zu lang} loop {eine Schleife von Verknüpfungen} other {{code}}}.',
      zh: '无法读取此文件夹：{reason, select, permission {没有权限} absent {那里什么都没有} long {路径太长} loop {链接形成循环} other {{code}}}。',
    },
  'This link leads nowhere: {reason, select, permission {you have no permission} absent {nothing is there} long {its path is too long} loop {it is a loop of links} other {{code}}}.':
    {
      de: 'Diese Verknüpfung führt ins Leere: {reason, select, permission {keine Berechtigung} absent {dort ist nichts} long {der Pfad ist zu lang} loop {eine Schleife von Verknüpfungen} other {{code}}}.',
      zh: '此链接无效：{reason, select, permission {没有权限} absent {那里什么都没有} long {路径太长} loop {链接形成循环} other {{code}}}。',
    },
  'Its name is not UTF-8 text, so it cannot be written in a label file. Rename it.': {
    de: 'Der Name ist kein UTF-8-Text und kann darum in keine Beschriftungsdatei geschrieben werden. Umbenennen.',
    zh: '其名称不是 UTF-8 文本，无法写入标注文件。请重命名。',
  },
  'It is no file but a pipe, socket or device; it was not opened.': {
    de: 'Es ist keine Datei, sondern eine Pipe, ein Socket oder ein Gerät; es wurde nicht geöffnet.',
    zh: '它不是文件，而是管道、套接字或设备；未打开。',
  },
  'This link leads to itself.': { de: 'Diese Verknüpfung führt zu sich selbst.', zh: '此链接指向自身。' },
  'This link leads out of the folder and was not followed. Add that folder itself.': {
    de: 'Diese Verknüpfung führt aus dem Ordner und wurde nicht verfolgt. Jenen Ordner selbst hinzufügen.',
    zh: '此链接指向文件夹之外，未跟随。请直接添加那个文件夹。',
  },
  'This link leads to a folder that is looked through where it lies.': {
    de: 'Diese Verknüpfung führt zu einem Ordner, der an seinem Ort durchgesehen wird.',
    zh: '此链接指向的文件夹会在其所在位置浏览。',
  },
  'This link leads to a pipe, socket or device; it was not opened.': {
    de: 'Diese Verknüpfung führt zu einer Pipe, einem Socket oder einem Gerät; es wurde nicht geöffnet.',
    zh: '此链接指向管道、套接字或设备；未打开。',
  },
  '{format} is not read; save it as PNG or JPEG.': {
    de: '{format} wird nicht gelesen; als PNG oder JPEG speichern.',
    zh: '不支持读取 {format}；请另存为 PNG 或 JPEG。',
  },
  'The project was opened for reading only.': {
    de: 'Das Projekt wurde nur zum Lesen geöffnet.',
    zh: '项目以只读方式打开。',
  },
  'Its folder is not there: {folder}.': { de: 'Der Ordner ist nicht da: {folder}.', zh: '其文件夹不存在：{folder}。' },
  'The file was not found at the last look. Was it moved, renamed or deleted?': {
    de: 'Die Datei wurde beim letzten Durchsehen nicht gefunden. Verschoben, umbenannt oder gelöscht?',
    zh: '上次浏览时未找到此文件。是否已移动、重命名或删除？',
  },
  'The reader of pictures gave no answer for this file.': {
    de: 'Der Bildleser gab zu dieser Datei keine Antwort.',
    zh: '图片读取器对此文件没有应答。',
  },
  'Its size changed from {before} to {after}; look at its boxes again.': {
    de: 'Die Größe änderte sich von {before} zu {after}; die Boxen noch einmal ansehen.',
    zh: '其尺寸由 {before} 变为 {after}；请重新检查框。',
  },
  'There is no file {file} with class names.': {
    de: 'Es gibt keine Datei {file} mit Klassennamen.',
    zh: '没有类别名称文件 {file}。',
  },
  '{file} is not a file.': { de: '{file} ist keine Datei.', zh: '{file} 不是文件。' },
  '{file} is over 4 MB, which no list of class names is.': {
    de: '{file} ist über 4 MB groß; so groß ist keine Liste von Klassennamen.',
    zh: '{file} 超过 4 MB，类别名称列表不会这么大。',
  },
  '{file}: line {line} is empty; every class needs a name.': {
    de: '{file}: Zeile {line} ist leer; jede Klasse braucht einen Namen.',
    zh: '{file}：第 {line} 行为空；每个类别都需要名称。',
  },
  'The import was cancelled; nothing was changed.': {
    de: 'Der Import wurde abgebrochen; nichts wurde geändert.',
    zh: '已取消导入；没有任何更改。',
  },
  '{file} has {bytes} bytes; up to {most} can be read at once. Split it by pictures.': {
    de: '{file} hat {bytes} Bytes; höchstens {most} können auf einmal gelesen werden. Nach Bildern aufteilen.',
    zh: '{file} 有 {bytes} 字节；一次最多读取 {most} 字节。请按图片拆分。',
  },
  '{file} could not be read.': { de: '{file} konnte nicht gelesen werden.', zh: '无法读取 {file}。' },
  'There is no folder {folder} to write {file} into.': {
    de: 'Es gibt keinen Ordner {folder}, in den {file} geschrieben werden könnte.',
    zh: '没有可写入 {file} 的文件夹 {folder}。',
  },
  '{file} is a folder. Give the name of a file.': {
    de: '{file} ist ein Ordner. Den Namen einer Datei angeben.',
    zh: '{file} 是文件夹。请给出文件名。',
  },
  '{file} is a pipe or a device. Give the name of a file.': {
    de: '{file} ist eine Pipe oder ein Gerät. Den Namen einer Datei angeben.',
    zh: '{file} 是管道或设备。请给出文件名。',
  },
  '{file} is a project or another database. Choose another name.': {
    de: '{file} ist ein Projekt oder eine andere Datenbank. Einen anderen Namen wählen.',
    zh: '{file} 是项目或其他数据库。请选择其他名称。',
  },
  '{file} is a picture, and pictures are never written over. Choose another name.': {
    de: '{file} ist ein Bild, und Bilder werden nie überschrieben. Einen anderen Namen wählen.',
    zh: '{file} 是图片，图片不会被覆盖。请选择其他名称。',
  },
  '{file} does not read back as it was written. Check the disk.': {
    de: '{file} liest sich nicht zurück, wie es geschrieben wurde. Den Datenträger prüfen.',
    zh: '{file} 读回的内容与写入的不同。请检查磁盘。',
  },
  'The work on the project broke off; nothing was changed.': {
    de: 'Die Arbeit am Projekt brach ab; nichts wurde geändert.',
    zh: '对项目的处理中断；未更改任何内容。',
  },
  'Writing the file was cancelled; nothing was changed.': {
    de: 'Das Schreiben der Datei wurde abgebrochen; nichts wurde geändert.',
    zh: '已取消写入文件；没有任何更改。',
  },
  'There is no folder for {file}. Make it, or choose another place.': {
    de: 'Es gibt keinen Ordner für {file}. Ihn anlegen oder einen anderen Ort wählen.',
    zh: '没有可存放 {file} 的文件夹。请创建它，或选择其他位置。',
  },
  '{file} cannot be written. Check the permissions of its folder, or choose another place.': {
    de: '{file} kann nicht geschrieben werden. Die Rechte des Ordners prüfen oder einen anderen Ort wählen.',
    zh: '无法写入 {file}。请检查其所在文件夹的权限，或选择其他位置。',
  },
  'The disk is full: {file} was not written.': {
    de: 'Der Datenträger ist voll: {file} wurde nicht geschrieben.',
    zh: '磁盘已满：{file} 未写入。',
  },
  'Writing {file} failed ({code}).': {
    de: 'Das Schreiben von {file} ist fehlgeschlagen ({code}).',
    zh: '写入 {file} 失败（{code}）。',
  },
} as const satisfies Room;
