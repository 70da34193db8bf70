// Code fences: each has a language and a closing line. Judged twice, from the
// syntax tree and from the raw lines, because remark closes an open fence silently.
import { line } from './document.mjs';

export function judgeFences(document, fail) {
  const reported = new Set();
  const report = (at, message) => {
    const key = `${at}: ${message}`;
    if (!reported.has(key)) fail(at, message);
    reported.add(key);
  };
  for (const [node] of document.nodes('code')) judgeNode(node, document, report);
  judgeRaw(document, report);
}

function judgeNode(node, document, report) {
  const { start, end } = node.position;
  const source = document.raw.slice(start.offset, end.offset);
  const opening = /^(`{3,}|~{3,})/.exec(source)?.[1];
  if (!opening) return; // indented code has no fence
  if (!node.lang) report(line(node), 'fence without a language');
  const lines = source.split('\n');
  const closing = /^[\s>]*(`{3,}|~{3,})[ \t]*$/.exec(lines.at(-1))?.[1];
  const closed = lines.length > 1 && closing?.[0] === opening[0] && closing.length >= opening.length;
  if (!closed) report(line(node), 'fence without a closing line');
}

function judgeRaw(document, report) {
  let open; // { fence, indent, line }
  for (const [index, text] of document.lines.entries()) {
    if (open) {
      const closing = /^([\s>]*)(`{3,}|~{3,})\s*$/.exec(text);
      if (
        closing &&
        closing[1].length <= open.indent + 3 &&
        closing[2][0] === open.fence[0] &&
        closing[2].length >= open.fence.length
      ) {
        open = undefined;
      }
      continue;
    }
    const opening = /^((?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*)(?:(`{3,})[^`]*|(~{3,}).*)$/.exec(text);
    if (opening) {
      open = { fence: opening[2] ?? opening[3], indent: opening[1].length, line: index + 1 };
    }
  }
  if (open) report(open.line, 'fence without a closing line');
}
