// A whole upload, rehearsed for each edition: a script plays the person. It knows only what the sheet shows
// (words, order, values) and what the mock of the form shows, and it copies and pastes. In the end every
// field of the form must hold what the profile says.
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editions, profileOf } from './bundles.mjs';
import { editionData, formPage } from './form.mjs';
import { check, openSheet, same, truth } from './lib.mjs';

// What the person sees of the field that has the focus.
const look = sheet => sheet.evaluate(() => {
	const field = document.activeElement.closest('li.field');
	const text = (selector, from) => {
		const one = from?.querySelector(selector)?.cloneNode(true);
		one?.querySelectorAll('u').forEach(other => other.remove());
		return one?.textContent.replace(/\s+/g, ' ').trim() ?? '';
	};
	const label = text('p:first-child b', field) || text('p', field);   // of several: without its number
	const plain = [...field.querySelectorAll('.was')].find(p => p.textContent.includes('In plain words'));
	return {
		id: field.id, label, block: text('h3', field.closest('.block')), item: text('h4 > bdi', field.closest('.item')),
		value: field.querySelector('bdi').textContent, plain: plain ? plain.querySelector('[translate=no]').textContent : null,
	};
});

// The names that a person connects: the sheet's words and the form's.
const places = {
	'Address line 1': 'address.addressLine1', 'Address line 2': 'address.addressLine2', City: 'address.city', 'State or province': 'address.state',
	'Postal code': 'address.postalCode', Country: 'address.country', 'Contact: first name': 'contact.firstName', 'Contact: last name': 'contact.lastName',
	'Contact: mail address': 'contact.email', 'Contact: phone number': 'contact.phoneNumber',
};
const solutionKeys = { 'Solution name': 'name', 'Short description': 'shortDescription', Description: 'description', 'Web page': 'url' };

async function paste(form, control) {
	await form.bringToFront();
	await control.focus();
	await form.keyboard.press('Control+A');
	await form.keyboard.press('Control+V');
}

// Only what differs is pasted: after an import most of it is right.
async function correct(form, control, seen) {
	if (await control.count() === 0)
		return;
	if (await control.inputValue() !== seen.value)
		await paste(form, control);
}

async function enterPlace(form, seen, state) {
	const imported = state.imports;
	if (seen.item !== state.place) {
		if (state.place !== null && !imported)
			await form.getByRole('button', { name: 'Save this location and add another one' }).click();
		state.place = seen.item;
	}
	const card = imported ? form.locator('.card', { has: form.locator('legend', { hasText: seen.item }) }) : form.locator('.card');
	if (seen.label === 'Solution')
		await card.getByLabel(seen.value, { exact: true }).check();
	else if (places[seen.label])
		await correct(form, card.locator(`[data-place="${places[seen.label]}"]`), seen);
}

async function enterOne(form, seen, state, bundle) {
	const label = seen.label.replace('Legal company name', 'Company name').replace(' (employees)', '');
	if (state.block === 'Solutions') {
		const card = form.locator('.solution', { has: form.locator(`legend:text-is("${seen.item}")`) });
		if (solutionKeys[label])
			await correct(form, card.locator(`[data-key="${solutionKeys[label]}"]`), seen);
	} else if (label === 'Target customer sizes') {
		const group = form.getByRole('group', { name: label });
		if (await group.count())
			await group.getByLabel(seen.plain ?? seen.value, { exact: true }).check();
	} else {
		const control = form.getByLabel(label, { exact: true });
		if (await control.count() === 0)
			return;   // the sheet says that the documents do not mention it
		if (await control.getAttribute('type') === 'file') {
			await control.setInputFiles(join(bundle, seen.value));
		} else if (await control.getAttribute('data-tags') !== null) {
			await paste(form, control);
			await form.getByRole('button', { name: `Add ${label}`, exact: true }).click();
		} else {
			await correct(form, control, seen);
		}
		return control.evaluate(c => [...document.querySelectorAll('#form [id]')].indexOf(c));
	}
}

// Follows the way that the sheet names; takes the import where it is offered.
async function go(sheet, form, country) {
	const way = sheet.locator(`section.profile[data-country=${country}] .way`);
	const steps = await way.locator('.crumbs span').allTextContents();
	const tab = way.locator('div').filter({ has: sheet.locator('dt i:text-is("Tab")') }).locator('dd');
	if (await tab.count())
		steps.push(await tab.textContent());
	for (const step of steps)
		if (step.startsWith('('))
			await form.locator('#way-country').selectOption(country);
		else
			await form.getByRole('button', { name: step, exact: true }).click();
	const buttons = await way.locator('b').allTextContents();
	await form.getByRole('button', { name: buttons[0], exact: true }).click();
	if (await form.locator('#region').inputValue() === '')
		await form.locator('#region').selectOption(country);
	return buttons.length > 1;
}

