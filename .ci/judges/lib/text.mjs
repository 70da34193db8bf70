// Prose outside of code: leftovers of templates and of null values, mentions.
import { line } from './document.mjs';
import { quote } from './report.mjs';

const LITERALS = ['None', 'N/A', 'undefined', 'null'];
// GitHub notifies on a mention also after an opening bracket, a quote or a comma.
const MENTION = /(?:^|[\s([{"'“‘,;>|])@[A-Za-z0-9][A-Za-z0-9-]*/gu;

export function judgeText(document, fail, allow = []) {
  for (const { text, at } of texts(document)) {
    for (const literal of LITERALS) {
      if (!allow.includes(literal) && holdsWord(text, literal)) {
        fail(at, `literal ${literal} in ${quote(text)}`);
      }
    }
    if (text.includes('${{')) fail(at, `unfilled template in ${quote(text)}`);
    for (const [mention] of text.matchAll(MENTION)) {
      fail(at, `mention ${quote(mention.trim())} outside of code`);
    }
  }
}

// Text nodes, titles of links and texts of images: remark keeps code apart from these.
// The text of a bare URL repeats the URL and is no prose.
function* texts(document) {
  for (const [node, ancestors] of document.nodes('text', 'link', 'definition', 'image')) {
    if (node.type === 'text') {
      const parent = ancestors.at(-1);
      if (parent.type === 'link' && isBare(parent.url, node.value)) continue;
      for (const [index, text] of node.value.split('\n').entries()) {
        yield { text, at: line(node) + index };
      }
    } else {
      for (const text of [node.title, node.alt]) if (text) yield { text, at: line(node) };
    }
  }
}

function isBare(url, text) {
  return ['', 'http://', 'mailto:'].some((prefix) => url === prefix + text);
}

function holdsWord(text, word) {
  const boundary = '[\\p{L}\\p{N}_]';
  return new RegExp(`(?<!${boundary})${word}(?!${boundary})`, 'u').test(text);
}
