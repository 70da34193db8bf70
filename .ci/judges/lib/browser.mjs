// One Chromium for all that is drawn: documents as a reader sees them, on GitHub's styles, with their
// diagrams. Nothing is loaded but files of the packages that stand in package.json.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { marked } from 'marked';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const require = createRequire(import.meta.url);
const STYLES = fs.readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8');
const MERMAID = path.join(path.dirname(require.resolve('mermaid')), 'mermaid.min.js');

// What GitHub puts around a document, in a window of 1000 px and in one of a phone.
const FRAME = `body { margin: 0 }
.markdown-body { box-sizing: border-box; max-width: 1000px; margin: 0 auto; padding: 32px }
@media (max-width: 767px) { .markdown-body { padding: 16px } }
.markdown-body li:has(> input, > p > input) { list-style-type: none }
.markdown-body li > input, .markdown-body li > p > input { margin: 0 .2em .25em -1.4em }
.mermaid { background: none; text-align: center }`;

// What marked leaves as text.
const CALLOUT = /<blockquote>\s*<p>\[!([A-Z]+)\]\s([\s\S]*?)<\/blockquote>/g;

function callout(whole, kind, rest) {
  const title = `<p class="markdown-alert-title">${kind[0]}${kind.slice(1).toLowerCase()}</p>`;
  return `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}">${title}<p>${rest}</div>`;
}

// Calls `work` with what shows documents: `show(text, width)` puts a Markdown text into the page, each
// diagram drawn in its place, with a `data-fault` where mermaid could not. Without a browser this is an
// error: nothing would have been judged. So is what goes wrong in the page itself.
export async function withBrowser(work) {
  const executablePath = executable();
  if (!executablePath) throw new Error(`no browser: none of ${NAMES.join(', ')} is on the PATH`);
  const browser = await chromium.launch({ executablePath, args: ['--disable-dev-shm-usage'] });
  try {
    const page = await browser.newPage({ reducedMotion: 'reduce' });
    const faults = [];
    page.on('pageerror', (error) => faults.push(error));
    await page.route('**', (route) => route.abort());
    const head = `<meta charset="utf-8"><style>${STYLES}\n${FRAME}</style>`;
    await page.setContent(`<!doctype html>${head}<article class="markdown-body"></article>`);
    await page.addScriptTag({ path: MERMAID });
    const show = async (text, width) => {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(fill, marked.parse(text, { gfm: true, async: false }).replace(CALLOUT, callout));
      if (faults.length > 0) throw faults[0];
    };
    return await work({ page, show });
  } finally {
    await browser.close();
  }
}

function executable() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const files = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return files.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}

// Runs in the page. As GitHub does: `strict`, and as wide as the column allows.
async function fill(body) {
  /* global mermaid, document */
  document.querySelector('article').innerHTML = body;
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const figure = document.createElement('figure');
    figure.className = 'mermaid';
    code.parentElement.replaceWith(figure);
    try {
      globalThis.drawn = (globalThis.drawn ?? 0) + 1;
      figure.innerHTML = (await mermaid.render(`diagram-${globalThis.drawn}`, code.textContent, figure)).svg;
    } catch (error) {
      figure.dataset.fault = String(error?.message ?? error).replace(/\s+/g, ' ');
    }
  }
}
