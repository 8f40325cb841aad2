/* What two texts differ by, for people: word by word, in scripts without spaces sign by sign, markup
 * tag by tag. The shortest way from one to the other is found by Myers's algorithm; where enough of both
 * is the same it begins anew, so that it costs what they differ by in one place, and not in all. Texts that
 * differ too much for that to be quick, or to help anybody, are different from there on up to what they end
 * with. changes(a, b) returns of each text its parts in order: [[text, whether it is marked as the same], …].
 * Blanks and signs that are alone between differences are not, on each side for itself.
 * SPDX-License-Identifier: MIT */
const changes = (() => {
	'use strict';
	const mostTokens = 20000, mostEdits = 1200;
	/* So many tokens are no accident; or so many, if so many blanks are among them: an address that is there twice has none. */
	const sure = 32, sureWords = 8, sureBlanks = 3;
	const word = 0, sign = 1, blank = 2;

	/* Signs, which stand alone: punctuation, scripts that are written without spaces, emoji. */
	const lone = '\\0-\\/:-@[-`{-\\u00bf\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2000-\\u2bff\\u2e00-\\uabff' +
		'\\uf900-\\ufaff\\ufe30-\\uffef\\u{1f000}-\\u{10ffff}';
	const space = '[ \\t\\n\\r\\u00a0\\u3000]+';
	const joining = '[\\p{M}\\p{EMod}\\u{e0020}-\\u{e007f}]*';
	const tokens = new RegExp(`<[a-zA-Z/!][^>]{0,2000}>|&#?\\w{1,10};|${space}|\\p{RI}{2}|` +
		`[${lone}]${joining}(?:\\u200d[^]${joining})*|[^${lone}]+`, 'gu');
	const isBlank = new RegExp('^' + space, 'u'), isSign = new RegExp(`^[${lone}]`, 'u');

	/* Nothing when there are too many. White space is as good as any other: it is not what people look for. */
	const side = text => {
		const cut = [];
		for (const [token] of text.matchAll(tokens)) {
			if (cut.length === mostTokens)
				return null;
			cut.push(token);
		}
		const kinds = cut.map(token => isBlank.test(token) ? blank : isSign.test(token) ? sign : word);
		return { cut, kinds, keys: cut.map((token, i) => kinds[i] === blank ? ' ' : token), same: cut.map(() => false) };
	};

	/* Where a diagonal of d edits starts, before equal tokens are passed; `before`: those of d - 1 edits. */
	const starts = (before, d, k) => {
		if (d === 0)
			return 0;
		const at = k + d - 1;
		return k === -d || (k !== d && before[at - 1] < before[at + 1]) ? before[at + 1] : before[at - 1] + 1;
	};
	const isSure = (kinds, from, to) => {
		if (to - from < sureWords || to - from >= sure)
			return to - from >= sure;
		let blanks = 0;
		for (let i = from; i < to; i++)
			blanks += kinds[i] === blank;
		return blanks >= sureBlanks;
	};
	/* From x0 and y0 to the ends, or to something sure, in at most `most` edits: marks what is the same on
	 * the way; returns where it led to and what it took, or nothing. */
	const way = (a, b, x0, y0, n, m, most) => {
		const rows = [];
		let x, k;
		const step = d => {
			const row = rows[d] = new Int32Array(2 * d + 1);
			for (k = -d; k <= d; k += 2) {
				const start = x = starts(rows[d - 1], d, k);
				while (x < n && x - k < m && a.keys[x0 + x] === b.keys[y0 + x - k])
					x++;
				row[k + d] = x;
				if (isSure(a.kinds, x0 + start, x0 + x) || (k === n - m && x >= n))
					return true;
			}
			return false;
		};
		let edits = 0;
		while (!step(edits))
			if (++edits > most)
				return null;
		const end = { x, y: x - k, edits };
		for (let d = edits; ; d--) {
			const before = rows[d - 1], start = starts(before, d, k);
			for (; x > start; x--)
				a.same[x0 + x - 1] = b.same[y0 + x - 1 - k] = true;
			if (d === 0)
				return end;
			/* The edit itself: an insertion came from diagonal k + 1, a deletion from k - 1. */
			if (k === -d || (k !== d && before[k + d - 2] < before[k + d])) {
				k++;
			} else {
				k--;
				x = start - 1;
			}
		}
	};
	const compare = (a, b) => {
		let x = 0, y = 0, n = a.keys.length, m = b.keys.length, left = mostEdits;
		for (; x < n && x < m && a.keys[x] === b.keys[x]; x++)
			a.same[x] = b.same[x] = true;
		y = x;
		for (; n > x && m > y && a.keys[n - 1] === b.keys[m - 1]; n--, m--)
			a.same[n - 1] = b.same[m - 1] = true;
		while (x < n && y < m) {
			const found = way(a, b, x, y, n - x, m - y, left);
			if (!found)
				break;
			x += found.x;
			y += found.y;
			left -= found.edits;
		}
	};

	/* Tokens in a row that are alike. Blanks and signs that are alone between differences would only make confetti. */
	const eachRun = (side, take) => {
		for (let i = 0, end; i < side.cut.length; i = end) {
			for (end = i; end < side.cut.length && side.same[end] === side.same[i]; end++)
				;
			take(i, end);
		}
	};
	const parts = side => {
		const runs = [];
		eachRun(side, (from, to) => {
			const inside = from > 0 && to < side.cut.length;
			if (side.same[from] && inside && to - from < 4 && side.kinds.slice(from, to).every(kind => kind !== word))
				side.same.fill(false, from, to);
		});
		eachRun(side, (from, to) => runs.push([side.cut.slice(from, to).join(''), side.same[from]]));
		return runs;
	};

	return (first, second) => {
		const a = side(first), b = side(second);
		if (!a || !b)
			return [[[first, true]], [[second, true]]];
		compare(a, b);
		return [parts(a), parts(b)];
	};
})();
