// The window, its menu and what it tells in German and in Chinese: chosen in the settings, spoken when the window starts again, and no
// English is left on any page, panel or dialog but names.
import { expect, type Page } from '@playwright/test';
import { readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { languageNames, type Language } from '../../src/common/messages/languages.ts';
import { speak, t } from '../../src/common/messages/t.ts';
import { drawPictures, type DrawnFolder } from './drawnPictures.ts';
import { cellsOf, labelmeText, writeFiles } from './labelFiles.ts';
import { answerOpenDialog, launch, screenshots, temporaryFolder, test, type Studio } from './launch.ts';
import { openDialog, shoot, shownPage } from './shoot.ts';

let studio: Studio;
let page: Page;
let drawn: DrawnFolder;
const homes = { de: temporaryFolder('home'), zh: temporaryFolder('home') };

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  drawn = await drawPictures(3, 8);
});

test.afterAll(async () => {
  speak('en');
  await studio.close();
  for (const left of [drawn.folder, ...Object.values(homes)]) rmSync(left, { recursive: true, force: true });
});

/** What a person reads or hears of what is on screen, once each. */
function said(): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      // Licences and sources of others are told as they are.
      if ((node instanceof Element ? node : node.parentElement)?.closest('[lang="en"]')) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'alt'])
          found.add(node.getAttribute(name)?.trim() ?? '');
        continue;
      }
      const parent = node.parentElement;
      if (parent !== null && !parent.closest('script, style, kbd, .code')) found.add(node.textContent?.trim() ?? '');
    }
    return [...found].filter((text) => /\p{L}/u.test(text));
  });
}

/** Names that are the same everywhere: of the program, of formats, of files and classes, of models and their parts, of keys. */
const names = [
  /AdelaiDet|\b(?:node|electron|libvips|onnxruntime|sharp(?: build)?)\b/g,
  new RegExp(userInfo().username, 'g'),
  /Blood cells \(.*?\)|RBC, WBC, Platelets.*|Shenggan\S*/g,
  /Open Images|Pascal VOC|labelme|CreateML|Label Studio|VoTT|\bVIA\b|KITTI|Supervisely|FiftyOne|CVAT(?: XML)?|Ultralytics/g,
  /mmdetection|tianzhi\S*|LibreYOLO|pytorch\S*|ResNeXt?-[\w× ]+|MobileNet\S*|SHA-256|FCOS_\w+|FCOS [RX]-\S+(?: [\w×]+)?, several scales, 2×/gi,
  /R-\d+ with tricks/g,
  /Boxwright|COCO|FCOS|ONNX|WebGPU|CUDA|DirectML|CoreML|OpenVINO|TensorRT|Electron|Chromium|Node|linux|JSON|CSV|PNG|JPEG|PyTorch|torchvision|Detectron2|MMDetection|YOLO|KServe|Triton|GitHub|Hugging Face/g,
  /Starter \(.*?\)|fcos[\w.-]*|cells?_\d\.jpg|boxwright-\S+|safetensors|https?:\S+|\.(?:onnx|pth|json|pt)\b/g,
  // Splits of the data set, which name folders and files.
  /\b(?:train|val|test)\b/g,
  /platelet|rbc|wbc|red blood cell|white blood cell|truncated|occluded|difficult/gi,
  /English|Deutsch|简体中文/g,
  /Ctrl|Alt|Shift|Tab|Enter|Esc|Space|Delete|Backspace|Home|End|PageUp|PageDown|Insert|Strg/g,
  /AP50|AP75|AR\d*|IoU|NMS|CPU|GPU|RAM|HTTPS?|TLS|FPN|ResNet|MobileNet|VoVNet|BCCD|CC BY[\w. -]*|BSD[\w-]*|MIT|Apache[\w. -]*|EXIF|sRGB/g,
];
const withoutNames = (text: string) => names.reduce((left, name) => left.replaceAll(name, ''), text);

