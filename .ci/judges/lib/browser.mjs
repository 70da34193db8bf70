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

// Calls `work` with a browser. Without one this is an error: nothing would have been judged.
export async function withBrowser(work) {
  const executablePath = executable();
  if (!executablePath) throw new Error(`no browser: none of ${NAMES.join(', ')} is on the PATH`);
  const browser = await chromium.launch({ executablePath, args: ['--disable-dev-shm-usage'] });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

function executable() {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const files = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return files.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
}

// A page of this width that shows Markdown, each diagram drawn in its place, with a `data-fault` where
// mermaid could not. What goes wrong in the page itself is an error.
export async function showMarkdown(browser, text, width) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.route('**', (route) => route.abort());
  const body = marked.parse(text, { gfm: true, async: false }).replace(CALLOUT, callout);
  const head = `<meta charset="utf-8"><style>${STYLES}\n${FRAME}</style>`;
  await page.setContent(`<!doctype html>${head}<article class="markdown-body">${body}</article>`);
  if (body.includes('language-mermaid')) {
    await page.addScriptTag({ path: MERMAID });
    await page.evaluate(draw);
  }
  return page;
}

// Runs in the page. As GitHub does: `strict`, and as wide as the column allows.
async function draw() {
  /* global mermaid, document */
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  let number = 0;
  for (const code of document.querySelectorAll('code.language-mermaid')) {
    const figure = document.createElement('figure');
    figure.className = 'mermaid';
    figure.dataset.source = code.textContent;
    code.parentElement.replaceWith(figure);
    try {
      figure.innerHTML = (await mermaid.render(`diagram-${(number += 1)}`, code.textContent, figure)).svg;
    } catch (error) {
      figure.dataset.fault = String(error?.message ?? error);
    }
  }
}
