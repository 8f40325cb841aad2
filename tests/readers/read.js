// usage: read.js READER FILE    js-yaml and yaml: see read.py. SPDX-License-Identifier: MIT
'use strict';
const { readFileSync } = require('node:fs');
const jsYaml = require('js-yaml');
const yaml = require('yaml');

function withYaml(version) {
  return (text) => yaml.parseAllDocuments(text, { version }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw problem;
    return document.toJS();
  });
}

const readers = {
  'js-yaml-1.1': (text) => jsYaml.loadAll(text, { schema: jsYaml.YAML11_SCHEMA }),
  'js-yaml-1.2': (text) => jsYaml.loadAll(text, { schema: jsYaml.CORE_SCHEMA }),
  'yaml-1.1': withYaml('1.1'),
  'yaml-1.2': withYaml('1.2'),
  json: (text) => [JSON.parse(text)],
};

function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || ['string', 'boolean'].includes(typeof value)) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Object.prototype.toString.call(value) === '[object Object]') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  }
  return { 'not a string': Object.prototype.toString.call(value) };
}

const [, , reader, file] = process.argv;
for (const document of readers[reader](readFileSync(file, 'utf8'))) {
  process.stdout.write(`${JSON.stringify(plain(document))}\n`);
}
