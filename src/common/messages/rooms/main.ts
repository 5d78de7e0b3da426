// What main tells: dialogs of files, jobs, requests that failed.
import type { Room } from './row.ts';

export const main = {
  'COCO instances': { de: 'COCO-Instanzen', zh: 'COCO 实例' },
  '{pictures} pre-labelled, {boxes} proposed.{failed, plural, =0 {} one { # picture could not be read.} other { # pictures could not be read.}}':
    {
      de: '{pictures} vorbeschriftet, {boxes} vorgeschlagen.{failed, plural, =0 {} one { # Bild konnte nicht gelesen werden.} other { # Bilder konnten nicht gelesen werden.}}',
      zh: '已预标注 {pictures}，建议 {boxes}。{failed, plural, =0 {} other {# 张图片无法读取。}}',
    },
  '{boxes} of {pictures} exported.': { de: '{boxes} für {pictures} exportiert.', zh: '已导出 {pictures}的 {boxes}。' },
  'Open pictures': { de: 'Bilder öffnen', zh: '打开图片' },
  'Open a project': { de: 'Projekt öffnen', zh: '打开项目' },
  'Boxwright project': { de: 'Boxwright-Projekt', zh: 'Boxwright 项目' },
  'This project is not in the list any more.': {
    de: 'Dieses Projekt steht nicht mehr in der Liste.',
    zh: '此项目已不在列表中。',
  },
  'Add a folder of pictures': { de: 'Ordner mit Bildern hinzufügen', zh: '添加图片文件夹' },
  'Nothing was exported yet.': { de: 'Es wurde noch nichts exportiert.', zh: '尚未导出任何内容。' },
  '{location} is not there any more.': { de: '{location} ist nicht mehr da.', zh: '{location} 已不存在。' },
  '{pictures} drawn.': { de: '{pictures} gezeichnet.', zh: '已绘制 {pictures}。' },
  '{count, plural, one {# picture} other {# pictures}}{added, plural, =0 {} other {, # of them new}}.{vanished, plural, =0 {} other { # not found.}}{problems, plural, =0 {} one { # warning.} other { # warnings.}}':
    {
      de: '{count, plural, one {# Bild} other {# Bilder}}{added, plural, =0 {} other {, davon # neu}}.{vanished, plural, =0 {} other { # nicht gefunden.}}{problems, plural, =0 {} one { # Warnung.} other { # Warnungen.}}',
      zh: '{count, plural, other {# 张图片}}{added, plural, =0 {} other {，其中 # 张为新增}}。{vanished, plural, =0 {} other {# 张未找到。}}{problems, plural, =0 {} other {# 条警告。}}',
    },
  'Checkpoint or ONNX model': { de: 'Checkpoint oder ONNX-Modell', zh: '检查点或 ONNX 模型' },
  'All files': { de: 'Alle Dateien', zh: '所有文件' },
  '{name} imported.': { de: '{name} importiert.', zh: '已导入 {name}。' },
  '{file} could not be imported.': { de: '{file} konnte nicht importiert werden.', zh: '无法导入 {file}。' },
  'Other weights are being downloaded. Wait for them, or stop them first.': {
    de: 'Es werden gerade andere Gewichte heruntergeladen. Warten oder den Download erst anhalten.',
    zh: '正在下载其他权重。请等待完成，或先停止该下载。',
  },
  '{name} downloaded.': { de: '{name} heruntergeladen.', zh: '已下载 {name}。' },
  'The download failed.': { de: 'Der Download ist fehlgeschlagen.', zh: '下载失败。' },
  'Training has ended: "{name}" is under Models. It reaches AP50 {value} on the held-out pictures.': {
    de: 'Das Training ist beendet: „{name}“ steht unter Modelle. Es erreicht AP50 {value} auf den zurückgehaltenen Bildern.',
    zh: '训练已结束：“{name}”在“模型”页。它在留出的图片上达到 AP50 {value}。',
  },
  'Training has ended: "{name}" is under Models.': {
    de: 'Das Training ist beendet: „{name}“ steht unter Modelle.',
    zh: '训练已结束：“{name}”在“模型”页。',
  },
  'Training was interrupted.': { de: 'Das Training wurde unterbrochen.', zh: '训练已中断。' },
  'The run "{name}" ended and says that it goes on.': {
    de: 'Der Lauf „{name}“ ist zu Ende und meldet, dass er läuft.',
    zh: '训练“{name}”已结束，却报告仍在进行。',
  },
  'Key map': { de: 'Tastenbelegung', zh: '按键映射' },
  'Export keys': { de: 'Tasten exportieren', zh: '导出按键' },
  '{file} is no key map of Boxwright. Export one to see how they are written.': {
    de: '{file} ist keine Tastenbelegung von Boxwright. Eine exportieren, um zu sehen, wie sie geschrieben wird.',
    zh: '{file} 不是 Boxwright 的按键映射。导出一份即可查看其写法。',
  },
  '{file} is over 1 MB, which no key map is.': {
    de: '{file} ist über 1 MB groß; so groß ist keine Tastenbelegung.',
    zh: '{file} 超过 1 MB，按键映射不会这么大。',
  },
  '{file} could not be read. Check that it is there and may be read.': {
    de: '{file} konnte nicht gelesen werden. Prüfen, ob die Datei da ist und gelesen werden darf.',
    zh: '无法读取 {file}。请检查文件是否存在且可读。',
  },
  Table: { de: 'Tabelle', zh: '表格' },
  'Export progress': { de: 'Fortschritt exportieren', zh: '导出进度' },
  'There is no file {name}.': { de: 'Es gibt keine Datei {name}.', zh: '没有文件 {name}。' },
  'The file was chosen too long ago. Choose it again.': {
    de: 'Die Datei wurde vor zu langer Zeit gewählt. Noch einmal wählen.',
    zh: '文件选择已过期，请重新选择。',
  },
  'This is no address of a picture.': { de: 'Das ist keine Adresse eines Bildes.', zh: '这不是图片的地址。' },
  'The picture file is not there any more.': { de: 'Die Bilddatei ist nicht mehr da.', zh: '图片文件已不存在。' },
  'The picture file may not be read. Change its permissions, then try again.': {
    de: 'Die Bilddatei darf nicht gelesen werden. Ihre Rechte ändern und noch einmal versuchen.',
    zh: '没有权限读取图片文件。请更改其权限后重试。',
  },
  'This is no address of a crop.': { de: 'Das ist keine Adresse eines Ausschnitts.', zh: '这不是裁剪图的地址。' },
  'This page may not ask the program anything.': {
    de: 'Diese Seite darf das Programm nichts fragen.',
    zh: '此页面无权向程序发出请求。',
  },
  'The request "{name}" is malformed at {place}.': {
    de: 'Die Anfrage „{name}“ ist falsch aufgebaut bei {place}.',
    zh: '请求“{name}”格式错误，位置：{place}。',
  },
  'No project is open. Open a folder of pictures first.': {
    de: 'Kein Projekt ist offen. Erst einen Ordner mit Bildern öffnen.',
    zh: '没有打开的项目。请先打开一个图片文件夹。',
  },
  'This project can only be read.': { de: 'Dieses Projekt kann nur gelesen werden.', zh: '此项目只能读取。' },
  'Something went wrong inside the program: {message}': {
    de: 'Im Programm ist etwas schiefgegangen: {message}',
    zh: '程序内部出错：{message}',
  },
  'It is not an object; the usual settings are used.': {
    de: 'Es ist kein Objekt; die üblichen Einstellungen gelten.',
    zh: '不是一个对象；已使用默认设置。',
  },
  'It does not fit': { de: 'Es passt nicht', zh: '不符合要求' },
  '{reason}. The usual value is used.': { de: '{reason}. Der übliche Wert gilt.', zh: '{reason}。已使用默认值。' },
  'The list of recent projects could not be read; it starts anew.': {
    de: 'Die Liste der letzten Projekte konnte nicht gelesen werden; sie beginnt neu.',
    zh: '无法读取最近项目的列表；列表已重新开始。',
  },
  'it is not an object': { de: 'es ist kein Objekt', zh: '它不是一个对象' },
  'The settings file is no JSON ({reason}). It was set aside; the usual settings are used.': {
    de: 'Die Einstellungsdatei ist kein JSON ({reason}). Sie wurde beiseitegelegt; die üblichen Einstellungen gelten.',
    zh: '设置文件不是 JSON（{reason}）。已将其另存，并使用默认设置。',
  },
  'The settings file is no JSON ({reason}). The usual settings are used.': {
    de: 'Die Einstellungsdatei ist kein JSON ({reason}). Die üblichen Einstellungen gelten.',
    zh: '设置文件不是 JSON（{reason}）。已使用默认设置。',
  },
  'This is no address of a server. Write it as http://host:8000 or https://host, without a name, a password or a query.':
    {
      de: 'Das ist keine Adresse eines Servers. Als http://host:8000 oder https://host schreiben, ohne Namen, Passwort oder Abfrage.',
      zh: '这不是服务器地址。请写成 http://host:8000 或 https://host，不带用户名、密码或查询。',
    },
  'the file': { de: 'die Datei', zh: '该文件' },
  'not understood': { de: 'nicht verstanden', zh: '无法理解' },
  'The list of servers cannot be used: {place}: {reason}.': {
    de: 'Die Liste der Server kann nicht verwendet werden: {place}: {reason}.',
    zh: '无法使用服务器列表：{place}：{reason}。',
  },
  'The detector process sent an answer that cannot be read.': {
    de: 'Der Detektorprozess sandte eine Antwort, die nicht gelesen werden kann.',
    zh: '检测器进程发来的应答无法读取。',
  },
  'The detector process {state, select, ready {stopped} other {does not start}} ({reason}). It starts again by itself; if it stops again, look at what it runs on and try the processor.':
    {
      de: 'Der Detektorprozess {state, select, ready {hat angehalten} other {startet nicht}} ({reason}). Er startet von selbst neu; hält er wieder an, nachsehen, worauf er läuft, und den Prozessor versuchen.',
      zh: '检测器进程{state, select, ready {已停止} other {无法启动}}（{reason}）。它会自行重新启动；如果再次停止，请查看它的运行设备，并改用处理器。',
    },
  'signal {signal}': { de: 'Signal {signal}', zh: '信号 {signal}' },
  'an unknown signal': { de: 'ein unbekanntes Signal', zh: '未知信号' },
  'exit code {code}': { de: 'Rückgabewert {code}', zh: '退出码 {code}' },
  'The detector process stopped twice while it was used.': {
    de: 'Der Detektorprozess hielt zweimal an, während es verwendet wurde.',
    zh: '使用它时，检测器进程停止了两次。',
  },
  'The process that reads pictures stopped at this one twice; it was left out.': {
    de: 'Der Prozess, der Bilder liest, hielt bei diesem zweimal an; es wurde ausgelassen.',
    zh: '读取图片的进程两次停在这张图片上；已跳过它。',
  },
  'It prepares for minutes at every new size of picture. To use it: BOXWRIGHT_PROVIDERS=tensorrt,cuda,cpu.': {
    de: 'Es bereitet sich bei jeder neuen Bildgröße minutenlang vor. Um es zu verwenden: BOXWRIGHT_PROVIDERS=tensorrt,cuda,cpu.',
    zh: '遇到每种新的图片尺寸，它都要准备数分钟。如需使用：BOXWRIGHT_PROVIDERS=tensorrt,cuda,cpu。',
  },
  'It did not answer within {seconds} seconds.': {
    de: 'Es antwortete nicht innerhalb von {seconds} Sekunden.',
    zh: '它在 {seconds} 秒内没有应答。',
  },
  'It stopped the process that tried it ({reason}).': {
    de: 'Es hielt den Prozess an, der es versuchte ({reason}).',
    zh: '它使尝试它的进程停止（{reason}）。',
  },
  'The program is closing.': { de: 'Das Programm wird geschlossen.', zh: '程序正在关闭。' },
  'The detector stopped twice on {provider}; it goes on without it.': {
    de: 'Der Detektor hielt zweimal auf {provider} an; es geht ohne weiter.',
    zh: '检测器在 {provider} 上停止了两次；将不再使用它，继续运行。',
  },
} as const satisfies Room;
