// The other browser: the same sheet in Firefox, through WebDriver BiDi. Shorter: what browsers do differently.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { profileOf } from './bundles.mjs';
import { check, same, truth, urlOf } from './lib.mjs';

const executablePath = '/usr/bin/firefox-esr';

export default async ({ bundles, work }) => {
	if (!existsSync(executablePath)) {
		console.log('  firefox-esr is not here: left out');
		return;
	}
	const home = join(work, 'home');
	mkdirSync(home);
	const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, env: { ...process.env, HOME: home } });
	const open = async name => {
		const page = await browser.newPage();
		page.errors = [];
		page.on('pageerror', error => page.errors.push(String(error)));
		await page.goto(urlOf(bundles[name]));
		return page;
	};
	const state = (page, id) => page.$eval(`[id="${id}"]`, field => field.dataset.state);
	await check('firefox: copying is exact', async () => {
		const page = await open('hard latest');
		await page.setViewport({ width: 1280, height: 900 });
		await page.$eval('[id="AT.partnerInformation.description"] .copy', button => button.scrollIntoView({ block: 'center' }));
		await page.click('[id="AT.partnerInformation.description"] .copy');
		// not waitForFunction(): the sheet's own policy forbids what it does in the page
		for (let i = 0; i < 50 && await state(page, 'AT.partnerInformation.description') !== 'copied'; i++)
			await new Promise(done => setTimeout(done, 100));
		same(await state(page, 'AT.partnerInformation.description'), 'copied');
		const other = await browser.newPage();
		await other.setContent('<textarea></textarea>');
		await other.click('textarea');
		await other.keyboard.down('Control');
		await other.keyboard.press('v');
		await other.keyboard.up('Control');
		await new Promise(done => setTimeout(done, 200));
		same(await other.$eval('textarea', area => area.value), profileOf(bundles['hard latest'], 'AT').partnerInformation.description);
		await other.close();
		same(page.errors, []);
		await page.close();
	});
	await check('firefox: progress survives a reload, pictures are shown, nothing scrolls sideways', async () => {
		const page = await open('korean 2017-03');
		await page.$eval('[id="KR.partnerInformation.name"] input', box => box.click());
		await page.reload();
		same(await state(page, 'KR.partnerInformation.name'), 'done');
		truth(await page.$eval('[id="KR.partnerInformation.name"] input', box => box.checked), 'the tick');
		truth(await page.$eval('.picture img', async one => {
			one.loading = 'eager';
			await one.decode().catch(() => {});
			return one.naturalWidth > 0;
		}), 'the logo');
		await page.setViewport({ width: 320, height: 900 });
		truth(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
		await page.$eval('label[for=ui-ko]', label => label.click());
		same(await page.evaluate(() => document.documentElement.lang), 'ko');
		same(page.errors, []);
		await page.close();
	});
	await browser.close();
};
