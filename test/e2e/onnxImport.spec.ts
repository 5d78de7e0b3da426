// ONNX detectors of other programs are imported in the real window: looked at on a picture, fed and read otherwise, named, used. And
// what is refused. Pictures at both sizes and in both themes, for people.
import { expect, type Page } from '@playwright/test';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { drawnModel } from '../detector/foreign/onnxBuilder.ts';
import { families } from '../detector/foreign/families.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { answerOpenDialog, launch, root, screenshots, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

const published = resolve(root, '../shared/data/onnx');
const hasPublished = existsSync(join(published, 'nanodet_m_320.onnx'));
if (!hasPublished) {
  console.log(
    'skipped: "a published detector in the window" needs the folder ../shared, which is not beside this checkout',
  );
}

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
const folder = temporaryFolder('detectors');
const file = (name: string) => join(folder, name);

// Each state is looked at four times.
test.describe.configure({ mode: 'serial', timeout: 480_000 });

function writeFamily(name: string, as: string): void {
  const family = families.find((one) => one.name === name);
  if (family === undefined) throw new Error(`No family is called ${name}.`);
  writeFileSync(file(as), drawnModel(family.model));
}

test.beforeAll(async () => {
  writeFamily('YOLOv8, turned', 'yolov8n.onnx');
  writeFamily('YOLO11 of three named classes, batch of any size', 'cells11.onnx');
  writeFamily("torchvision's lists of a model of one's own, labels from 1", 'own-detector.onnx');
  const logits = Array.from({ length: 1000 }, (_, label) => Math.sin(label));
  const classifier = drawnModel({
    width: 224,
    height: 224,
    outputs: [{ name: 'logits', dims: [1000], values: logits }],
  });
  writeFileSync(file('resnet50-classifier.onnx'), classifier);
  writeFileSync(file('torn.onnx'), classifier.subarray(0, classifier.length / 2));
  const ninety = Array.from({ length: 90 }, (_, index) => `thing ${index + 1}`);
  writeFileSync(file('names.txt'), ninety.join('\n'));
  drawn = await drawPictures(3, 5);
  studio = await launch();
  page = studio.page;
});

test.afterAll(async () => {
  await studio.close();
  for (const each of [folder, drawn.folder]) rmSync(each, { recursive: true, force: true });
});

async function chooseFile(path: string): Promise<void> {
  await answerOpenDialog(studio.app, [path]);
  await page.getByRole('button', { name: 'Import a model…' }).click();
}

const dialog = () => page.getByRole('dialog');
const importButton = () => dialog().getByRole('button', { name: 'Import', exact: true });
const preview = () => dialog().getByRole('group', { name: 'What it finds' });

/** Opens a folder as a project and goes to the models. */
async function openPictures(pictures: string): Promise<void> {
  await page.getByRole('button', { name: /^Label/ }).click();
  await answerOpenDialog(studio.app, [pictures]);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('application')).toBeVisible();
  await page.getByRole('button', { name: /^Models/ }).click();
}

/** Number of boxes that the preview says, once it has run. */
async function boxesFound(): Promise<number> {
  const status = preview().getByRole('status');
  await expect(status).toHaveText(/^[\d,]+ box(es)? of /);
  return Number.parseInt((await status.innerText()).replace(',', ''), 10);
}

/** The key of pre-labelling gives proposals. */
async function proposalsCome(key: string): Promise<void> {
  await page.getByRole('button', { name: /^Label/ }).click();
  await page.getByRole('application').focus();
  await page.keyboard.press(key);
  const proposed = async () => {
    const images = await page.evaluate(() => window.studio.ask('images/list', {}));
    return images.ok ? images.value.filter(({ state }) => state === 'proposed').length : 0;
  };
  await expect.poll(proposed, { timeout: 240_000 }).toBeGreaterThan(0);
}

/** How many pixels the preview's boxes cover. */
async function painted(): Promise<number> {
  return preview()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let at = 3; at < pixels.length; at += 4) if ((pixels[at] ?? 0) > 0) count += 1;
      return count;
    });
}

const shot = (name: string) => shoot(studio, `onnx-${name}`, openDialog);

test('without a project a detector is imported unseen, its own names chosen', async () => {
  await page.getByRole('button', { name: /^Models/ }).click();
  await chooseFile(file('cells11.onnx'));
  await expect(dialog()).toContainText('Open a project first');
  await expect(dialog().getByRole('radio', { name: 'The 3 that stand in the file' })).toBeChecked();
  await shot('no-project');
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(dialog()).toContainText('cells11 was imported with 3 classes');
  await shot('done-no-project');
  await dialog().getByRole('button', { name: 'Done' }).click();
  await expect(dialog()).toHaveCount(0);
  await expect(page.getByRole('listitem', { name: 'cells11', exact: true })).toContainText('a, b, c');
});

