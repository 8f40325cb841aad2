// Runs the tests: see run.sh. Two browsers work side by side, each with its own clipboard:
// the rehearsals take as long as all the rest.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundles } from './bundles.mjs';
import { here, openBrowser, totals } from './lib.mjs';

const [pinport, work, ...words] = process.argv.slice(2);
const bundles = makeBundles(pinport, work);
const files = readdirSync(here).filter(name => name.endsWith('.test.mjs')).sort()
	.filter(name => words.length === 0 || words.some(word => name.includes(word)));

async function lane(names) {
	if (names.length === 0)
		return;
	const browser = await openBrowser();
	for (const name of names) {
		const start = Date.now();
		const test = await import(join(here, name));
		await test.default({ browser, bundles, work });
		console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
	}
	await browser.close();
}

const slow = name => name.startsWith('rehearse');
await Promise.all([lane(files.filter(slow)), lane(files.filter(name => !slow(name)))]);
const [passed, failed] = totals();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
