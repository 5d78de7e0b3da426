// The import of a model: what the file is, what is asked of it, and what it finds.
import type { Room } from './row.ts';

export const modelImport = {
  // The dialog.
  'Import a model': { de: 'Modell importieren', zh: '导入模型' },
  'Looking at the file': { de: 'Die Datei wird angesehen', zh: '正在查看文件' },
  'Looking at the file, and running it once.': {
    de: 'Die Datei wird angesehen und einmal ausgeführt.',
    zh: '正在查看文件，并试运行一次。',
  },
  'Looking at the file. Nothing in it is run.': {
    de: 'Die Datei wird angesehen. Nichts darin wird ausgeführt.',
    zh: '正在查看文件。其中的内容不会运行。',
  },
  'This file cannot be imported': { de: 'Diese Datei kann nicht importiert werden', zh: '无法导入此文件' },
  'Choose another file…': { de: 'Andere Datei wählen…', zh: '选择其他文件…' },
  'PyTorch checkpoint': { de: 'PyTorch-Checkpoint', zh: 'PyTorch 检查点' },
  'PyTorch checkpoint, older format': { de: 'PyTorch-Checkpoint, älteres Format', zh: 'PyTorch 检查点，旧格式' },
  Import: { de: 'Importieren', zh: '导入' },
  Stop: { de: 'Stoppen', zh: '停止' },
  'The model is here': { de: 'Das Modell ist da', zh: '模型已就绪' },
  'Keep the one in use': { de: 'Beim verwendeten bleiben', zh: '保留当前模型' },
  'Use it': { de: 'Verwenden', zh: '使用' },
  '{name} was imported.': { de: '{name} wurde importiert.', zh: '{name} 已导入。' },
  '{name} was imported with {classes} and {parameters} parameters.': {
    de: '{name} wurde mit {classes} und {parameters} Parametern importiert.',
    zh: '{name} 已导入，含 {classes}，{parameters}参数。',
  },
  'In use, it pre-labels the pictures of this project from now on. Boxes that are there stay.': {
    de: 'Verwendet, beschriftet es von nun an die Bilder dieses Projekts vor. Vorhandene Boxen bleiben.',
    zh: '使用后，今后由它预标注此项目的图片。已有的框保持不变。',
  },
  'Open a project to pre-label with it.': {
    de: 'Ein Projekt öffnen, um damit vorzubeschriften.',
    zh: '打开项目即可用它预标注。',
  },

  // What is missing.
  'The network would not be whole': { de: 'Das Netz wäre nicht vollständig', zh: '网络不完整' },
  'The model needs a name': { de: 'Das Modell braucht einen Namen', zh: '模型需要名称' },
  'Say what its classes are called': { de: 'Angeben, wie seine Klassen heißen', zh: '请指定类别名称' },
  'The short side is longer than the long side': {
    de: 'Die kurze Seite ist länger als die lange',
    zh: '短边比长边还长',
  },
  'Line {line, number} of the names is empty': {
    de: 'Zeile {line, number} der Namen ist leer',
    zh: '名称的第 {line, number} 行为空',
  },
  'No name is there': { de: 'Kein Name ist da', zh: '没有名称' },
  '{names, number} of {count, number} names are there': {
    de: '{names, number} von {count, number} Namen sind da',
    zh: '已有 {names, number} 个名称，共需 {count, number} 个',
  },

  // What the file is.
  'What the file is': { de: 'Was die Datei ist', zh: '文件内容' },
  'Names as in': { de: 'Namen wie in', zh: '命名方式' },
  Pyramid: { de: 'Pyramide', zh: '金字塔' },
  Head: { de: 'Kopf', zh: '检测头' },
  '{count, number}, without names': { de: '{count, number}, ohne Namen', zh: '{count, number}，无名称' },
  '{count, number}, {names}': { de: '{count, number}, {names}', zh: '{count, number}，{names}' },
  'Its settings': { de: 'Einstellungen', zh: '文件设置' },
  'Every weight of the network is there.': { de: 'Alle Gewichte des Netzes sind da.', zh: '网络的权重齐全。' },
  'Weights of the network are not there. Without them it cannot run; look for the whole file.': {
    de: 'Gewichte des Netzes fehlen. Ohne sie kann es nicht laufen; die vollständige Datei suchen.',
    zh: '缺少网络的权重，无法运行；请寻找完整的文件。',
  },
  '{count, plural, one {# weight} other {# weights}} missing': {
    de: '{count, plural, one {# Gewicht fehlt} other {# Gewichte fehlen}}',
    zh: '{count, plural, other {缺少 # 个权重}}',
  },
  '{count, plural, one {# weight} other {# weights}} of the wrong shape': {
    de: '{count, plural, one {# Gewicht} other {# Gewichte}} von falscher Form',
    zh: '{count, plural, other {# 个权重形状不符}}',
  },
  '{count, plural, one {# name} other {# names}} left over, not used': {
    de: '{count, plural, one {# Name} other {# Namen}} übrig, nicht verwendet',
    zh: '{count, plural, other {# 个名称多余，未使用}}',
  },
  '{count, plural, one {# entry} other {# entries}} beside the weights, passed over': {
    de: '{count, plural, one {# Eintrag} other {# Einträge}} neben den Gewichten, übergangen',
    zh: '{count, plural, other {权重之外的 # 个条目，已略过}}',
  },
  'Inputs and outputs': { de: 'Eingaben und Ausgaben', zh: '输入与输出' },
  Inputs: { de: 'Eingaben', zh: '输入' },
  Outputs: { de: 'Ausgaben', zh: '输出' },
  'Made by': { de: 'Erzeugt von', zh: '生成工具' },
  '{producer}, opset {opset}': { de: '{producer}, Opset {opset}', zh: '{producer}，opset {opset}' },
  'not said, opset {opset}': { de: 'nicht genannt, Opset {opset}', zh: '未说明，opset {opset}' },
  '{count, plural, one {# name} other {# names}}': {
    de: '{count, plural, one {# Name} other {# Namen}}',
    zh: '{count, plural, other {# 个名称}}',
  },

  // What its classes are called.
  'Class names': { de: 'Klassennamen', zh: '类别名称' },
  'The {count, number} that stand in the file': {
    de: '{count, plural, one {Der # aus der Datei} other {Die # aus der Datei}}',
    zh: '文件中的 {count, number} 个',
  },
  "COCO's 80": { de: 'Die 80 von COCO', zh: 'COCO 的 80 个' },
  "COCO's 80, one after another": { de: 'Die 80 von COCO, der Reihe nach', zh: 'COCO 的 80 个，依次排列' },
  "COCO's 80, by their ids 0 to 90": {
    de: 'Die 80 von COCO, nach ihren Ids 0 bis 90',
    zh: 'COCO 的 80 个，按 ID 0 到 90 排列',
  },
  'None: 0': { de: 'Keiner: 0', zh: '无：0' },
  'None: numbers, 0 to {last, number}': {
    de: 'Keine: Zahlen, 0 bis {last, number}',
    zh: '无：用数字 0 到 {last, number}',
  },
  'Own ones': { de: 'Eigene', zh: '自定义' },
  'Class names, one a line': { de: 'Klassennamen, einer je Zeile', zh: '类别名称，每行一个' },
  'One a line, in the order of the outputs': {
    de: 'Einer je Zeile, in der Reihenfolge der Ausgaben',
    zh: '每行一个，按输出的顺序',
  },
  '“{name}” stands twice': { de: '„{name}“ steht doppelt', zh: '“{name}”重复出现' },
  'From a file…': { de: 'Aus einer Datei…', zh: '从文件读取…' },

  // What the file does not say: sizes and thresholds.
  'Not said in the file: the usual is chosen. A model that finds nothing, or boxes of the wrong size, was trained otherwise.':
    {
      de: 'Nicht in der Datei gesagt: das Übliche ist gewählt. Ein Modell, das nichts oder Boxen falscher Größe findet, wurde anders trainiert.',
      zh: '文件中未说明，已选常用值。如果模型什么都检测不到，或框的大小不对，说明训练方式不同。',
    },
  '{choice} (usual)': { de: '{choice} (üblich)', zh: '{choice}（常用）' },
  'Pictures are scaled so that they fit both. Smaller is faster and misses small things.': {
    de: 'Bilder werden so skaliert, dass beides passt. Kleiner ist schneller und übersieht Kleines.',
    zh: '图片会缩放到同时满足两者。越小越快，但会漏掉小目标。',
  },
  'Smaller is faster and misses small things.': {
    de: 'Kleiner ist schneller und übersieht Kleines.',
    zh: '越小越快，但会漏掉小目标。',
  },
  'short side': { de: 'kurze Seite', zh: '短边' },
  'long side': { de: 'lange Seite', zh: '长边' },
  'Short side': { de: 'Kurze Seite', zh: '短边' },
  Overlap: { de: 'Überlappung', zh: '重叠' },
  'Shown from here on; kept down to half of it.': {
    de: 'Ab hier gezeigt; behalten bis zur Hälfte davon.',
    zh: '从此值起显示；低至其一半的仍会保留。',
  },
  "Of a class's boxes that overlap more, the surest stays.": {
    de: 'Von Boxen einer Klasse, die sich mehr überlappen, bleibt die sicherste.',
    zh: '同类别的框重叠超过此值时，保留置信度最高的。',
  },
  'Count from 0': { de: 'Zählen ab 0', zh: '从 0 计数' },
  'Count from 1; 0 is the background': { de: 'Zählen ab 1; 0 ist der Hintergrund', zh: '从 1 计数；0 为背景' },

  // What it finds.
  'Open a project first to see what the model finds on one of its pictures. It can be imported without.': {
    de: 'Zuerst ein Projekt öffnen, um zu sehen, was das Modell auf einem seiner Bilder findet. Importieren geht auch ohne.',
    zh: '先打开一个项目，即可查看模型在其图片上的检测结果。不打开也可以导入。',
  },
  'What it finds': { de: 'Was es findet', zh: '检测结果' },
  'Picture before': { de: 'Voriges Bild', zh: '上一张图片' },
  'class {label}': { de: 'Klasse {label}', zh: '类别 {label}' },
  '{name} with {boxes}': { de: '{name} mit {boxes}', zh: '{name}，{boxes}' },
  'Nothing found. Another reading, other colours or a lower score may help.': {
    de: 'Nichts gefunden. Eine andere Lesart, andere Farben oder eine geringere Konfidenz können helfen.',
    zh: '没有检出。可以尝试其他读取方式、其他颜色顺序或更低的置信度。',
  },
  '{boxes} of {classes} in {milliseconds, number} ms': {
    de: '{boxes} aus {classes} in {milliseconds, number} ms',
    zh: '{boxes}，{classes}，用时 {milliseconds, number} ms',
  },
  'Classes found': { de: 'Gefundene Klassen', zh: '检出的类别' },
  'Class {label} has no name; {count, plural, one {only class 0 has one} other {the # names end at class {last}}}.': {
    de: 'Klasse {label} hat keinen Namen; {count, plural, one {nur Klasse 0 hat einen} other {die # Namen enden bei Klasse {last}}}.',
    zh: '类别 {label} 没有名称；{count, plural, =1 {只有类别 0 有名称} other {# 个名称到类别 {last} 为止}}。',
  },
} as const satisfies Room;
