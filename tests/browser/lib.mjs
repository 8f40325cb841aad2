// What the tests share: a browser, a count, comparing.
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

// This folder; import.meta.dirname is not in Debian 12's node.
export const here = fileURLToPath(new URL('.', import.meta.url));

export const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync'];

let passed = 0, failed = 0;
export const totals = () => [passed, failed];

export async function check(name, work) {
	try {
		await work();
		passed++;
	} catch (error) {
		failed++;
		console.log(`FAILED: ${name}\n  ${String(error.message ?? error).split('\n').slice(0, 12).join('\n  ')}`);
	}
}

export function same(found, wanted, what = '') {
	const a = JSON.stringify(found), b = JSON.stringify(wanted);
	if (a === b)
		return;
	let at = 0;
	while (a?.[at] === b?.[at])
		at++;
	const near = text => String(text).slice(Math.max(0, at - 80), at + 400);
	throw new Error(`${what} (differs from character ${at} on)\nfound:  ${near(a)}\nwanted: ${near(b)}`);
}

export function truth(value, what) {
	if (!value)
		throw new Error(what);
}

export const openBrowser = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

export const urlOf = (bundle, file = 'upload.html') => `file://${bundle}/${file}`;

// A page with the sheet; every request and every complaint of the browser is kept.
export async function openSheet(browser, bundle, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options.context });
	if (options.clipboard !== false)
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	if (options.before)
		await context.addInitScript(options.before);
	const page = await context.newPage();
	page.requests = [];
	page.complaints = [];
	page.on('request', request => page.requests.push(request.url()));
	page.on('console', message => ['error', 'warning'].includes(message.type()) && page.complaints.push(message.text()));
	page.on('pageerror', error => page.complaints.push(String(error)));
	await page.goto(urlOf(bundle, options.file));
	return page;
}

export const clipboard = page => page.evaluate(() => navigator.clipboard.readText());

// Every value of a profile as the sheet should have it, by id.
export function valuesOf(profile) {
	const values = {};
	const add = (id, value) => {
		if (Array.isArray(value))
			value.forEach((item, i) => add(`${id}.${i}`, item));
		else if (value !== null && typeof value === 'object')
			Object.entries(value).forEach(([key, item]) => add(`${id}.${key}`, item));
		else
			values[id] = value;
	};
	for (const part of ['partnerInformation', 'partnerExpertise', 'customerPreferences', 'locations', 'solutions'])
		add(`${profile.country}.${part}`, profile[part] ?? {});
	for (const id of Object.keys(values))
		if (/\.(locations|solutions)\.\d+\.(id|kind)$/.test(id))
			delete values[id];
	return values;
}
