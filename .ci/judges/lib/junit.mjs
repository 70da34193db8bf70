// JUnit reports: well-formed XML, the known elements, and counts that match.
import fs from 'node:fs';
import { parseXml } from './xml.mjs';

const OUTPUT = ['system-out', 'system-err'];
const RERUNS = ['flakyFailure', 'flakyError', 'rerunFailure', 'rerunError'];
const OUTCOMES = ['failure', 'error', 'skipped'];
const CHILDREN = {
  testsuites: ['testsuite'],
  testsuite: ['properties', 'testcase', 'testsuite', ...OUTPUT],
  testcase: ['properties', ...OUTCOMES, ...RERUNS, ...OUTPUT],
  properties: ['property'],
  ...Object.fromEntries(RERUNS.map((name) => [name, ['stackTrace', ...OUTPUT]])),
};
const REQUIRED = {
  testsuite: ['name', 'tests', 'failures'],
  testcase: ['name', 'classname'],
  property: ['name'],
};
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

export function judgeJunit(report, files) {
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
    const { root, fault } = parseXml(text);
    if (fault) fail(fault.line, `XML: ${fault.message}`);
    else if (!['testsuites', 'testsuite'].includes(root.name)) fail(root.line, `root is ${root.name}`);
    else judgeElement(root, fail);
  }
}

// Returns the outcomes below an element.
function judgeElement(element, fail) {
  const { name, attributes, children, line } = element;
  for (const attribute of REQUIRED[name] ?? []) {
    if (!(attribute in attributes)) fail(line, `${name} without attribute ${attribute}`);
  }
  judgeValues(element, fail);
  const holdsElements = ['testsuites', 'testsuite', 'testcase', 'properties'].includes(name);
  if (holdsElements && element.text.trim()) fail(line, `text in ${name}`);

  const totals = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const child of children) {
    if (!CHILDREN[name]?.includes(child.name)) fail(child.line, `${child.name} in ${name}`);
    const below = judgeElement(child, fail);
    for (const key of Object.keys(totals)) totals[key] += below[key];
  }
  if (name === 'testsuites' || name === 'testsuite') judgeCounts(element, totals, fail);
  if (name === 'testcase') {
    const outcomes = children.map((child) => child.name).filter((n) => OUTCOMES.includes(n));
    if (outcomes.length > 1) fail(line, `testcase with ${outcomes.length} outcomes`);
    return {
      tests: 1,
      failures: Number(outcomes.includes('failure')),
      errors: Number(outcomes.includes('error')),
      skipped: Number(outcomes.includes('skipped')),
    };
  }
  return totals;
}

function judgeCounts({ name, attributes, line }, totals, fail) {
  for (const [key, total] of Object.entries(totals)) {
    if (key in attributes && attributes[key] !== String(total)) {
      fail(line, `${name} ${key}="${attributes[key]}", counted ${total}`);
    }
  }
}

function judgeValues({ name, attributes, line }, fail) {
  if ('time' in attributes && !/^\d+(\.\d+)?$/.test(attributes.time)) {
    fail(line, `${name} time="${attributes.time}" is not a number of seconds`);
  }
  if ('timestamp' in attributes && !TIMESTAMP.test(attributes.timestamp)) {
    fail(line, `${name} timestamp="${attributes.timestamp}" is not ISO 8601`);
  }
}
