// What is copied is what the profile says, to the last code unit; with and without the clipboard.
import { check, clipboard, openSheet, same, truth, valuesOf } from './lib.mjs';
import { profileOf } from './bundles.mjs';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const noClipboard = () => { Object.defineProperty(navigator, 'clipboard', { value: undefined }); };
const deniedClipboard = () => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); };
const nothingWorks = () => {
	Object.defineProperty(navigator, 'clipboard', { value: undefined });
	document.execCommand = () => false;
};

// Copies by a real click; what arrives is read by pasting, as a person would.
async function copied(page, id) {
	await page.locator(`[id="${id}"] button.copy`).first().click();
	await page.waitForFunction(field => document.getElementById(field).dataset.state !== 'todo', id);
	return clipboard(page);
}

export default async ({ browser, bundles }) => {
	for (const [name, bundle] of Object.entries(bundles).filter(([each]) => each !== 'several')) {
		await check(`every value of ${name} stands in the sheet as in the profile`, async () => {
			const page = await openSheet(browser, bundle);
			for (const country of readdirSync(join(bundle, 'profiles'))) {
				const profile = profileOf(bundle, country);
				const wanted = valuesOf(profile);
				const names = Object.fromEntries(profile.solutions.map(s => [s.id, s.name]));
				for (const id of Object.keys(wanted))
					if (/\.locations\.\d+\.solutions\.\d+$/.test(id))
						wanted[id] = names[wanted[id]];
				const found = Object.fromEntries(await page.locator(`section.profile[data-country=${country}] li.field`)
					.evaluateAll(fields => fields.map(field => [field.id, (field.querySelector('.was small') ?? field.querySelector('bdi')).textContent])));
				same(Object.entries(found).sort(), Object.entries(wanted).sort(), country);
			}
			same(page.complaints, []);
			await page.context().close();
		});
	}
	const hard = bundles['hard latest'], arabic = bundles['arabic latest'], korean = bundles['korean 2017-03'];
	for (const [how, before] of [['the clipboard', undefined], ['no clipboard', noClipboard], ['a denied clipboard', deniedClipboard]])
		for (const [name, bundle, country] of [['hard', hard, 'AT'], ['arabic', arabic, 'SA'], ['korean', korean, 'KR']])
			await check(`copying from ${name} with ${how} is exact`, async () => {
				// Reading back needs the real clipboard: a second page of the same context has it.
				const page = await openSheet(browser, bundle, { before });
				const reader = await page.context().newPage();
				await reader.goto('about:blank');
				await reader.setContent('<textarea></textarea>');
				const profile = profileOf(bundle, country).partnerInformation;
				for (const key of ['description', 'name', 'url']) {
					await page.bringToFront();
					await page.locator(`[id="${country}.partnerInformation.${key}"] button.copy`).first().click();
					await page.waitForFunction(id => document.getElementById(id).dataset.state === 'copied', `${country}.partnerInformation.${key}`);
					await reader.bringToFront();
					await reader.locator('textarea').fill('');
					await reader.locator('textarea').focus();
					await reader.keyboard.press('Control+V');
					same(await reader.locator('textarea').inputValue(), profile[key], key);
				}
				await page.context().close();
			});
	await check('where nothing can be copied, the text is selected and said so', async () => {
		const page = await openSheet(browser, hard, { before: nothingWorks });
		await page.locator('[id="AT.partnerInformation.url"] button.copy').first().click();
		await page.waitForFunction(() => document.getElementById('said').textContent !== '');
		same(await page.evaluate(() => getSelection().toString()), profileOf(hard, 'AT').partnerInformation.url);
		truth(/Ctrl\+C/.test(await page.locator('#said').textContent()), 'the way out is told');
		same(await page.locator('[id="AT.partnerInformation.url"]').getAttribute('data-state'), 'todo');
		await page.context().close();
	});
	await check('what was copied is announced, with its length', async () => {
		const page = await openSheet(browser, korean);
		await copied(page, 'KR.partnerInformation.url');
		const url = profileOf(korean, 'KR').partnerInformation.url;
		same(await page.locator('#said').textContent(), `Copied: Website, ${url.length} characters`);
		same(await page.locator('#said').getAttribute('role'), 'status');
		await page.context().close();
	});
};
