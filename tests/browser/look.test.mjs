// Rules for everybody: axe, valid HTML, no sideways scrolling, targets large enough, paper, no request.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { check, here, openSheet, same, truth } from './lib.mjs';

const axe = readFileSync(join(here, 'node_modules/axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page) {
	await page.evaluate(axe);   // under the page's own policy: evaluate() is not bound by it
	const found = await page.evaluate(run => axe.run(document, { runOnly: run, resultTypes: ['violations'] }), tags);
	return found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
}

const validator = new HtmlValidate({
	extends: ['html-validate:recommended', 'html-validate:a11y'],
	rules: {
		'no-trailing-whitespace': 'off',
		'long-title': 'off',            // the title names the company
		'no-inline-style': 'error',
		'doctype-style': 'off',
		'void-style': 'off',
		'prefer-native-element': 'error',
		'wcag/h37': 'off',              // alt="" where the caption beside it says it all
		'valid-id': ['error', { relaxed: true }],
		'no-redundant-role': 'off',
		'svg-focusable': 'off',
		'attr-quotes': ['error', { style: 'double', unquoted: true }],   // what pinport itself wrote needs none
	},
});

export default async ({ browser, bundles, work }) => {
	const kinds = [
		['korean 2017-03', 1280, 'light', 'en'], ['korean 2017-03', 320, 'dark', 'ko'], ['hard latest', 1280, 'dark', 'ko'],
		['hard latest', 320, 'light', 'en'], ['hard 2017-03', 320, 'light', 'en'], ['arabic latest', 1280, 'light', 'en'],
		['arabic latest', 320, 'light', 'ko'], ['hebrew 2017-03', 320, 'dark', 'en'], ['thai 2017-03', 320, 'light', 'en'],
		['japanese 2017-03', 320, 'light', 'ko'], ['korean 2017-06', 768, 'light', 'en'], ['korean 2017-03', 1600, 'light', 'ko'],
	];
	// axe takes seconds for each: it sees the kinds that differ in what it looks at.
	const by_axe = new Set([0, 2, 3, 4, 6, 7]);
	for (const [i, [name, width, scheme, ui]] of kinds.entries())
		await check(`${by_axe.has(i) ? 'axe and ' : ''}reflow: ${name}, ${width} px, ${scheme}, ${ui}`, async () => {
			const page = await openSheet(browser, bundles[name], { context: { viewport: { width, height: 900 }, colorScheme: scheme } });
			await page.locator(`label[for=ui-${ui}]`).click();
			for (const details of await page.locator('details').all())
				await details.evaluate(d => { d.open = true; });
			if (await page.locator('#all-countries').count())
				await page.locator('#all-countries').click();
			same(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, 'no sideways scrolling');
			if (by_axe.has(i))
				same(await violations(page), []);
			same(page.complaints, []);
			await page.context().close();
		});
	await check('the index over several accounts', async () => {
		const page = await openSheet(browser, bundles.several, { file: 'index.html', context: { viewport: { width: 320, height: 900 } } });
		same(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, 'no sideways scrolling');
		same(await violations(page), []);
		const report = await validator.validateString(readFileSync(join(bundles.several, 'index.html'), 'utf8'));
		same(report.results.flatMap(r => r.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)), []);
		same(await page.locator('tbody tr').count(), 2);
		await page.locator('tbody a').first().click();
		truth(await page.locator('li.field').count() > 5, 'the link leads to the sheet');
		same(page.complaints, []);
		await page.context().close();
	});
	await check('forced colours keep states and chosen things apart', async () => {
		const page = await openSheet(browser, bundles['arabic latest'], { context: { forcedColors: 'active' } });
		same(await violations(page), []);
		const [on, off] = await page.evaluate(() => ['ui-en', 'ui-ko'].map(id => getComputedStyle(document.querySelector(`label[for=${id}]`)).backgroundColor));
		truth(on !== off, 'the chosen language is seen');
		await page.context().close();
	});
	await check('targets are at least 24 pixels', async () => {
		const page = await openSheet(browser, bundles['korean 2017-03'], { context: { viewport: { width: 320, height: 900 } } });
		const small = await page.locator('button:visible, li label:visible, .ui label, .side a, .switch a, summary:visible').evaluateAll(all =>
			all.filter(one => { const b = one.getBoundingClientRect(); return b.height < 24 || b.width < 24; }).map(one => one.outerHTML.slice(0, 120)));
		same(small, []);
		await page.context().close();
	});
	await check('text can be spaced out (WCAG 1.4.12) without loss', async () => {
		const page = await openSheet(browser, bundles['korean 2017-03'], { context: { viewport: { width: 320, height: 900 } } });
		await page.evaluate(() => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
			document.adoptedStyleSheets = [sheet];
		});
		same(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
		await page.context().close();
	});
	for (const name of ['korean 2017-03', 'hard latest', 'hard 2017-03', 'korean 2017-03 --lang ko', 'many 2017-03'])
		await check(`html-validate: ${name}`, async () => {
			const report = await validator.validateString(readFileSync(join(bundles[name], 'upload.html'), 'utf8'));
			same(report.results.flatMap(r => r.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)).slice(0, 8), []);
		});
	// The Nu checker, where it is: VNU=/path/to/vnu.jar. Its notes on policies do not know hashes.
	if (process.env.VNU)
		for (const name of ['korean 2017-03', 'arabic latest', 'hard 2017-03'])
			await check(`vnu: ${name}`, async () => {
				const report = spawnSync('java', ['-jar', process.env.VNU, '--format', 'json', join(bundles[name], 'upload.html')], { encoding: 'utf8' });
				same(JSON.parse(report.stderr).messages.filter(m => !/Content Security Policy|Normalization Form C/.test(m.message)).map(m => `${m.lastLine}: ${m.message}`), []);
			});
	await check('nothing is asked of anybody: the page and its pictures, nothing else', async () => {
		const page = await openSheet(browser, bundles['korean 2017-03'], { context: { offline: true } });
		const base = `file://${bundles['korean 2017-03']}/`;
		truth(page.requests.every(url => url.startsWith(base) && /\.(html|png)$/.test(url)), page.requests.join(' '));
		same(page.requests.filter(url => url.endsWith('.html')).length, 1);
		const pictures = await page.locator('.picture img').evaluateAll(all => Promise.all(all.map(async one => {
			one.loading = 'eager';
			await one.decode().catch(() => {});
			return one.naturalWidth > 0;
		})));
		truth(pictures.length >= 6 && pictures.every(Boolean), 'pictures are shown from the bundle');
		await page.context().close();
	});
	await check('the policy stops what is not ours', async () => {
		const page = await openSheet(browser, bundles['hard latest']);
		const ran = await page.evaluate(async () => {
			const script = document.createElement('script');
			script.textContent = 'window.stranger = 1';
			document.body.append(script);
			const image = document.createElement('img');
			image.src = 'https://example.invalid/x.png';
			document.body.append(image);
			const style = document.createElement('div');
			style.setAttribute('onclick', 'window.stranger = 2');
			document.body.append(style);
			style.click();
			return [window.stranger ?? 0, await fetch('https://example.invalid/').then(() => 1, () => 0)];
		});
		same(ran, [0, 0]);
		truth(!page.requests.some(url => url.startsWith('https:') && !page.complaints.some(c => c.includes('Content Security Policy'))), 'blocked');
		await page.context().close();
	});
	await check('links lead to https or into the bundle only', async () => {
		const page = await openSheet(browser, bundles['hard latest']);
		const links = await page.locator('a').evaluateAll(all => all.map(a => a.getAttribute('href')));
		same(links.filter(href => !/^(#|https:\/\/|[a-z]+[a-zA-Z0-9/._%-]*\.(json|csv)$)/.test(href)), []);
		await page.context().close();
	});
	await check('on paper: every profile, every value, boxes, a place to sign, no buttons', async () => {
		const page = await openSheet(browser, bundles['korean 2017-03']);
		const file = join(work, 'sheet.pdf');
		writeFileSync(file, await page.pdf({ format: 'A4' }));
		const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
		for (const word of ['KR', 'US', 'minsu.kim@contoso.example', 'dana.lee@contoso.example', 'Signature', 'https://partnercenter.microsoft.com/pcv/publishing', 'Confidential'])
			truth(text.includes(word), `the print has ${word}`);
		truth(!text.includes('Copy and go to next'), 'and no buttons');
		await page.context().close();
	});
};
