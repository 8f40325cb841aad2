// A whole profile with the keyboard alone: the skip link, the first field, then copy and go to next to the end.
import { check, clipboard, openSheet, same, truth } from './lib.mjs';

const active = page => page.evaluate(() => {
	const one = document.activeElement;
	const field = one.closest('li.field');
	return { field: field && field.id, next: one.classList.contains('next'), name: one.tagName };
});

export default async ({ browser, bundles }) => {
	await check('the keyboard leads through every field in order, each copied exactly', async () => {
		const page = await openSheet(browser, bundles['arabic latest'], { context: { reducedMotion: 'reduce' } });
		const wanted = await page.locator('li.field').evaluateAll(all => all.map(f => [f.id, f.querySelector('bdi').textContent]));
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');   // the skip link
		for (let i = 0; i < 200 && !(await active(page)).next; i++)
			await page.keyboard.press('Tab');
		const found = [];
		for (let i = 0; i < wanted.length; i++) {
			const { field, next } = await active(page);
			truth(next, `focus is on "copy and go to next" of ${field}`);
			await page.keyboard.press('Enter');
			await page.waitForFunction(id => document.getElementById(id).dataset.state === 'copied', field);
			if (i + 1 < wanted.length)
				await page.waitForFunction(id => document.activeElement.closest('li.field')?.id !== id, field);
			found.push([field, await clipboard(page)]);
			truth(await page.evaluate(() => {
				const box = document.activeElement.getBoundingClientRect();
				return box.top >= 0 && box.bottom <= innerHeight;
			}), 'what has the focus is seen');
		}
		same(found, wanted);
		truth((await page.locator('#said').textContent()).includes('last field'), 'the end is told');
		await page.context().close();
	});
	await check('a field is ticked with the keyboard, and the next one to do is offered', async () => {
		const page = await openSheet(browser, bundles['korean 2017-06']);
		const first = page.locator('li.field:visible').first();
		await first.locator('input').focus();
		await page.keyboard.press('Space');
		same(await first.getAttribute('data-state'), 'done');
		const next = await page.locator('li.field.current').getAttribute('id');
		truth(next !== await first.getAttribute('id'), 'another one is next');
		const steps = page.locator('#steps-before input');
		for (let i = 0; i < await steps.count(); i++) {
			await page.locator('#resume').focus();
			await page.keyboard.press('Enter');
			truth(await steps.nth(i).evaluate(box => box === document.activeElement), `step ${i} comes before the fields`);
			await page.keyboard.press('Space');
		}
		await page.locator('#resume').focus();
		await page.keyboard.press('Enter');
		same((await active(page)).field, next);
		await page.context().close();
	});
	await check('focus is always visible', async () => {
		const page = await openSheet(browser, bundles['korean 2017-03']);
		for (let i = 0; i < 60; i++) {
			await page.keyboard.press('Tab');
			const style = await page.evaluate(() => {
				const one = document.activeElement;
				const shown = one.name === 'ui' ? one.nextElementSibling : one;
				return getComputedStyle(shown).outlineStyle;
			});
			truth(style !== 'none', `stop ${i} has an outline`);
		}
		await page.context().close();
	});
};
