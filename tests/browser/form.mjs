// A mock of Partner Center's form for one edition: a page made from schemas/editions.yaml, with
// the fields, sections, limits, buttons and the way there that the documents of the edition name.
// What they do not name is not in it. No byte of it is Microsoft's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { here } from './lib.mjs';

const schemas = join(here, '../../schemas');
export const editionData = id => parse(readFileSync(join(schemas, 'editions.yaml'), 'utf8')).editions.find(e => e.id === id);
const sizes = parse(readFileSync(join(schemas, 'vocabularies/customer-sizes.yaml'), 'utf8')).values.filter(v => v.scale === 'fine');

const labels = {
	'partnerInformation.name': 'Company name', 'partnerInformation.description': 'Description', 'partnerInformation.url': 'Website',
	'partnerInformation.logo': 'Logo', 'partnerInformation.linkedInOrganizationProfile': 'LinkedIn company page',
	'partnerExpertise.industryFocus': 'Industries', 'partnerExpertise.product': 'Products', 'partnerExpertise.serviceType': 'Service types',
	'partnerExpertise.solutions': 'Solutions, skills, and capabilities',
	'customerPreferences.targetCustomerCompanySizes': 'Target customer sizes',
};
const parts = {
	'locations.address': ['addressLine1', 'addressLine2', 'city', 'state', 'postalCode', 'country'],
	'locations.contact': ['firstName', 'lastName', 'email', 'phoneNumber'],
};

const one = (edition, path) => {
	const head = `<p><label for="${path}">${labels[path]}</label> `;
	if (path.endsWith('.logo'))
		return `${head}<input type="file" id="${path}" accept="${(edition.limits.logoFormats ?? []).map(f => `image/${f.toLowerCase()}`)}"></p>`;
	if (path.endsWith('.description'))
		return `${head}<textarea id="${path}" maxlength="${edition.limits.descriptionMax}"></textarea></p>`;
	if (path.endsWith('CompanySizes'))
		return `<fieldset id="${path}"><legend>${labels[path]}</legend>${sizes.map(s =>
			`<label><input type="checkbox" value="${s.value}"> ${s.label}</label>`).join('')}</fieldset>`;
	if (path.startsWith('partnerExpertise.')) {
		const most = path.endsWith('industryFocus') ? edition.limits.industryMax ?? '' : '';
		return `${head}<input id="${path}" data-tags data-most="${most}"> <button type="button" data-add="${path}">Add ${labels[path]}</button></p><ul id="${path}-list"></ul>`;
	}
	return `${head}<input id="${path}"></p>`;
};

