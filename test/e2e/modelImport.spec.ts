// A checkpoint is imported in the real window: what the file is, what it does not say, names from a text file, and into use. And what
// is refused. Pictures at both sizes and in both themes, for people.
import { expect, type Page } from '@playwright/test';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  mmdetectionMeta,
  mmdetectionShapes,
  smallSpec,
  torchStateFile,
  torchvisionFile,
  trickedConfig,
} from '../support/checkpointFile.ts';
import { parameterShapes } from '../../src/common/fcos/network.ts';
import { answerOpenDialog, launch, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot } from './shoot.ts';

let studio: Studio;
let page: Page;
const folder = temporaryFolder('checkpoints');
const file = (name: string) => join(folder, name);

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  writeFileSync(file('fcos_r50_caffe_fpn_gn-head_1x_coco.pth'), torchStateFile(mmdetectionShapes(smallSpec(80))));
  const meta = { meta: mmdetectionMeta({ classes: ['platelet', 'red cell', 'white cell'], config: trickedConfig }) };
  writeFileSync(file('cells.pth'), torchStateFile(mmdetectionShapes(smallSpec(3)), meta));
  const short = new Map(parameterShapes(smallSpec(3)));
  for (const name of [...short.keys()]) if (name.includes('.p7.')) short.delete(name);
  short.set('roi_heads.box_predictor.cls_score.weight', [3, 32]);
  writeFileSync(file('unfinished.pth'), torchStateFile(short));
  writeFileSync(file('yolo.pt'), torchStateFile(new Map([['model.0.conv.weight', [4, 3, 3, 3]]])));
  writeFileSync(file('own.pth'), torchvisionFile(smallSpec(3)));
  writeFileSync(file('names.txt'), 'platelet\nred cell\nwhite cell\n');
  studio = await launch();
  page = studio.page;
  await page.getByRole('button', { name: 'Try the drawn sample' }).click();
  // The sample is drawn first.
  await expect(page.getByRole('application')).toBeVisible({ timeout: 220_000 });
  await page.getByRole('button', { name: /^Models/ }).click();
});

test.afterAll(async () => {
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

async function chooseFile(name: string): Promise<void> {
  await answerOpenDialog(studio.app, [file(name)]);
  await page.getByRole('button', { name: 'Import a model…' }).click();
}

const dialog = () => page.getByRole('dialog');
const importButton = () => dialog().getByRole('button', { name: 'Import', exact: true });

const shot = (name: string) => shoot(studio, `import-${name}`, openDialog);

test('what the file does not say is asked for, in words, with the usual chosen', async () => {
  await chooseFile('fcos_r50_caffe_fpn_gn-head_1x_coco.pth');
  await expect(dialog()).toContainText('mmdetection');
  await expect(dialog()).toContainText('Every weight of the network is there.');
  await expect(importButton()).toBeDisabled();
  await expect(dialog()).toContainText('Say what its classes are called');
  await shot('asking');
  await dialog().getByLabel('Colours').selectOption('rgb');
  await expect(dialog()).toContainText('Pictures come as RGB, 0 to 1');
  await dialog().getByLabel('Distances').selectOption('relu-stride');
  await dialog().getByRole('radio', { name: "COCO's 80" }).check();
  await expect(importButton()).toBeEnabled();
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('FCOS of mmdetection');
  // Enter in a field of one line imports.
  await dialog().getByRole('textbox', { name: 'Name', exact: true }).press('Enter');
  await expect(dialog()).toContainText('FCOS of mmdetection was imported with 80 classes');
  await shot('done');
  await dialog().getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('button', { name: 'Model: FCOS of mmdetection' })).toBeVisible();
  await expect(page.getByRole('listitem', { name: 'FCOS of mmdetection' })).toContainText('person, bicycle');
});

test('own names come from a text file and are counted', async () => {
  await chooseFile('own.pth');
  await dialog().getByRole('radio', { name: 'Own ones' }).check();
  const names = dialog().getByRole('textbox', { name: 'Class names, one a line' });
  await expect(names).toBeFocused();
  await names.fill('platelet\nred cell');
  await expect(dialog()).toContainText('2 of 3');
  await expect(importButton()).toBeDisabled();
  await shot('names');
  await answerOpenDialog(studio.app, [file('names.txt')]);
  await dialog().getByRole('button', { name: 'From a file…' }).click();
  await expect(names).toHaveValue('platelet\nred cell\nwhite cell');
  await names.press('Control+Enter');
  await expect(dialog()).toContainText('own was imported with 3 classes');
  await dialog().getByRole('button', { name: 'Keep the one in use' }).click();
  await expect(page.getByRole('listitem', { name: 'own', exact: true })).toContainText(
    'platelet, red cell, white cell',
  );
});

test("the file's own names and settings need no question", async () => {
  await chooseFile('cells.pth');
  await expect(dialog().getByRole('radio', { name: 'The 3 that stand in the file' })).toBeChecked();
  await expect(dialog()).toContainText('Centre-ness comes from the box tower');
  await expect(dialog().getByLabel('Colours')).toHaveCount(0);
  await shot('said');
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});

test('what is missing is listed, and what is no model is refused by what it looks like', async () => {
  await chooseFile('unfinished.pth');
  await expect(dialog()).toContainText('2 weights missing');
  await expect(dialog()).toContainText('backbone.fpn.extra_blocks.p7.bias');
  await expect(importButton()).toHaveCount(0);
  await expect(dialog().getByRole('button', { name: 'Choose another file…' })).toBeVisible();
  await shot('missing');
  await page.keyboard.press('Escape');
  await chooseFile('yolo.pt');
  await expect(dialog().getByRole('alert')).toContainText('They look like those of a YOLO');
  await shot('refused');
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
});
