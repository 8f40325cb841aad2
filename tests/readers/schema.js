// usage: schema.js SCHEMA <CASES    judged by ajv: see schema_cases.py. SPDX-License-Identifier: MIT
'use strict';
const { readFileSync } = require('node:fs');
const Ajv = require('ajv/dist/2020');

const schema = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const validate = new Ajv({ strict: true }).compile(schema);
for (const line of readFileSync(0, 'utf8').trimEnd().split('\n')) {
  const { name, good, data } = JSON.parse(line);
  console.log(validate(data) === good ? 'passed' : 'FAILED', 'ajv:', name);
}