test('the preview shows what a YOLO finds, and follows colours, score and picture', async () => {
  await openPictures(drawn.folder);
  await chooseFile(file('yolov8n.onnx'));
  await expect(dialog()).toContainText('Read as YOLO, raw');
  await expect(importButton()).toBeDisabled();
  const usual = await boxesFound();
  expect(usual).toBeGreaterThan(0);
  await expect(preview().getByRole('list', { name: 'Classes found' })).toContainText('class ');
  await expect.poll(painted).toBeGreaterThan(500);
  await shot('asking');
  await dialog().getByLabel('Colours').selectOption('byte-rgb');
  await expect(dialog().getByLabel('Colours')).toHaveValue('byte-rgb');
  // 255 times as bright, every box is sure.
  await expect.poll(boxesFound).toBeGreaterThan(usual);
  await dialog().getByLabel('Colours').selectOption('unit-rgb');
  await expect.poll(boxesFound).toBe(usual);
  await dialog().getByLabel('Score').fill('99');
  await expect(preview()).toContainText('Nothing found');
  await shot('nothing');
  await dialog().getByLabel('Score').fill('30');
  await expect.poll(boxesFound).toBe(usual);
  await expect(preview()).toContainText('1 of 3');
  await preview().getByRole('button', { name: 'Next picture' }).click();
  await expect(preview()).toContainText('cells_2.jpg');
  expect(await boxesFound()).toBeGreaterThan(0);
});

test('it is named, imported and used by Enter, and proposes boxes', async () => {
  await dialog().getByRole('radio', { name: "COCO's 80" }).check();
  await expect(preview().getByRole('list', { name: 'Classes found' })).not.toContainText('class ');
  await expect(importButton()).toBeEnabled();
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('YOLOv8 of a friend');
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(dialog()).toContainText('YOLOv8 of a friend was imported with 80 classes');
  await expect(dialog().getByRole('button', { name: 'Use it' })).toBeFocused();
  await shot('done');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Model: YOLOv8 of a friend' })).toBeVisible();
  await proposalsCome('Shift+p');
  await page.screenshot({ path: join(screenshots, 'onnx-proposed.png') });
});

test('lists of labels without a number of classes take own names from a file, and say which class has none', async () => {
  await page.getByRole('button', { name: /^Models/ }).click();
  await chooseFile(file('own-detector.onnx'));
  await expect(dialog()).toContainText('Read as boxes, scores and labels');
  await boxesFound();
  await dialog().getByRole('radio', { name: 'Own ones' }).check();
  const names = dialog().getByRole('textbox', { name: 'Class names, one a line' });
  await names.fill('thing 1');
  await expect(preview()).toContainText('only class 0 has one');
  await shot('own-names');
  await answerOpenDialog(studio.app, [file('names.txt')]);
  await dialog().getByRole('button', { name: 'From a file…' }).click();
  await expect(dialog()).toContainText('90 classes');
  await expect(preview()).not.toContainText('has no name');
  await expect(preview().getByRole('list', { name: 'Classes found' })).toContainText('thing ');
  await dialog().getByLabel('Read as').selectOption({ index: 1 });
  await expect(dialog().getByLabel('Labels')).toHaveValue('0');
  await dialog().getByLabel('Read as').selectOption({ index: 0 });
  await expect(dialog().getByLabel('Labels')).toHaveValue('1');
  await names.press('Control+Enter');
  await expect(dialog()).toContainText('own-detector was imported with 90 classes');
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
  await expect(page.getByRole('listitem', { name: 'own-detector', exact: true })).toContainText('thing 1, thing 2');
});

test('a classifier is refused by what it gives, and a torn file as what it is', async () => {
  await chooseFile(file('resnet50-classifier.onnx'));
  await expect(dialog().getByRole('alert')).toContainText('not a detector');
  await expect(dialog().getByRole('alert')).toContainText('[1, 1000]');
  await shot('refused');
  await answerOpenDialog(studio.app, [file('torn.onnx')]);
  await dialog().getByRole('button', { name: 'Choose another file…' }).click();
  await expect(dialog()).toContainText('torn.onnx');
  await expect(dialog().getByRole('alert')).toBeVisible();
  await shot('torn');
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});

test('a published detector in the window', async () => {
  test.skip(!hasPublished, 'needs the folder ../shared');
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  for (const name of readdirSync(join(published, 'pictures'))) {
    copyFileSync(join(published, 'pictures', name), join(pictures, name));
  }
  await openPictures(pictures);
  await chooseFile(join(published, 'nanodet_m_320.onnx'));
  await expect(dialog()).toContainText('Read as NanoDet, raw');
  await dialog().getByRole('radio', { name: "COCO's 80" }).check();
  const finds = preview().getByRole('list', { name: 'Classes found' });
  for (let step = 0; step < 4; step++) {
    expect(await boxesFound()).toBeGreaterThan(0);
    console.log(`${(await preview().innerText()).replaceAll('\n', ' ')}`);
    if (step === 1) await shot('published');
    await preview().getByRole('button', { name: 'Next picture' }).click();
  }
  await expect(finds).toBeVisible();
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(dialog()).toContainText('was imported with 80 classes');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Model: nanodet/i })).toBeVisible();
  await proposalsCome('p');
  await page.screenshot({ path: join(screenshots, 'onnx-published-proposed.png') });
});
