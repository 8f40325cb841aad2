// Runs the tests: see run.sh.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundles } from './bundles.mjs';
import { openBrowser, totals } from './lib.mjs';

const [pinport, work, ...words] = process.argv.slice(2);
const bundles = makeBundles(pinport, work);
const browser = await openBrowser();
for (const file of readdirSync(import.meta.dirname).filter(name => name.endsWith('.test.mjs')).sort()) {
	if (words.length > 0 && !words.some(word => file.includes(word)))
		continue;
	const before = totals(), start = Date.now();
	const test = await import(join(import.meta.dirname, file));
	await test.default({ browser, bundles, pinport, work });
	const now = totals();
	console.log(`${file}: ${now[0] - before[0]} passed, ${now[1] - before[1]} failed (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}
await browser.close();
const [passed, failed] = totals();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
