// A sheet with more than 500 fields stays quick.
import { check, openSheet, truth } from './lib.mjs';
import { statSync } from 'node:fs';
import { join } from 'node:path';

export default async ({ browser, bundles }) => {
	await check('many fields', async () => {
		const start = Date.now();
		const page = await openSheet(browser, bundles['many 2017-03']);
		const opened = Date.now() - start;
		const fields = await page.locator('li.field').count();
		const script = await page.evaluate(() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
		const ticking = await page.evaluate(() => {
			const boxes = document.querySelectorAll('li.field input');
			const before = performance.now();
			for (let i = 0; i < 20; i++)
				boxes[i * 10].click();
			document.body.getBoundingClientRect();
			return (performance.now() - before) / 20;
		});
		const size = statSync(join(bundles['many 2017-03'], 'upload.html')).size;
		console.log(`  ${fields} fields, ${size} bytes: opened in ${opened} ms (ready after ${Math.round(script)} ms), a tick takes ${ticking.toFixed(1)} ms`);
		truth(fields > 500, `${fields} fields`);
		truth(opened < 5000, `opened in ${opened} ms`);
		truth(ticking < 100, `a tick takes ${ticking} ms`);
		truth(size < 4 << 20, `${size} bytes`);
		await page.context().close();
	});
};
