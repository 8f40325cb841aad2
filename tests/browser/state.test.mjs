// Progress: ticks, states, reloading, taking it along, starting over; and what is left without storage or script.
import { check, openSheet, same, truth, urlOf } from './lib.mjs';

const noStorage = () => {
	Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
};
const field = 'KR.partnerInformation.url';
const box = (page, id) => page.locator(`[id="${id}"] input`);
const count = (page, kind) => page.locator(`[data-count=${kind}]`).textContent();

export default async ({ browser, bundles }) => {
	const korean = bundles['korean 2017-03'];
	await check('ticks and states survive a reload', async () => {
		const page = await openSheet(browser, korean);
		const all = await page.locator('li.field input').count();
		same(await count(page, 'field'), `0 of ${all}`);
		await page.locator(`[id="${field}"] button.copy`).first().click();
		await box(page, 'KR.partnerInformation.name').check();
		await box(page, 'step.apply-changes').check();
		same(await count(page, 'field'), `1 of ${all}`);
		await page.reload();
		same(await page.locator(`[id="${field}"]`).getAttribute('data-state'), 'copied');
		same(await page.locator(`[id="${field}"] .state i`).textContent(), 'Copied');
		truth(await box(page, 'KR.partnerInformation.name').isChecked(), 'the tick of a field');
		truth(await box(page, 'step.apply-changes').isChecked(), 'the tick of a step');
		same(await count(page, 'field'), `1 of ${all}`);
		truth((await count(page, 'step')).startsWith('1 of '), 'steps are counted');
		await page.context().close();
	});
	await check('each bundle has its own progress, though pages share the storage', async () => {
		const page = await openSheet(browser, korean);
		await box(page, 'KR.partnerInformation.name').check();
		const other = await page.context().newPage();
		await other.goto(urlOf(bundles['korean 2017-01']));
		truth(!await box(other, 'KR.partnerInformation.name').isChecked(), 'the other bundle starts fresh');
		await page.context().close();
	});
	await check('progress goes out as text and comes in elsewhere', async () => {
		const page = await openSheet(browser, korean);
		await box(page, 'KR.partnerInformation.name').check();
		await page.locator(`[id="${field}"] button.copy`).first().click();
		await page.locator('#progress-show').click();
		const text = await page.locator('#progress-text').inputValue();
		const there = await openSheet(browser, korean);
		await there.locator('#progress-text').fill(text);
		await there.locator('#progress-take').click();
		truth(await box(there, 'KR.partnerInformation.name').isChecked(), 'taken over');
		same(await there.locator(`[id="${field}"]`).getAttribute('data-state'), 'copied');
		for (const [wrong, word] of [['nonsense', 'not the progress'], ['{"v":1}', 'not the progress'], ['null', 'not the progress'],
			[text.replace(/"key":"./, '"key":"x'), 'another bundle']]) {
			await there.locator('#progress-text').fill(wrong);
			await there.locator('#progress-take').click();
			truth((await there.locator('#said').textContent()).includes(word), `${wrong}: ${word}`);
		}
		truth(await box(there, 'KR.partnerInformation.name').isChecked(), 'wrong text changes nothing');
		same(there.complaints, []);
		await page.context().close();
		await there.context().close();
	});
	await check('starting over asks first, and then forgets', async () => {
		const page = await openSheet(browser, korean);
		await box(page, 'KR.partnerInformation.name').check();
		await page.locator('#progress-reset').click();
		truth(await box(page, 'KR.partnerInformation.name').isChecked(), 'not yet');
		await page.locator('#progress-cancel').click();
		truth(await box(page, 'KR.partnerInformation.name').isChecked(), 'kept');
		await page.locator('#progress-reset').click();
		await page.locator('#progress-sure').click();
		truth(!await box(page, 'KR.partnerInformation.name').isChecked(), 'gone');
		await page.reload();
		truth(!await box(page, 'KR.partnerInformation.name').isChecked(), 'gone for good');
		await page.context().close();
	});
	await check('without storage it works and says that nothing is kept', async () => {
		const page = await openSheet(browser, korean, { before: noStorage });
		truth(await page.locator('#no-storage').isVisible(), 'it is said');
		await box(page, 'KR.partnerInformation.name').check();
		same(await page.locator('[id="KR.partnerInformation.name"]').getAttribute('data-state'), 'done');
		await page.locator('#progress-show').click();
		truth((await page.locator('#progress-text').inputValue()).includes('KR.partnerInformation.name'), 'as text');
		same(page.complaints, []);
		await page.context().close();
	});
	await check('without script it can be read, switched, ticked and copied by hand', async () => {
		const page = await openSheet(browser, korean, { context: { javaScriptEnabled: false } });
		const see = selector => page.locator(selector).first().isVisible();
		truth(await see('noscript p'), 'what is missing is said');
		same(await page.locator('button:visible').count(), 0, 'no dead buttons');
		truth(await see('section.profile[data-country=KR]') && await see('section.profile[data-country=US]'), 'all countries');
		truth(await see(`[id="${field}"] bdi`), 'values');
		await box(page, 'step.apply-changes').check();
		truth(await see('#main i') && !await see('#main u'), 'English first');
		await page.locator('label[for=ui-ko]').click();
		truth(await see('#main u') && !await see('#main i'), 'then Korean');
		same(page.requests.filter(url => !/\.(png|html)$/.test(url)), []);
		await page.context().close();
	});
	await check('what two countries have alike is compared at both, and without script a link leads there', async () => {
		const hard = bundles['hard 2017-03'];
		const page = await openSheet(browser, hard);
		truth(await page.locator('details[data-same]').count() > 0, 'there are some');
		const pairs = await page.locator('details[data-same]').evaluateAll(all => all.map(one => {
			const path = one.closest('li').id.replace(/^../, '');
			return [one.innerHTML, [...document.querySelectorAll('details.compare:not([data-same])')].filter(d => d.closest('li').id.endsWith(path)).map(d => d.innerHTML)];
		}));
		for (const [here, there] of pairs)
			truth(here.includes('class="two"') && there.includes(here), 'the same is shown');
		await page.context().close();
		const bare = await openSheet(browser, hard, { context: { javaScriptEnabled: false } });
		for (const link of await bare.locator('details[data-same] a').all())
			same(await bare.locator(`[id="${(await link.getAttribute('href')).slice(1)}"] details.compare .two`).count(), 1, 'where the link leads to');
		await bare.context().close();
	});
	await check('the language is switched and kept; --lang says which is first', async () => {
		const page = await openSheet(browser, korean);
		same(await page.evaluate(() => document.documentElement.lang), 'en');
		await page.locator('label[for=ui-ko]').click();
		same(await page.evaluate(() => document.documentElement.lang), 'ko');
		truth(/대한민국/.test(await page.locator('.side').innerText()), 'names of countries follow');
		await page.reload();
		same(await page.evaluate(() => document.documentElement.lang), 'ko');
		truth(!/Pasted and checked/.test(await page.locator('main').innerText()), 'no English words are left');
		await page.context().close();
		const first = await openSheet(browser, bundles['korean 2017-03 --lang ko']);
		same(await first.evaluate(() => document.documentElement.lang), 'ko');
		truth((await first.title()).includes('업로드 시트'), 'the title, too');
		await first.context().close();
	});
	await check('one country at a time, or all', async () => {
		const page = await openSheet(browser, korean);
		const seen = code => page.locator(`section.profile[data-country=${code}]`).isVisible();
		same([await seen('KR'), await seen('US')], [true, false]);
		await page.locator('.switch a[data-country=US]').click();
		same([await seen('KR'), await seen('US')], [false, true]);
		await page.reload();
		same([await seen('KR'), await seen('US')], [false, true], 'after a reload');
		await page.locator('#all-countries').click();
		same([await seen('KR'), await seen('US')], [true, true]);
		await page.goto(`${urlOf(korean)}#KR.partnerInformation.url`);
		await page.context().close();
	});
	await check('a link to a field of a hidden country shows it', async () => {
		const page = await openSheet(browser, bundles['hard latest']);
		truth(!await page.locator('section.profile[data-country=DE]').isVisible(), 'hidden at first');
		await page.evaluate(() => { location.hash = '#DE.partnerInformation.url'; });
		await page.locator('section.profile[data-country=DE]').waitFor({ state: 'visible' });
		await page.context().close();
	});
	await check('decisions stand on top, lead to their field, and can be settled', async () => {
		const page = await openSheet(browser, bundles['hard latest']);
		const decisions = page.locator('li.decision');
		const said = await decisions.count();
		truth(said >= 3, `${said} decisions`);
		same(await page.locator('main > section').first().getAttribute('id'), 'decisions');
		for (const link of await decisions.locator('a').all())
			truth(await page.locator(`[id="${(await link.getAttribute('href')).slice(1)}"]`).count() === 1, 'each link has its target');
		await decisions.first().locator('input').check();
		same(await count(page, 'decision'), `1 of ${said}`);
		await page.context().close();
	});
};
