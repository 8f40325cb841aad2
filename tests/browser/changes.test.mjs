// What two texts differ by: sheet/changes.js alone, and the marks on a sheet.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, here, openSheet, same, truth } from './lib.mjs';

const changes = new Function(`${readFileSync(join(here, '../../converter/emit/sheet/changes.js'), 'utf8')}; return changes;`)();
const written = (parts, open, close) => parts.map(([text, same]) => same ? text : open + text + close).join('');
const told = (a, b) => {
	const [old, now] = changes(a, b);
	return [written(old, '[-', '-]'), written(now, '[+', '+]')];
};
const whole = parts => parts.map(([text]) => text).join('');
// What is the same on one side is so on the other, but for white space, which is as good as any other.
const common = parts => parts.filter(([, same]) => same).map(([text]) => text).join('').replace(/[\s\u00a0\u3000]+/g, '');
const stands_in = (some, all) => {
	let at = 0;
	for (const letter of all)
		at += at < some.length && some.startsWith(letter, at) ? letter.length : 0;
	return at === some.length;
};
const seeded = seed => () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) >>> 16;

const words = 'one two three four five six';
const cases = [
	['nothing', '', '', '', ''],
	['the same', 'same text', 'same text', 'same text', 'same text'],
	['all is new', '', 'new', '', '[+new+]'],
	['all is gone', 'old', '', '[-old-]', ''],
	['a word', 'one two three', 'one 2 three', 'one [-two-] three', 'one [+2+] three'],
	['a word less', 'one two three four', 'one three four', 'one [-two -]three four', 'one three four'],
	['markup', '<p>We deliver.</p>', 'We deliver.', '[-<p>-]We deliver.[-</p>-]', 'We deliver.'],
	['white space is not what people look for', 'a  b', 'a\u00a0b', 'a  b', 'a\u00a0b'],
	['a reference', 'x &amp; y z', 'x & y z', 'x [-&amp;-] y z', 'x [+&+] y z'],
	['after something sure it begins anew', `<p>${words}</p><p>${words}</p>`, `${words}\n${words}`,
		`[-<p>-]${words}[-</p><p>-]${words}[-</p>-]`, `${words}[+\n+]${words}`],
	['what is there twice leads nobody astray', 'See us, https://www.a.example or call.',
		'See us (https://www.a.example/b), https://www.a.example or call.', 'See us, https://www.a.example or call.',
		'See us[+ (https://www.a.example/b)+], https://www.a.example or call.'],
	['again and again', 'a b c d e f 1 a b c d e f 2', 'a b c d e f 2', 'a b c d e f [-1 a b c d e f -]2', 'a b c d e f 2'],
	['scripts without spaces, sign by sign', '東京都', '東京府', '東京[-都-]', '東京[+府+]'],
	['Hangul, word by word', '서울 본사', '서울 지사', '서울 [-본사-]', '서울 [+지사+]'],
	['never inside of what people take for one letter', 'e\u0301 👩‍💻 🇰🇷', 'e 👩 🇰🇵', '[-e\u0301 👩‍💻 🇰🇷-]', '[+e 👩 🇰🇵+]'],
	['no confetti of blanks and signs', 'a, b. c', 'x, y. z', '[-a, b. c-]', '[+x, y. z+]'],
	['letters that fold into signs of others', 'Kelvin k K', 'Kelvin s K', 'Kelvin [-k-] K', 'Kelvin [+s+] K'],
];

