// Collects findings per file, prints them, and counts the files.
import path from 'node:path';

export class Report {
  #findings = new Map(); // file -> [{ line, message }]
  #notes = [];

  // A line to print that is no finding.
  note(text) {
    this.#notes.push(text);
  }

  // Marks a file as judged; without a finding it counts as passed.
  judged(file) {
    if (!this.#findings.has(file)) this.#findings.set(file, []);
  }

  fail(file, line, message) {
    this.judged(file);
    this.#findings.get(file).push({ line, message });
  }

  // Prints everything; returns the exit code.
  finish(print = console.log) {
    let failed = 0;
    for (const text of this.#notes) print(text);
    for (const [file, findings] of this.#findings) {
      if (findings.length === 0) continue;
      failed += 1;
      findings.sort((a, b) => a.line - b.line);
      for (const { line, message } of findings) print(`${shown(file)}:${line}: ${message}`);
    }
    const passed = this.#findings.size - failed;
    print(`${passed} passed, ${failed} failed`);
    return failed === 0 && passed > 0 ? 0 : 1;
  }
}

export function shown(file) {
  const relative = path.relative('', file) || '.';
  return relative.startsWith('..') ? file : relative;
}

// Control characters in a quoted excerpt would garble the log.
export function quote(text, length = 60) {
  const cut = text.length > length ? `${text.slice(0, length)}...` : text;
  return JSON.stringify(cut).replace(
    /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (c) => `\\u${c.codePointAt(0).toString(16).padStart(4, '0')}`,
  );
}
