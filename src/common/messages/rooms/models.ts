// Models: the page of them, official weights, and what becomes of a model's classes in a project.
import type { Room } from './row.ts';

export const models = {
  'FCOS checkpoints (.pth, .safetensors; no code in them is run), and YOLO, DETR, NanoDet and others as ONNX.': {
    de: 'FCOS-Checkpoints (.pth, .safetensors; Code darin wird nicht ausgeführt), dazu YOLO, DETR, NanoDet und andere als ONNX.',
    zh: 'FCOS 检查点（.pth、.safetensors；其中的代码不会运行），以及 ONNX 格式的 YOLO、DETR、NanoDet 等。',
  },
  'Reading the models': { de: 'Die Modelle werden gelesen', zh: '正在读取模型' },
  'No model is there': { de: 'Kein Modell ist da', zh: '没有模型' },
  'Import one to pre-label with it.': {
    de: 'Eines importieren, um damit vorzubeschriften.',
    zh: '导入一个模型即可预标注。',
  },
  '{count, plural, one {# model cannot be used:} other {# models cannot be used:}}': {
    de: '{count, plural, one {# Modell kann nicht verwendet werden:} other {# Modelle können nicht verwendet werden:}}',
    zh: '{count, plural, other {# 个模型无法使用：}}',
  },
  'Models that cannot be used': { de: 'Modelle, die nicht verwendet werden können', zh: '无法使用的模型' },
  'What the detector runs on': { de: 'Worauf der Detektor läuft', zh: '检测器的运行环境' },
  'Classes…': { de: 'Klassen…', zh: '类别…' },
  'Use {name}': { de: '{name} verwenden', zh: '使用 {name}' },
  Use: { de: 'Verwenden', zh: '使用' },
  '{names} and {count, number} more': {
    de: '{names} und {count, number} weitere',
    zh: '{names} 等，另有 {count, number} 个',
  },
  Input: { de: 'Eingabe', zh: '输入' },
  'Runs at': { de: 'Läuft bei', zh: '运行于' },
  From: { de: 'Herkunft', zh: '来源' },
  'comes with Boxwright': { de: 'mit Boxwright geliefert', zh: 'Boxwright 自带' },
  'trained here': { de: 'hier trainiert', zh: '在此训练' },
  'Data licence': { de: 'Lizenz der Daten', zh: '数据许可' },
  Remote: { de: 'Server', zh: '远程' },

  // Official weights.
  'Official weights': { de: 'Offizielle Gewichte', zh: '官方权重' },
  'Published by others, trained on the 80 everyday classes of COCO. Nothing is fetched until you ask for it; what comes is checked and then imported like a file of your own.':
    {
      de: 'Von anderen veröffentlicht, trainiert auf den 80 alltäglichen Klassen von COCO. Nichts wird ungefragt geholt; was kommt, wird geprüft und dann wie eine eigene Datei importiert.',
      zh: '由他人发布，在 COCO 的 80 个日常类别上训练。未经要求不会下载任何内容；下载后先校验，再像自己的文件一样导入。',
    },
  'Weights of {publisher}': { de: 'Gewichte von {publisher}', zh: '{publisher} 的权重' },
  'Box AP on {pictures}, as published': {
    de: 'Box-AP auf {pictures}, wie veröffentlicht',
    zh: '{pictures} 上的框 AP，以发布数据为准',
  },
  'Remove the downloaded file': { de: 'Heruntergeladene Datei entfernen', zh: '移除已下载的文件' },
  'Remove the {size} that are there': { de: 'Vorhandene {size} entfernen', zh: '移除已有的 {size}' },
  'Import {name}': { de: '{name} importieren', zh: '导入 {name}' },
  'Go on with {name}': { de: '{name} weiter herunterladen', zh: '继续下载 {name}' },
  'Download {name}': { de: '{name} herunterladen', zh: '下载 {name}' },
  Download: { de: 'Herunterladen', zh: '下载' },
  Downloading: { de: 'Wird heruntergeladen', zh: '正在下载' },
  'Asking the server': { de: 'Der Server wird gefragt', zh: '正在连接服务器' },
  'Proxy settings': { de: 'Proxy-Einstellungen', zh: '代理设置' },
  Measured: { de: 'Gemessen', zh: '测得' },
  'box AP {figure} on {pictures}, as published': {
    de: 'Box-AP {figure} auf {pictures}, wie veröffentlicht',
    zh: '{pictures} 上的框 AP 为 {figure}，以发布数据为准',
  },
  Licence: { de: 'Lizenz', zh: '许可' },
  'Of the weights': { de: 'Der Gewichte', zh: '权重的许可' },
  Address: { de: 'Adresse', zh: '地址' },
  'None is published. The import shows the one of what came.': {
    de: 'Keine veröffentlicht. Der Import zeigt die der geladenen Datei.',
    zh: '未公布。导入时会显示所下载文件的校验值。',
  },
  Sources: { de: 'Quellen', zh: '出处' },
  'The size is not published': { de: 'Die Größe ist nicht veröffentlicht', zh: '未公布大小' },
  'The size is published only roughly': { de: 'Die Größe ist nur ungefähr veröffentlicht', zh: '仅公布了大致大小' },
  '{name} is downloaded and checked.': {
    de: '{name} ist heruntergeladen und geprüft.',
    zh: '{name} 已下载并通过校验。',
  },
  'Import it': { de: 'Importieren', zh: '导入' },

  // What becomes of its classes.
  'Classes of {name}': { de: 'Klassen von {name}', zh: '{name} 的类别' },
  'For this project, with this model, from the next pre-labelling on.': {
    de: 'Für dieses Projekt, mit diesem Modell, ab dem nächsten Vorbeschriften.',
    zh: '仅用于此项目和此模型，从下次预标注起生效。',
  },
  'Search {count, number} classes': { de: '{count, number} Klassen durchsuchen', zh: '搜索 {count, number} 个类别' },
  'Search classes': { de: 'Klassen durchsuchen', zh: '搜索类别' },
  'Take all': { de: 'Alle nehmen', zh: '全部采用' },
  'Take these': { de: 'Diese nehmen', zh: '采用这些' },
  'Ignore all': { de: 'Alle ignorieren', zh: '全部忽略' },
  'Ignore these': { de: 'Diese ignorieren', zh: '忽略这些' },
  'The model finds': { de: 'Das Modell findet', zh: '模型检出' },
  'In this project': { de: 'In diesem Projekt', zh: '在此项目中' },
  'From score': { de: 'Ab Konfidenz', zh: '最低置信度' },
  'No class is called so.': { de: 'Keine Klasse heißt so.', zh: '没有这样的类别。' },
  '{name} becomes': { de: '{name} wird zu', zh: '{name} 对应' },
  '{name} (made when found)': { de: '{name} (angelegt, wenn gefunden)', zh: '{name}（检出时创建）' },
  Ignore: { de: 'Ignorieren', zh: '忽略' },
  'Least score of {name} in per cent': {
    de: 'Geringste Konfidenz von {name} in Prozent',
    zh: '{name} 的最低置信度（百分比）',
  },
} as const satisfies Room;
