// Picture folders that move and change, and who may write a project.
import type { Room } from './row.ts';

export const folders = {
  'It was {name} before; its boxes came with it.': {
    de: 'Es hieß vorher {name}; seine Boxen kamen mit.',
    zh: '它原名 {name}；其框已随之移动。',
  },
  'It is gone, and {count, plural, one {# other file holds} other {# other files hold}} the same picture; which one it is could not be told, so its boxes stayed with it.':
    {
      de: 'Es fehlt, und {count, plural, one {# andere Datei enthält} other {# andere Dateien enthalten}} dasselbe Bild; welche es ist, war nicht zu erkennen, daher blieben seine Boxen bei ihm.',
      zh: '它已不在，而有 {count, plural, other {# 个其他文件}}含有相同图片；无法确定是哪一个，因此其框保留不动。',
    },
  'It was taken for {name}, which is spelled otherwise (letter case or accents).': {
    de: 'Es wurde für {name} genommen, das anders geschrieben ist (Großschreibung oder Akzente).',
    zh: '已将其视为 {name}，两者写法不同（大小写或重音符号）。',
  },
  '{count} pictures are spelled otherwise in the project (letter case or accents); the first {listed} are listed.': {
    de: '{count} Bilder sind im Projekt anders geschrieben (Großschreibung oder Akzente); die ersten {listed} sind aufgeführt.',
    zh: '{count} 张图片在项目中的写法不同（大小写或重音符号）；仅列出前 {listed} 张。',
  },
  'The folders changed: {added, plural, =0 {} other {# new. }}{changed, plural, =0 {} other {# changed. }}{moved, plural, =0 {} other {# moved. }}{gone, plural, =0 {} other {# not found.}}':
    {
      de: 'Die Ordner haben sich geändert: {added, plural, =0 {} other {# neu. }}{changed, plural, =0 {} other {# geändert. }}{moved, plural, =0 {} other {# verschoben. }}{gone, plural, =0 {} other {# nicht gefunden.}}',
      zh: '文件夹有变动：{added, plural, =0 {} other {新增 # 张。}}{changed, plural, =0 {} other {更改 # 张。}}{moved, plural, =0 {} other {移动 # 张。}}{gone, plural, =0 {} other {未找到 # 张。}}',
    },
  'Changes in the folders are not heard at once: {why, select, limit {the system allows no more folders to be watched} other {they lie on a network drive}}. They are looked through when this window comes to the front, and every five minutes.':
    {
      de: 'Änderungen in den Ordnern werden nicht sofort bemerkt: {why, select, limit {das System lässt keine weiteren Ordner beobachten} other {sie liegen auf einem Netzlaufwerk}}. Sie werden durchgesehen, wenn dieses Fenster nach vorn kommt, und alle fünf Minuten.',
      zh: '无法立即察觉文件夹中的变动：{why, select, limit {系统不允许再监视更多文件夹} other {它们位于网络驱动器上}}。此窗口回到前台时以及每五分钟会浏览一次。',
    },
  'Its folder is not there: {folder}. Connect it, or say where it is now under Data.': {
    de: 'Der Ordner ist nicht da: {folder}. Anschließen oder unter „Daten“ angeben, wo er jetzt ist.',
    zh: '其文件夹不存在：{folder}。请连接它，或在“数据”中指出现在的位置。',
  },
  'is not there; connect it or say where it is now': {
    de: 'ist nicht da; anschließen oder angeben, wo er jetzt ist',
    zh: '不存在；请连接，或指出现在的位置',
  },
  'It moved to…': { de: 'Er liegt jetzt in…', zh: '已移至…' },
  'Back to where it was': { de: 'Zurück zum alten Ort', zh: '恢复原位置' },
  'Where the pictures are now': { de: 'Wo die Bilder jetzt sind', zh: '图片现在的位置' },
  'Look there': { de: 'Dort nachsehen', zh: '查看此处' },
  'The folder was chosen too long ago. Choose it again.': {
    de: 'Der Ordner wurde vor zu langer Zeit gewählt. Erneut wählen.',
    zh: '该文件夹选择时间过久。请重新选择。',
  },
  'The project has no such folder.': { de: 'Das Projekt hat keinen solchen Ordner.', zh: '项目中没有此文件夹。' },
  'This folder is where it always was.': {
    de: 'Dieser Ordner ist, wo er immer war.',
    zh: '此文件夹的位置从未改变。',
  },
  'The folder moved': { de: 'Der Ordner wurde verschoben', zh: '文件夹已移动' },
  'Use this folder': { de: 'Diesen Ordner nehmen', zh: '使用此文件夹' },
  Before: { de: 'Vorher', zh: '之前' },
  Now: { de: 'Jetzt', zh: '现在' },
  '{count, plural, =0 {No picture of the project is} one {# picture is} other {# pictures are}} there, by name and size.':
    {
      de: '{count, plural, =0 {Kein Bild des Projekts ist} one {# Bild ist} other {# Bilder sind}} dort, nach Name und Größe.',
      zh: '{count, plural, =0 {那里没有项目的任何图片} other {那里有项目的 # 张图片}}（按名称和大小）。',
    },
  '{count, plural, one {# has} other {# have}} the same name and another size; look at the boxes again.': {
    de: '{count, plural, one {# hat} other {# haben}} denselben Namen und eine andere Größe; die Boxen noch einmal ansehen.',
    zh: '{count, plural, other {# 张}}同名但大小不同；请再次检查其框。',
  },
  '{count, plural, one {# is} other {# are}} not there; the boxes stay.': {
    de: '{count, plural, one {# ist} other {# sind}} nicht dort; die Boxen bleiben.',
    zh: '{count, plural, other {# 张}}不在那里；其框会保留。',
  },
  '{count, plural, one {# picture is} other {# pictures are}} new and will be added.': {
    de: '{count, plural, one {# Bild ist neu und kommt} other {# Bilder sind neu und kommen}} hinzu.',
    zh: '{count, plural, other {# 张图片}}是新的，将被添加。',
  },
  'Which are not there': { de: 'Welche nicht dort sind', zh: '哪些不在那里' },
  'No file is touched. It can be taken back under Data.': {
    de: 'Keine Datei wird angefasst. Unter „Daten“ lässt es sich zurücknehmen.',
    zh: '不会改动任何文件。可在“数据”中撤回。',
  },
  'The pictures are looked for in {folder} now.': {
    de: 'Die Bilder werden jetzt in {folder} gesucht.',
    zh: '现在从 {folder} 查找图片。',
  },
  'The other program has left this project.': {
    de: 'Das andere Programm hat dieses Projekt verlassen.',
    zh: '另一个程序已离开此项目。',
  },
  'Open for writing': { de: 'Zum Schreiben öffnen', zh: '以可写方式打开' },
  'Take up new, changed and removed pictures by themselves': {
    de: 'Neue, geänderte und entfernte Bilder von selbst übernehmen',
    zh: '自动接收新增、更改和移除的图片',
  },
} as const satisfies Room;