async function upload(sheet, form, country, bundle) {
	if (await sheet.locator('.switch').count())
		await sheet.locator(`.switch a[data-country=${country}]`).click();
	const state = { place: null, block: '', imports: await go(sheet, form, country) };
	let order = -1;
	await sheet.bringToFront();
	await sheet.locator(`section.profile[data-country=${country}] li.field button.next`).first().focus();
	for (let last = ''; ;) {
		const seen = await look(sheet);
		truth(seen.id !== last, `${seen.id} leads on`);
		state.block = seen.block;
		await sheet.keyboard.press('Enter');
		await sheet.waitForFunction(id => document.getElementById(id).dataset.state !== 'todo', seen.id);
		const done = (await sheet.locator('#said').textContent()).includes('last field');
		if (seen.block === 'Locations')
			await enterPlace(form, seen, state);
		else {
			const at = await enterOne(form, seen, state, bundle) ?? order;
			truth(at >= order, `${seen.id} stands in the order of the form`);
			order = at;
		}
		await sheet.bringToFront();
		await sheet.locator(`[id="${seen.id}"] input`).evaluate(box => box.click());
		if (done)
			break;
		await sheet.waitForFunction(id => document.activeElement.closest('li.field')?.id !== id && document.activeElement.classList.contains('next'), seen.id);
		last = seen.id;
	}
	if (!state.imports && state.place !== null)
		await form.getByRole('button', { name: 'Save this location', exact: true }).click();
}

// As Pinpoint had it: not yet as the sheet says.
const rough = profile => ({
	fields: {
		'partnerInformation.name': profile.partnerInformation.name, 'partnerInformation.url': profile.partnerInformation.url,
		'partnerInformation.description': profile.partnerInformation.description.replaceAll('\n', ' ').slice(0, 150),
	},
	locations: profile.locations.map(l => ({ ...l, contact: { ...l.contact, phoneNumber: '' } })),
	solutions: profile.solutions.map(s => ({ ...s, description: `<p>${s.description}</p>` })),
});

const wanted = (edition, profile, bundle) => {
	const listed = edition.fields.flatMap(row => row.fields), out = { region: profile.country };
	for (const path of listed) {
		const value = path.split('.').reduce((v, key) => v?.[key], profile);
		if (path.endsWith('.logo'))
			out[path] = [value.split('/').pop(), statSync(join(bundle, value)).size];
		else if (/^(partner|customer)/.test(path))
			out[path] = value ?? '';
	}
	const part = (l, name, keys) => listed.includes(`locations.${name}`) ? keys.map(key => [`${name}.${key}`, l[name][key] ?? '']) : [];
	out.locations = profile.locations.map(l => Object.fromEntries([
		...part(l, 'address', ['addressLine1', 'addressLine2', 'city', 'state', 'postalCode', 'country']),
		...part(l, 'contact', ['firstName', 'lastName', 'email', 'phoneNumber']),
		...(listed.includes('locations.solutions') ? [['solutions', l.solutions]] : []),
	]));
	out.solutions = listed.includes('solutions')
		? profile.solutions.map(s => ({ id: s.id, name: s.name, shortDescription: s.shortDescription ?? '', description: s.description ?? '', url: s.url ?? '' })) : [];
	return out;
};
const sorted = value => Object.fromEntries(Object.entries(value).sort());

export default async ({ browser, bundles, work }) => {
	for (const id of editions)
		await check(`a whole upload in edition ${id}`, async () => {
			const bundle = bundles[`korean ${id}`], edition = editionData(id);
			const sheet = await openSheet(browser, bundle, { context: { reducedMotion: 'reduce' } });
			// Both countries where it matters: in the edition of the import page and in the latest.
			for (const country of ['2017-03', '2021-04'].includes(id) ? ['KR', 'US'] : ['KR']) {
				const profile = profileOf(bundle, country);
				const file = join(work, `form-${id}-${country}.html`);
				writeFileSync(file, formPage(edition, edition.import ? rough(profile) : null));
				const form = await sheet.context().newPage();
				await form.goto(`file://${file}`);
				await upload(sheet, form, country, bundle);
				const sent = await form.evaluate(() => window.collect());
				same(sorted(sent), sorted(wanted(edition, profile, bundle)), country);
				// The form's own names of its parts are the sheet's.
				for (const row of edition.fields.filter(r => r.section !== ''))
					truth(await sheet.locator(`section.profile[data-country=${country}] h3`, { hasText: row.section }).count() > 0, row.section);
				const [done, of] = (await sheet.locator(`.side a[data-country=${country}] .num`).textContent()).split('/');
				same(done, of, 'every field is ticked');
				await form.close();
			}
			same(sheet.complaints, []);
			await sheet.context().close();
		});
};
