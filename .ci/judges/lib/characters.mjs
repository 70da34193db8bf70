// Characters and line ends: nothing invisible, no trailing blanks, one final newline.
import { line } from './document.mjs';

// Control characters but tab and newline; soft hyphen; bidi marks, embeddings,
// overrides and isolates; zero-width characters; line and paragraph separators;
// byte order mark; interlinear annotations; tag characters.
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

export function judgeCharacters(document, fail) {
  for (const [index, text] of document.lines.entries()) {
    for (const name of invisible(text)) fail(index + 1, `character ${name}`);
    if (/\s$/u.test(text)) fail(index + 1, 'trailing blank');
  }
  // Character references such as &#8203; are plain in the source, not in the page.
  for (const [node] of document.nodes('text', 'link', 'definition', 'image', 'code', 'inlineCode')) {
    const source = document.raw.slice(node.position.start.offset, node.position.end.offset);
    const there = new Set(invisible(source));
    const read = [node.value, node.url, node.title, node.alt].filter(Boolean).join('\n');
    for (const name of invisible(read)) {
      if (!there.has(name)) fail(line(node), `character ${name} from a character reference`);
    }
  }
  if (!document.raw.endsWith('\n')) fail(document.lines.length, 'no newline at the end of the file');
  if (/(^|\n)\n$/.test(document.raw)) {
    fail(document.lines.length - 1, 'more than one newline at the end of the file');
  }
}

function invisible(text) {
  return new Set([...text.matchAll(INVISIBLE)].map(([c]) => name(c)));
}

function name(character) {
  return `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
