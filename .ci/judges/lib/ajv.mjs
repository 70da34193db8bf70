// Running ajv and telling its errors.
import fs from 'node:fs';

// Reads and compiles a schema; a fault in the schema itself is a finding.
export function compile(ajv, schema, file, report) {
  try {
    return ajv.compile(schema);
  } catch (error) {
    report.fail(file, 1, `schema: ${error.message}`);
  }
}

export function readJson(file) {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

// One line per error, without repetitions.
export function messages(validate) {
  const lines = validate.errors.map(({ instancePath, message, params }) => {
    const detail = params.additionalProperty ?? params.unevaluatedProperty ?? params.allowedValues;
    const shown = detail === undefined ? '' : ` (${[].concat(detail).join(', ')})`;
    return `${instancePath || '/'} ${message}${shown}`;
  });
  return [...new Set(lines)];
}