// `imported`: what the button Import from Pinpoint brings, as Pinpoint had it: not yet what the sheet says.
export function formPage(edition, imported) {
	const listed = edition.fields.flatMap(row => row.fields);
	const places = listed.flatMap(path => (parts[path] ?? []).map(key => `${path.slice(10)}.${key}`));
	const sections = edition.fields.map(row => {
		const fields = row.fields.filter(path => labels[path]);
		return fields.length ? `<fieldset class="section"><legend>${row.section || 'Profile'}</legend>${fields.map(p => one(edition, p)).join('')}</fieldset>` : '';
	}).join('');
	return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Mock of the form, ${edition.id}</title>
<style>[hidden] { display: none } body { font: 16px system-ui; max-width: 60rem; margin: 2rem auto } label { display: inline-block; min-width: 12rem }</style>
<nav id="way"></nav>
<main id="form" hidden>
<p id="region-line"><label for="region">Region</label> <select id="region"><option></option><option>KR</option><option>US</option><option>AT</option><option>DE</option></select></p>
${sections}
<fieldset class="section" id="locations"><legend>Locations</legend><div id="cards"></div></fieldset>
<fieldset class="section" id="solutions" ${listed.includes('solutions') ? '' : 'hidden'}><legend>Solutions</legend><div id="imported"></div></fieldset>
</main>
<script>
'use strict';
const edition = ${JSON.stringify({ path: edition.path, tab: edition.tab, create: edition.createButton, importer: edition.importButton, most: edition.limits.locationMax ?? 0 })};
const imported = ${JSON.stringify(imported).replaceAll('<', '\\u003c')};
const places = ${JSON.stringify(places)}, picks = ${listed.includes('locations.solutions')};
const by = id => document.getElementById(id);
const make = (name, attributes, ...inside) => {
	const element = Object.assign(document.createElement(name), attributes);
	element.append(...inside);
	return element;
};
const saved = [], tags = {};
let number = 0;
// The way: each step shows the next one; a step in parentheses is a choice of a country.
const way = [...edition.path, ...(edition.tab ? [edition.tab] : [])];
function show(at) {
	const step = way[at];
	if (at === way.length) {
		for (const name of [edition.create, edition.importer].filter(Boolean))
			by('way').append(make('button', { type: 'button', textContent: name, onclick: () => open(name === edition.importer) }));
	} else if (step.startsWith('(')) {
		const select = make('select', { id: 'way-country', onchange: () => { by('region').value = select.value; show(at + 1); } },
			make('option'), ...['KR', 'US', 'AT', 'DE'].map(c => make('option', { textContent: c })));
		by('way').append(make('label', {}, step, select));
	} else {
		by('way').append(make('button', { type: 'button', textContent: step, onclick: () => show(at + 1) }));
	}
}
// A location: from the import they are there and can be changed; else one is entered and saved after the other.
function card(values) {
	const id = 'place' + ++number;
	const box = make('fieldset', { className: 'card', id }, make('legend', { textContent: values ? values.name : 'New location' }));
	for (const place of places) {
		const input = make('input', { id: id + '.' + place });
		input.value = values ? place.split('.').reduce((v, key) => v?.[key], values) ?? '' : '';
		input.dataset.place = place;
		box.append(make('p', {}, make('label', { htmlFor: input.id, textContent: place }), input));
	}
	if (picks)
		for (const solution of imported?.solutions ?? [])
			box.append(make('label', {}, make('input', { type: 'checkbox', className: 'pick', value: solution.id }), solution.name));
	return box;
}
const valuesOf = box => {
	const values = Object.fromEntries([...box.querySelectorAll('[data-place]')].map(i => [i.dataset.place, i.value]));
	if (picks)
		values.solutions = [...box.querySelectorAll('.pick:checked')].map(i => i.value);
	return values;
};
function blank() {
	if (edition.most && saved.length >= edition.most)
		return;
	const box = card(null);
	const save = more => () => { saved.push(valuesOf(box)); box.remove(); if (more) blank(); };
	box.append(make('button', { type: 'button', textContent: 'Save this location', onclick: save(false) }),
		make('button', { type: 'button', textContent: 'Save this location and add another one', onclick: save(true) }));
	by('cards').append(box);
}
function solution(values) {
	const box = make('fieldset', { className: 'solution' }, make('legend', { textContent: values.name }));
	box.dataset.id = values.id;
	for (const key of ['name', 'shortDescription', 'description', 'url']) {
		const input = make(key === 'description' ? 'textarea' : 'input', { value: values[key] ?? '' });
		input.dataset.key = key;
		box.append(make('label', {}, key, input));
	}
	box.append(make('button', { type: 'button', textContent: 'Delete', onclick: () => box.remove() }));
	by('imported').append(box);
}
function open(importing) {
	by('way').hidden = true;
	by('form').hidden = false;
	if (importing) {
		for (const [path, value] of Object.entries(imported.fields))
			if (by(path))
				by(path).value = value;
		imported.locations.forEach(l => by('cards').append(card(l)));
		imported.solutions.forEach(solution);
	} else if (places.length > 0) {
		blank();
	}
}
document.addEventListener('click', event => {
	const path = event.target.dataset?.add;
	if (!path)
		return;
	const input = by(path), list = tags[path] ??= [];
	if (input.value !== '' && (!input.dataset.most || list.length < +input.dataset.most)) {
		list.push(input.value);
		by(path + '-list').append(make('li', { textContent: input.value }));
	}
	input.value = '';
});
// What the form would send.
window.collect = async () => {
	const sent = { region: by('region').value, locations: [...saved, ...[...document.querySelectorAll('.card')].filter(() => imported).map(valuesOf)], solutions: [] };
	for (const control of document.querySelectorAll('#form [id^="partner"]:not(ul), #form [id^="customer"]')) {
		if ('tags' in control.dataset)
			sent[control.id] = tags[control.id] ?? [];
		else if (control.localName === 'fieldset')
			sent[control.id] = [...control.querySelectorAll(':checked')].map(box => box.value);
		else if (control.type === 'file')
			sent[control.id] = control.files[0] ? [control.files[0].name, control.files[0].size] : null;
		else
			sent[control.id] = control.value;
	}
	for (const box of document.querySelectorAll('.solution'))
		sent.solutions.push(Object.fromEntries([['id', box.dataset.id], ...[...box.querySelectorAll('[data-key]')].map(i => [i.dataset.key, i.value])]));
	return sent;
};
show(0);
</script></html>`;
}
