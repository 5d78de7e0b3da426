// What the services of a project tell.
import type { Room } from './row.ts';

export const project = {
  'The crop is out of sight.': { de: 'Der Ausschnitt ist außer Sicht.', zh: '裁剪图已不在视野中。' },
  'This box is not there any more.': { de: 'Diese Box ist nicht mehr da.', zh: '此框已不存在。' },
  'The picture was not read yet.': { de: 'Das Bild wurde noch nicht gelesen.', zh: '尚未读取此图片。' },
  'The crop was not made.': { de: 'Der Ausschnitt wurde nicht erstellt.', zh: '未生成裁剪图。' },
  'Another model has the id {id} already.': {
    de: 'Ein anderes Modell hat schon die Kennung {id}.',
    zh: '已有其他模型使用标识 {id}。',
  },
  'There is no model card {file}.': { de: 'Es gibt keine Modellkarte {file}.', zh: '没有模型卡 {file}。' },
  '{file} is no file.': { de: '{file} ist keine Datei.', zh: '{file} 不是文件。' },
  '{file} has {bytes} bytes; a model card has a few thousand.': {
    de: '{file} hat {bytes} Bytes; eine Modellkarte hat ein paar Tausend.',
    zh: '{file} 有 {bytes} 字节；模型卡通常只有几千字节。',
  },
  '{card}: the file {file} is not beside it.': {
    de: '{card}: Die Datei {file} liegt nicht daneben.',
    zh: '{card}：旁边没有文件 {file}。',
  },
  '{file} is no JSON.': { de: '{file} ist kein JSON.', zh: '{file} 不是 JSON。' },
  'Several models are named "{name}": {ids}. Give the id.': {
    de: 'Mehrere Modelle heißen „{name}“: {ids}. Die Kennung angeben.',
    zh: '有多个模型名为“{name}”：{ids}。请给出标识。',
  },
  'There is no model "{name}". There are: {count, plural, =0 {none} other {{ids}}}.': {
    de: 'Es gibt kein Modell „{name}“. Es gibt: {count, plural, =0 {keines} other {{ids}}}.',
    zh: '没有模型“{name}”。现有：{count, plural, =0 {无} other {{ids}}}。',
  },
  '{name} runs at {address}, and its weights are not here. Take the model that it was made like.': {
    de: '{name} läuft auf {address}, und seine Gewichte sind nicht hier. Das Modell nehmen, dem es nachgebildet ist.',
    zh: '{name} 在 {address} 上运行，其权重不在本机。请使用它所对应的原模型。',
  },
  'short side {short}, long side {long}': {
    de: 'kurze Seite {short}, lange Seite {long}',
    zh: '短边 {short}，长边 {long}',
  },
  '{width} × {height}, stretched': { de: '{width} × {height}, gestreckt', zh: '{width} × {height}，拉伸' },
  '{width} × {height}, proportions kept': {
    de: '{width} × {height}, Seitenverhältnis bleibt',
    zh: '{width} × {height}，保持比例',
  },
  'There is a project in {folder} already. Open it, or choose another folder.': {
    de: 'In {folder} gibt es schon ein Projekt. Es öffnen oder einen anderen Ordner wählen.',
    zh: '{folder} 中已有项目。请打开它，或选择其他文件夹。',
  },
  'A project is just being made in {folder} by {holder}.': {
    de: 'In {folder} wird gerade ein Projekt angelegt ({holder}).',
    zh: '{holder} 正在 {folder} 中创建项目。',
  },
  'The folder {folder} cannot be made. Choose a place that you may write to.': {
    de: 'Der Ordner {folder} kann nicht angelegt werden. Einen Ort wählen, der beschrieben werden darf.',
    zh: '无法创建文件夹 {folder}。请选择可写入的位置。',
  },
  'There is no project in {folder} (no {file}).': {
    de: 'In {folder} gibt es kein Projekt (kein {file}).',
    zh: '{folder} 中没有项目（没有 {file}）。',
  },
  'It is open in another program ({holder}), so here it can only be looked at.': {
    de: 'Es ist in einem anderen Programm offen ({holder}) und kann hier nur angesehen werden.',
    zh: '它已在另一个程序中打开（{holder}），因此在这里只能查看。',
  },
  'The project {folder} is open in another program ({holder}). Close it there first.': {
    de: 'Das Projekt {folder} ist in einem anderen Programm offen ({holder}). Es dort erst schließen.',
    zh: '项目 {folder} 已在另一个程序中打开（{holder}）。请先在那里关闭它。',
  },
  'Its folder cannot be written, so it can only be looked at.': {
    de: 'Sein Ordner kann nicht beschrieben werden; es kann nur angesehen werden.',
    zh: '其文件夹无法写入，因此只能查看。',
  },
  'Its disk is full or cannot be written, so it can only be looked at.': {
    de: 'Sein Datenträger ist voll oder kann nicht beschrieben werden; es kann nur angesehen werden.',
    zh: '其磁盘已满或无法写入，因此只能查看。',
  },
  'The project file in {folder} has no project in it; it was left as it is.': {
    de: 'In der Projektdatei in {folder} ist kein Projekt; sie blieb, wie sie ist.',
    zh: '{folder} 中的项目文件不含项目；文件保持原样。',
  },
  'The project file has no project in it.': { de: 'In der Projektdatei ist kein Projekt.', zh: '项目文件中没有项目。' },
  'another program': { de: 'ein anderes Programm', zh: '另一个程序' },
  'process {pid} on {here, select, yes {this computer} other {{host}}}, since {time} UTC': {
    de: 'Prozess {pid} auf {here, select, yes {diesem Computer} other {{host}}}, seit {time} UTC',
    zh: '{here, select, yes {本机} other {{host}}}上的进程 {pid}，自 {time} UTC 起',
  },
  'There are no official weights "{id}". There are: {ids}.': {
    de: 'Es gibt keine offiziellen Gewichte „{id}“. Es gibt: {ids}.',
    zh: '没有官方权重“{id}”。现有：{ids}。',
  },
  'Weights are being downloaded by {holder}. Try again later.': {
    de: 'Gewichte werden gerade heruntergeladen ({holder}). Später noch einmal versuchen.',
    zh: '{holder} 正在下载权重。请稍后重试。',
  },
  '{file} is no JSON. Correct it, or remove it and add your servers again.': {
    de: '{file} ist kein JSON. Berichtigen oder entfernen und die Server neu hinzufügen.',
    zh: '{file} 不是 JSON。请更正，或删除后重新添加服务器。',
  },
  '{address} is not among your servers.': {
    de: '{address} ist nicht unter den Servern.',
    zh: '{address} 不在你的服务器中。',
  },
  'It was not read yet.': { de: 'Es wurde noch nicht gelesen.', zh: '尚未读取。' },
  'This class was deleted or merged while the model ran; the rest of its boxes were not proposed.': {
    de: 'Diese Klasse wurde gelöscht oder zusammengeführt, während das Modell lief; der Rest ihrer Boxen wurde nicht vorgeschlagen.',
    zh: '模型运行期间此类别被删除或合并；其余的框未作为建议给出。',
  },
  'The file changed ({width} × {height} now, {before} at the last look). Look through the folder again.': {
    de: 'Die Datei hat sich geändert ({width} × {height} jetzt, {before} beim letzten Durchsehen). Den Ordner noch einmal durchsehen.',
    zh: '文件已更改（现在为 {width} × {height}，上次浏览时为 {before}）。请重新浏览文件夹。',
  },
  '{name} has nothing to say about this class.': {
    de: '{name} hat zu dieser Klasse nichts zu sagen.',
    zh: '{name} 对此类别没有可给出的结果。',
  },
  'it was not read yet.': { de: 'es wurde noch nicht gelesen.', zh: '尚未读取。' },
  '{picture} is not in its folder any more. Look through the folder again.': {
    de: '{picture} ist nicht mehr in seinem Ordner. Den Ordner noch einmal durchsehen.',
    zh: '{picture} 已不在其文件夹中。请重新浏览文件夹。',
  },
  'There is no folder {folder}.': { de: 'Es gibt keinen Ordner {folder}.', zh: '没有文件夹 {folder}。' },
  'The folder {folder} overlaps {present}, which the project has already; its pictures would be there twice.': {
    de: 'Der Ordner {folder} überschneidet sich mit {present}, den das Projekt schon hat; seine Bilder wären zweimal da.',
    zh: '文件夹 {folder} 与项目中已有的 {present} 重叠；其中的图片会出现两次。',
  },
  'Tiles of {side} pixels would be {count} in this picture; choose a larger side.': {
    de: 'Kacheln von {side} Pixeln wären in diesem Bild {count}; eine größere Seite wählen.',
    zh: '{side} 像素的分块在此图片中会有 {count} 个；请选择更大的边长。',
  },
  'the card': { de: 'die Karte', zh: '该模型卡' },
  'The model card cannot be used: {place}: {reason}.': {
    de: 'Die Modellkarte kann nicht verwendet werden: {place}: {reason}.',
    zh: '无法使用模型卡：{place}：{reason}。',
  },
  'The model card cannot be used: it names {named} classes, and its network has {classes}.': {
    de: 'Die Modellkarte kann nicht verwendet werden: Sie nennt {named} Klassen, und ihr Netz hat {classes}.',
    zh: '无法使用模型卡：它列出了 {named} 个类别，而其网络有 {classes} 个。',
  },
  'The model card cannot be used: it has {ids} category ids for {classes} classes.': {
    de: 'Die Modellkarte kann nicht verwendet werden: Sie hat {ids} Klassennummern für {classes} Klassen.',
    zh: '无法使用模型卡：{classes} 个类别对应了 {ids} 个类别编号。',
  },
  '{name} is not an FCOS of this program; it proposes boxes, and training cannot start from it. Choose another start.':
    {
      de: '{name} ist kein FCOS dieses Programms; es schlägt Boxen vor, und das Training kann nicht davon ausgehen. Einen anderen Anfang wählen.',
      zh: '{name} 不是本程序的 FCOS；它可以建议框，但不能作为训练的起点。请选择其他起点。',
    },
} as const satisfies Room;
