// Spelling and plain language of what this project says itself: its pages, its templates, and the
// documents of the committed incidents.
import fs from 'node:fs';
import path from 'node:path';
import { spellCheckDocument } from 'cspell-lib';
import retextEnglish from 'retext-english';
import retextIndefiniteArticle from 'retext-indefinite-article';
import retextRepeatedWords from 'retext-repeated-words';
import retextSimplify from 'retext-simplify';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { prose } from './prose.mjs';

const LISTS = path.join(import.meta.dirname, '..', 'words');
const SKIPPED = new Set(['.git', 'node_modules', 'target']);

// Words of the field and names, one a line; words that retext would have simpler and that mean
// something of their own here.
const known = list('known.txt');
const plain = list('plain.txt');

const language = unified()
  .use(retextEnglish)
  .use(retextSimplify, { ignore: plain })
  .use(retextRepeatedWords)
  .use(retextIndefiniteArticle);

export async function judgeWords(report, paths) {
  const files = paths.flatMap((name) => below(report, path.resolve(name)));
  for (const file of files) {
    report.judged(file);
    const { source, prose: text } = prose(file);
    const fail = (offset, message) => report.fail(file, source.slice(0, offset).split('\n').length, message);
    await spelling(text, fail);
    await languageOf(text, source, fail);
  }
}

async function spelling(text, fail) {
  const document = { uri: 'text.txt', text, languageId: 'plaintext', locale: 'en,en-GB' };
  const options = { noConfigSearch: true, generateSuggestions: true, numSuggestions: 3 };
  const { issues, errors } = await spellCheckDocument(document, options, { words: known, minWordLength: 3 });
  if (errors?.length) throw errors[0];
  for (const { text: word, offset, suggestions = [] } of issues) {
    fail(offset, `unknown word "${word}"${suggestions.length ? `; is it ${suggestions.slice(0, 3).join(', ')}?` : ''}`);
  }
}

async function languageOf(text, source, fail) {
  const file = new VFile(text);
  await language.run(language.parse(file), file);
  for (const message of file.messages) {
    const start = message.place?.start?.offset ?? 0;
    const end = message.place?.end?.offset ?? start;
    // Between these two words stands something that is no text, such as code.
    const hidden = source.slice(start, end) !== text.slice(start, end) || /^\s*[`[{*<\\(]/.test(source.slice(end));
    if (hidden && message.source !== 'retext-simplify') continue;
    fail(start, message.reason);
  }
}

function list(name) {
  const lines = fs.readFileSync(path.join(LISTS, name), 'utf8').split('\n').map((line) => line.trim());
  return lines.filter((line) => line && !line.startsWith('#'));
}

// The Markdown files and templates at or below a path.
function below(report, name) {
  const stat = fs.statSync(name, { throwIfNoEntry: false });
  if (!stat) {
    report.fail(name, 1, 'no such file or folder');
    return [];
  }
  if (!stat.isDirectory()) return [name];
  const entries = fs.readdirSync(name, { withFileTypes: true }).filter(({ name }) => !SKIPPED.has(name));
  const wanted = entries.filter((entry) => entry.isDirectory() || /\.md(\.tera)?$/.test(entry.name));
  return wanted.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => below(report, path.join(name, entry.name)));
}