export default async ({ browser, bundles }) => {
	for (const [name, a, b, old, now] of cases)
		await check(`changes: ${name}`, () => same(told(a, b), [old, now]));
	await check('changes: whatever is marked, each side says what it said, and what is not marked is the same on both', () => {
		const bits = ['a', 'bb', ' ', ', ', '<b>', '&amp;', '한', '\n', 'e\u0301', '\u202e', '&', '<', '中', '👩‍💻', '\r\n'];
		const next = seeded(4711);
		for (let round = 0; round < 3000; round++) {
			const [a, b] = [0, 1].map(() => Array.from({ length: next() % 60 }, () => bits[next() % bits.length]).join(''));
			const [old, now] = changes(a, b);
			same([whole(old), whole(now)], [a, b]);
			// Confetti is taken away on each side for itself; but what one side leaves unmarked the other has, in this order.
			truth(stands_in(common(old), b) && stands_in(common(now), a), `${a} | ${b}`);
			if (a === b)
				same([common(old), old.every(([, same]) => same)], [common(now), true]);
		}
	});
	await check('changes: words put in and taken out are told, and hardly any others', () => {
		const next = seeded(42);
		for (let round = 0; round < 500; round++) {
			const kept = Array.from({ length: 40 + next() % 200 }, (_, i) => `kept${i}`);
			const a = [], b = [];
			for (const word of kept) {
				if (next() % 9 === 0)
					a.push(`old${next()}`);
				if (next() % 9 === 0)
					b.push(`new${next()}`);
				a.push(word);
				b.push(word);
			}
			const [old, now] = changes(a.join(' '), b.join(' '));
			for (const [parts, gone] of [[old, 'old'], [now, 'new']])
				for (const [text, same] of parts)
					truth(!same || !text.includes(gone), `${gone} in what is the same: ${text}`);
			same(common(old), common(now));
			// Where it begins anew the shortest way may be lost by a word.
			truth(common(old).match(/kept/g).length >= kept.length - 3, `${common(old)}, of ${kept.join('')}`);
		}
	});
	await check('changes: texts that have nothing in common, or are very long, take no time', () => {
		const text = (letter, count) => Array.from({ length: count }, (_, i) => letter + i).join(' ');
		const [old, now] = changes(text('a', 9000), text('b', 9000));
		same([whole(old), whole(now)], [text('a', 9000), text('b', 9000)]);
		const long = text('a', 15000);
		for (const much of [long, '<a'.repeat(1e6), '&'.repeat(1e6), 'e\u200d'.repeat(20001)])
			same(changes(much, 'x'), [[[much, true]], [['x', true]]]);
		same(whole(changes('\u200d'.repeat(1e6), 'x')[0]).length, 1e6);
	});
	await check('on the sheet: marked when somebody looks, and no letter of source or value is lost', async () => {
		for (const name of ['hard 2017-03', 'korean 2017-03', 'arabic latest']) {
			const bare = await openSheet(browser, bundles[name], { context: { javaScriptEnabled: false } });
			const sources = await bare.locator('.compare:not([data-same]) bdi, .was > bdi').allTextContents();
			truth(!await bare.locator('.result').first().isVisible(), 'without script no empty half is shown');
			await bare.context().close();
			const page = await openSheet(browser, bundles[name]);
			const closed = await page.evaluate(() => document.querySelectorAll('.compare:not([open]) :is(ins, del)').length);
			same(closed, 0, 'nothing is done before somebody looks');
			const found = await page.evaluate(async () => {
				for (const details of document.querySelectorAll('details.compare'))
					details.open = true;
				await new Promise(done => setTimeout(done, 100));   // "toggle" comes later
				const text = (element, without) => {
					const copy = element.cloneNode(true);
					copy.querySelectorAll(without).forEach(one => one.remove());
					return copy.textContent.replace(/[\s\u00a0\u3000]+/g, '');
				};
				return [...document.querySelectorAll('details.compare')].map(details => {
					const [source, result] = details.querySelectorAll('bdi');
					const value = details.closest('li.field').querySelector('bdi');
					return [details.hasAttribute('data-same'), text(source, 'del'), text(result, 'ins'), result.textContent === value.textContent,
						source.querySelectorAll('del').length + result.querySelectorAll('ins').length];
				});
			});
			truth(found.length > 0 && found.every(([, , , equal]) => equal), 'beside it stands the value');
			truth(found.some(([, , , , marks]) => marks > 0), 'something is marked');
			truth(found.filter(([, a, b]) => a === b).length > found.length / 2, 'what is not marked is the same');
			const after = await page.evaluate(() => [...document.querySelectorAll('.compare:not([data-same]) bdi, .was > bdi')].map(bdi => bdi.closest('.result') ? '' : bdi.textContent));
			same(after, sources, 'the words of the sources');
			same(page.complaints, []);
			await page.context().close();
		}
	});
	await check('on paper: all of it is marked', async () => {
		const page = await openSheet(browser, bundles['hard 2017-03']);
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
		truth(await page.evaluate(() => [...document.querySelectorAll('.compare .result bdi')].every(bdi => bdi.hasChildNodes())), 'at once');
		await page.context().close();
	});
};