/** English words that are no German ones. */
const english =
  /\b(?:the|and|of|with|this|these|that|is|are|be|by|for|from|on|no|not yet|picture|pictures|boxes|classes|show|shown|all|draw|choose|open|new|name of|key|keys|model of|next|detector|accept|reject|proposal|proposals)\b/i;

const isForeign: Readonly<Record<'de' | 'zh', (text: string) => boolean>> = {
  de: (text) => english.test(withoutNames(text)),
  // A text without a Chinese character but with a Latin word was forgotten; names of fields and files may stand within one.
  zh: (text) => !/\p{Script=Han}/u.test(text) && /[A-Za-z]{3}/.test(withoutNames(text)),
};

async function choose(language: Language): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('combobox', { name: t('Language') }).selectOption(language);
  await page.getByRole('button', { name: t('Start again now') }).click();
  speak(language);
  await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));
}

const menuTitles = () =>
  studio.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ label, submenu }) => [
      label,
      ...(submenu?.items.map((item) => item.label) ?? []),
    ]),
  );

/** Every stage of a label import: a folder with parts, pictures that are missing, losses; then the report. Taken back at the end. */
async function walkImport(look: (place: string) => Promise<void>): Promise<void> {
  const names = ['cells_1.jpg', 'cells_2.jpg'];
  const cells = cellsOf(drawn, names, 3);
  const folder = writeFiles(temporaryFolder('labels'), {
    'train/cells_1.json': labelmeText('cells_1.jpg', cells[0]?.[1] ?? [], [
      { label: 'RBC', shape_type: 'point', group_id: null, flags: {}, points: [[4, 4]] },
    ]),
    'val/cells_9.json': labelmeText('cells_9.jpg', cells[1]?.[1] ?? []),
    'val/cells_9.jpg': readFileSync(join(drawn.folder, 'cells_2.jpg')),
  });
  const dialog = page.getByRole('dialog');
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+i');
  await answerOpenDialog(studio.app, [folder]);
  await dialog.getByRole('button', { name: t('Choose a folder…') }).click();
  await expect(dialog.getByRole('list', { name: t('Classes of the file') })).toBeVisible();
  await expect(dialog.getByRole('region', { name: t('What is lost') })).toBeVisible();
  await expect(dialog.getByRole('region', { name: t('Pictures that are not in the project') })).toBeVisible();
  await look('what a label file holds');
  await dialog.locator('.dialog-foot .primary').click();
  const back = dialog.getByRole('button', { name: t('Take it back') });
  await expect(back).toBeVisible();
  await look('what was imported');
  await back.click();
  await expect(dialog).toHaveCount(0);
  await look('after an import was taken back');
  rmSync(folder, { recursive: true, force: true });
}

/** The other parts of the page that looks at the data, and the menu of a plot. */
async function walkLook(look: (place: string) => Promise<void>): Promise<void> {
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+6');
  const main = page.getByRole('main');
  const menu = main.getByRole('button', { name: t('Menu of the plot: {title}', { title: t('Classes') }) });
  await menu.click();
  await look('the menu of a plot');
  await page.keyboard.press('Escape');
  for (const tab of [t('Crops'), t('Findings')]) {
    await main.getByRole('button', { name: new RegExp(`^${tab}`) }).click();
    await page.waitForTimeout(300);
    await look(`Look, ${tab}`);
  }
}

