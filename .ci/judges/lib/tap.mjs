// TAP 13 and 14, with tap-parser in strict mode. Valid is not passed: `not ok` is
// valid, a plan that does not match is not.
import fs from 'node:fs';
import { Parser } from 'tap-parser';
import { quote } from './report.mjs';

export function judgeTap(report, files) {
  for (const file of files) {
    report.judged(file);
    const fail = (line, message) => report.fail(file, line, message);
    let text;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(fs.readFileSync(file));
    } catch (error) {
      fail(1, `cannot be read: ${error.message}`);
      continue;
    }
    if (!/^TAP version 1[34]\n/.test(text)) fail(1, 'the first line is not TAP version 13 or 14');
    if (!text.endsWith('\n')) fail(1, 'no newline at the end of the file');
    judgeEvents(Parser.parse(text, { strict: true }), text, fail);
  }
}

function judgeEvents(events, text, fail) {
  for (const [event, value] of events) {
    if (event === 'child') judgeEvents(value, text, fail);
    if (event === 'pragma' && value === 'strict') fail(1, 'a pragma sets the strictness');
    if (event !== 'complete') continue;
    for (const { tapError, data, id } of value.failures) {
      if (!tapError) continue; // a test that failed
      const detail = data ? `: ${quote(data.trim())}` : id ? ` (test ${id})` : '';
      fail(lineOf(text, data), `${tapError}${detail}`);
    }
  }
}

function lineOf(text, data) {
  const first = data?.trim().split('\n')[0];
  const index = first ? text.split('\n').findIndex((line) => line.trim() === first) : -1;
  return index + 1 || 1;
}
