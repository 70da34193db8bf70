// Pictures of documents as readers see them: on a phone and on a desktop. A document that is wider than
// its window, or longer than it may be, is a finding; how it looks is for a person to judge.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withBrowser } from './browser.mjs';
import { shown } from './report.mjs';

const WIDTHS = [390, 1000];
const SCREEN = 900;
// A browser draws no picture of any height.
const PICTURE = 5 * SCREEN;

// `most` maps the end of a path to the most screens, at the greatest width, that the file may take.
export async function takePictures(report, files, { most = new Map(), out } = {}) {
  const folder = out ?? fs.mkdtempSync(path.join(os.tmpdir(), 'pictures-'));
  fs.mkdirSync(folder, { recursive: true });
  const unused = new Set(most.keys());
  await withBrowser(async ({ page, show }) => {
    for (const file of files) {
      report.judged(file);
      const text = fs.readFileSync(file, 'utf8');
      const screens = [];
      await show(text, WIDTHS.at(-1));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: SCREEN });
        const { wide, high } = await page.evaluate(() => ({
          wide: globalThis.document.documentElement.scrollWidth,
          high: globalThis.document.documentElement.scrollHeight,
        }));
        if (wide > width) report.fail(file, 1, `${wide} px wide in a window of ${width} px`);
        screens.push(high / SCREEN);
        const name = file.split('/').slice(-2).join('-').replace(/\.md$/, '');
        await photograph(page, width, high, path.join(folder, `${name}-${width}`));
      }
      report.note(`${shown(file)}: ${screens.map((n, at) => `${n.toFixed(1)} screens at ${WIDTHS[at]} px`).join(', ')}`);
      for (const [end, limit] of most) {
        if (!file.endsWith(`/${end}`)) continue;
        unused.delete(end);
        const length = screens.at(-1);
        if (length > limit) report.fail(file, 1, `${length.toFixed(1)} screens, at most ${limit} are wanted`);
      }
    }
  });
  for (const end of unused) report.fail(end, 1, 'no such document, but it has a limit');
  report.note(`pictures are in ${folder}`);
}

async function photograph(page, width, high, path) {
  const pieces = Math.ceil(high / PICTURE);
  await page.setViewportSize({ width, height: Math.min(high, PICTURE) });
  for (let piece = 0; piece < pieces; piece += 1) {
    await page.evaluate((top) => globalThis.scrollTo({ top, behavior: 'instant' }), piece * PICTURE);
    await page.screenshot({ path: `${path}${pieces > 1 ? `-${piece + 1}` : ''}.png` });
  }
}
