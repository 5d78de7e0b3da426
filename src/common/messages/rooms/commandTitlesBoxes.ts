// The titles of the commands on boxes, their classes, and the crops of the grid.
import type { Room } from './row.ts';

export const commandTitlesBoxes = {
  'Next proposal or box': { de: 'Nächster Vorschlag oder nächste Box', zh: '下一个建议框或框' },
  'Previous proposal or box': { de: 'Voriger Vorschlag oder vorige Box', zh: '上一个建议框或框' },
  'Accept proposal, or mark picture labelled': {
    de: 'Vorschlag annehmen oder Bild als beschriftet markieren',
    zh: '接受建议框，或将图片标为已标注',
  },
  'Accept all shown proposals': { de: 'Alle gezeigten Vorschläge annehmen', zh: '接受所有显示的建议框' },
  'Reject proposal, delete box': { de: 'Vorschlag ablehnen, Box löschen', zh: '拒绝建议框，删除框' },
  'Select all shown boxes': { de: 'Alle gezeigten Boxen auswählen', zh: '选择所有显示的框' },
  'Select nothing': { de: 'Auswahl aufheben', zh: '取消选择' },
  'Move left by {pixels} px': { de: 'Um {pixels} px nach links', zh: '左移 {pixels} 像素' },
  'Move right by {pixels} px': { de: 'Um {pixels} px nach rechts', zh: '右移 {pixels} 像素' },
  'Move up by {pixels} px': { de: 'Um {pixels} px nach oben', zh: '上移 {pixels} 像素' },
  'Move down by {pixels} px': { de: 'Um {pixels} px nach unten', zh: '下移 {pixels} 像素' },
  'Grow the left side by {pixels} px': { de: 'Linke Seite um {pixels} px vergrößern', zh: '左边外扩 {pixels} 像素' },
  'Grow the right side by {pixels} px': { de: 'Rechte Seite um {pixels} px vergrößern', zh: '右边外扩 {pixels} 像素' },
  'Grow the top side by {pixels} px': { de: 'Obere Seite um {pixels} px vergrößern', zh: '上边外扩 {pixels} 像素' },
  'Grow the bottom side by {pixels} px': { de: 'Untere Seite um {pixels} px vergrößern', zh: '下边外扩 {pixels} 像素' },
  'Shrink the left side by {pixels} px': {
    de: 'Linke Seite um {pixels} px verkleinern',
    zh: '左边内缩 {pixels} 像素',
  },
  'Shrink the right side by {pixels} px': {
    de: 'Rechte Seite um {pixels} px verkleinern',
    zh: '右边内缩 {pixels} 像素',
  },
  'Shrink the top side by {pixels} px': { de: 'Obere Seite um {pixels} px verkleinern', zh: '上边内缩 {pixels} 像素' },
  'Shrink the bottom side by {pixels} px': {
    de: 'Untere Seite um {pixels} px verkleinern',
    zh: '下边内缩 {pixels} 像素',
  },
  'Grow all sides by {pixels} px': { de: 'Alle Seiten um {pixels} px vergrößern', zh: '四边外扩 {pixels} 像素' },
  'Shrink all sides by {pixels} px': { de: 'Alle Seiten um {pixels} px verkleinern', zh: '四边内缩 {pixels} 像素' },
  // Copies.
  'Copy boxes': { de: 'Boxen kopieren', zh: '复制框' },
  'Cut boxes': { de: 'Boxen ausschneiden', zh: '剪切框' },
  'Paste boxes': { de: 'Boxen einfügen', zh: '粘贴框' },
  'Duplicate boxes': { de: 'Boxen duplizieren', zh: '创建框的副本' },
  'Copy boxes to the next picture': { de: 'Boxen ins nächste Bild kopieren', zh: '将框复制到下一张图片' },
  // By each other.
  'Align left edges': { de: 'Linke Kanten ausrichten', zh: '左边对齐' },
  'Align right edges': { de: 'Rechte Kanten ausrichten', zh: '右边对齐' },
  'Align top edges': { de: 'Obere Kanten ausrichten', zh: '上边对齐' },
  'Align bottom edges': { de: 'Untere Kanten ausrichten', zh: '下边对齐' },
  'Align middles across': { de: 'Mitten waagerecht ausrichten', zh: '水平居中对齐' },
  'Align middles down': { de: 'Mitten senkrecht ausrichten', zh: '垂直居中对齐' },
  'Same width as the first selected': { de: 'Breite der zuerst ausgewählten', zh: '与首个所选框等宽' },
  'Same height as the first selected': { de: 'Höhe der zuerst ausgewählten', zh: '与首个所选框等高' },
  'Split into two side by side': { de: 'In zwei nebeneinander teilen', zh: '拆分为左右两个' },
  'Split into two, one above the other': { de: 'In zwei übereinander teilen', zh: '拆分为上下两个' },
  'Merge selected boxes into one': { de: 'Ausgewählte Boxen zusammenführen', zh: '将所选框合并为一个' },
  'Merge duplicates': { de: 'Duplikate zusammenführen', zh: '合并重复框' },
  // Set aside.
  'Lock boxes, or unlock them': { de: 'Boxen sperren oder entsperren', zh: '锁定或解锁框' },
  'Unlock all boxes': { de: 'Alle Boxen entsperren', zh: '解锁所有框' },
  'Hide selected boxes': { de: 'Ausgewählte Boxen verbergen', zh: '隐藏所选框' },
  'Hide this class, or show it': { de: 'Diese Klasse verbergen oder zeigen', zh: '隐藏或显示此类别' },
  'Look at the selection alone, or at all': { de: 'Nur die Auswahl ansehen oder alles', zh: '仅查看所选框，或全部' },
  'Look at this class alone, or at all': { de: 'Nur diese Klasse ansehen oder alles', zh: '仅查看此类别，或全部' },
  'Show all hidden boxes': { de: 'Alle verborgenen Boxen zeigen', zh: '显示所有隐藏的框' },
  // Drawing.
  'Draw boxes by a drag': { de: 'Boxen durch Ziehen zeichnen', zh: '拖动绘制框' },
  'Draw boxes by two corners': { de: 'Boxen über zwei Ecken zeichnen', zh: '用两个角点绘制框' },
  'Draw boxes by four outermost points': { de: 'Boxen über vier äußerste Punkte zeichnen', zh: '用四个最外点绘制框' },
  'Draw boxes another way': { de: 'Boxen auf andere Art zeichnen', zh: '换一种方式绘制框' },
  'Add a box in the middle or at the pointer': {
    de: 'Box in der Mitte oder am Zeiger hinzufügen',
    zh: '在中间或指针处添加框',
  },
  'Snap to boxes near by, or not': { de: 'An nahen Boxen einrasten oder nicht', zh: '吸附到附近的框，或不吸附' },
  // All pictures.
  'Accept proposals on all pictures…': { de: 'Vorschläge auf allen Bildern annehmen…', zh: '接受所有图片上的建议框…' },
  'Undo the last step on all pictures': {
    de: 'Letzten Schritt auf allen Bildern rückgängig machen',
    zh: '撤销对所有图片的上一步操作',
  },
  // Classes and attributes.
  'Class {place}: relabel, or draw with it': {
    de: 'Klasse {place}: zuweisen oder damit zeichnen',
    zh: '类别 {place}：改为此类别，或用它绘制',
  },
  'Add a class': { de: 'Klasse hinzufügen', zh: '添加类别' },
  'Box stands for a group (crowd), or not': {
    de: 'Box steht für eine Gruppe (crowd) oder nicht',
    zh: '框代表群体 (crowd)，或不是',
  },
  'Flag {place} of the box: set, or clear': {
    de: 'Merkmal {place} der Box: setzen oder entfernen',
    zh: '框的标记 {place}：设置或清除',
  },
  'Attributes of boxes…': { de: 'Attribute von Boxen…', zh: '框的属性…' },
  // The grid of crops.
  'Accept the selected crops': { de: 'Ausgewählte Ausschnitte annehmen', zh: '接受所选裁剪' },
  'Reject the selected crops, delete human boxes': {
    de: 'Ausgewählte Ausschnitte ablehnen, eigene Boxen löschen',
    zh: '拒绝所选裁剪，删除人工框',
  },
  'Relabel the selected crops: class {place}': {
    de: 'Klasse der ausgewählten Ausschnitte ändern: Klasse {place}',
    zh: '更改所选裁剪的类别：类别 {place}',
  },
  'Undo the last step of the grid': {
    de: 'Letzten Schritt der Ausschnitte rückgängig machen',
    zh: '撤销网格的上一步操作',
  },
  'Select all crops that match': { de: 'Alle passenden Ausschnitte auswählen', zh: '选择所有匹配的裁剪' },
  'Close the large view, or select no crop': {
    de: 'Große Ansicht schließen oder Auswahl aufheben',
    zh: '关闭大图，或取消选择',
  },
  'Show the crop in its whole picture': { de: 'Ausschnitt im ganzen Bild zeigen', zh: '在整张图片中显示裁剪' },
  'Open the picture of the crop': { de: 'Bild des Ausschnitts öffnen', zh: '打开裁剪所在的图片' },
  'Larger crops': { de: 'Größere Ausschnitte', zh: '放大裁剪' },
  'Smaller crops': { de: 'Kleinere Ausschnitte', zh: '缩小裁剪' },
  'Read the grid anew': { de: 'Ausschnitte neu lesen', zh: '重新读取网格' },
} as const satisfies Room;