for (const language of ['de', 'zh'] as const) {
  const foreign: string[] = [];
  async function look(place: string): Promise<void> {
    for (const text of await said()) if (isForeign[language](text)) foreign.push(`${place}: ${text}`);
  }

  test(`the first screen and the settings speak ${language} after the window started again`, async () => {
    speak('en');
    studio = await launch({ home: homes[language] });
    page = studio.page;
    await page
      .getByRole('application')
      .or(page.getByRole('button', { name: t('Settings') }))
      .first()
      .waitFor();
    await choose(language);
    await expect(page.getByRole('button', { name: new RegExp(`^${t('Settings')}`) }).first()).toBeVisible();
    await look('first screen');
    await expect.poll(menuTitles).toContain(t('Open folder of pictures…'));
    await expect.poll(menuTitles).toContain(t('Settings'));
  });

  test(`the label page speaks ${language}: proposals, a selection, the history, the jobs`, async () => {
    await answerOpenDialog(studio.app, [drawn.folder]);
    await page.getByRole('button', { name: t('Open a folder of pictures') }).click();
    await expect(page.getByRole('application')).toBeVisible();
    await page.keyboard.press('Shift+P');
    await expect(
      page
        .getByRole('list', { name: t('Boxes') })
        .getByRole('listitem')
        .first(),
    ).toBeVisible({
      timeout: 120_000,
    });
    await look('proposals');
    await page.getByRole('application').focus();
    await page.keyboard.press('Tab');
    await look('a selected proposal');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+h');
    await expect(page.getByRole('region', { name: t('History of this picture') })).toBeVisible();
    await look('the history');
    await page.screenshot({ path: join(screenshots, `languages-${language}-label.png`) });
    await page.keyboard.press('Shift+h');
    await page.keyboard.press('Control+z');
    await look('after an undo');
  });

  test(`every page and dialog speaks ${language}`, async () => {
    for (const [place, key] of [
      ['the grid', 'Shift+g'],
      ['Train', 'Control+2'],
      ['Data', 'Control+3'],
      ['Models', 'Control+4'],
      ['Progress', 'Control+5'],
      ['Look', 'Control+6'],
      ['Settings', 'Control+,'],
    ] as const) {
      await page.keyboard.press('Control+1');
      await expect(page.getByRole('application')).toBeVisible();
      await page.getByRole('application').focus();
      await page.keyboard.press(key);
      await expect(page.getByRole('application')).toHaveCount(0);
      await expect(page.getByRole('main')).toBeVisible();
      await look(place);
      await shoot(studio, `languages-${language}-${place.replaceAll(' ', '-').toLowerCase()}`, shownPage);
    }
    await page.keyboard.press('Control+1');
    for (const [place, key] of [
      ['the palette', 'Control+k'],
      ['the keys', '?'],
      ['the export', 'Control+e'],
      ['the import', 'Control+i'],
      ['a pass', 'Shift+r'],
      ['accept on all', 'Control+Shift+Enter'],
    ] as const) {
      await expect(page.getByRole('application')).toBeVisible();
      await page.getByRole('application').focus();
      await page.keyboard.press(key);
      if (place === 'accept on all' && (await page.getByRole('dialog').count()) === 0) continue;
      await expect(page.getByRole('dialog')).toBeVisible();
      await look(place);
      if (place === 'the export') {
        await page.getByRole('combobox', { name: t('What for'), exact: true }).selectOption('format yolo');
        await page.getByRole('combobox', { name: t('Splits'), exact: true }).selectOption('random');
        await expect(page.getByRole('region', { name: t('What will be written') })).toHaveAttribute(
          'aria-busy',
          'false',
        );
        await look('the export into a folder');
      }
      if (place !== 'the palette')
        await shoot(studio, `languages-${language}-${place.replaceAll(' ', '-')}`, openDialog);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
    await walkImport(look);
    await walkLook(look);
    await page.keyboard.press('Control+1');
    for (const control of [
      page.getByRole('button', { name: t('How boxes are drawn'), exact: true }),
      page.getByRole('toolbar').getByRole('button', { name: t('View'), exact: true }),
      page.locator('.threshold-number'),
    ]) {
      await control.click();
      await look('a menu of the toolbar');
      await page.keyboard.press('Escape');
    }
    expect([...new Set(foreign)]).toEqual([]);
    if (language === 'de') await studio.close();
  });
}

test('English comes back, and outlives the program', async () => {
  await choose('en');
  await expect(page.getByRole('toolbar', { name: 'Tools' })).toBeVisible();
  await studio.close();
  studio = await launch({ home: homes.zh });
  page = studio.page;
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('combobox', { name: 'Language' })).toHaveValue('en');
  expect(languageNames.en).toBe('English');
});
