// A small tree of an XML document, from a parser that is strict on well-formedness.
import { SaxesParser } from 'saxes';

// Returns { root } or { fault: { line, message } }.
export function parseXml(text) {
  const parser = new SaxesParser({ position: true });
  const top = { children: [] };
  const open = [top];
  let fault;
  let startLine = 1;
  parser.on('error', (error) => {
    fault ??= { line: parser.line, message: error.message.replace(/^\d+:\d+: /, '') };
  });
  parser.on('doctype', () => {
    fault ??= { line: parser.line, message: 'a document type is not expected' };
  });
  parser.on('opentagstart', () => {
    startLine = parser.line;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, line: startLine, children: [], text: '' };
    open.at(-1).children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  for (const kind of ['text', 'cdata']) {
    parser.on(kind, (value) => {
      open.at(-1).text += value;
    });
  }
  parser.write(text).close();
  return fault ? { fault } : { root: top.children[0] };
}
