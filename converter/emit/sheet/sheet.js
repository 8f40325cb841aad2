/* The upload sheet at work: copying, states, progress, marks of what changed. All values
 * and words are there without it; nothing here asks a network or writes HTML. changes.js
 * stands before it. SPDX-License-Identifier: MIT */
document.documentElement.classList.add('js');
document.addEventListener('DOMContentLoaded', () => {
	'use strict';
	const root = document.documentElement;
	const all = (selector, from) => [...(from || document).querySelectorAll(selector)];
	const by = id => document.getElementById(id);
	const name = 'pinport-sheet:' + document.body.dataset.key;
	const clicked = (id, work) => by(id).addEventListener('click', work);
	const said = by('said');

	/* ---- words: both languages stand in the page, English in <i>, Korean in <u>; the style shows one ---- */

	const language = () => (by('ui-ko').checked ? 'ko' : 'en');
	const words = (key, ...args) => {
		const text = document.querySelector(`#words [data-word="${key}"] ${language() === 'ko' ? 'u' : 'i'}`).textContent;
		return text.replace(/\{(\d)(?::([^|}]*)\|([^}]*))?\}/g,
			(all, n, one, more) => one === undefined ? args[n] : String(args[n]) === '1' ? one : more);
	};
	/* What is seen of an element: not the words of the other language. */
	const shown = element => {
		const copy = element.cloneNode(true);
		for (const other of all(language() === 'ko' ? 'i' : 'u', copy))
			other.remove();
		return copy.textContent.replace(/\s+/g, ' ').trim();
	};
	/* The same words twice in a row are announced again, too. */
	const say = text => {
		said.textContent = said.textContent === text ? text + '\u00a0' : text;
		said.classList.add('on');
		clearTimeout(say.timer);
		say.timer = setTimeout(() => said.classList.remove('on'), 4000);
	};

	/* ---- what is the same for several countries stands in the page once ---- */

	for (const place of all('[data-same]'))
		place.replaceChildren(...by(place.querySelector('a').hash.slice(1)).querySelector('.compare').cloneNode(true).childNodes);

	/* ---- state: {v, key, ui, country, marks: {id: 'copied' | 'done'}}; country '': all of them ---- */

	const profiles = all('section.profile');
	const fresh = () => ({
		v: 1,
		key: document.body.dataset.key,
		ui: '',
		country: profiles.length > 1 ? profiles[0].dataset.country : '',
		marks: {},
	});
	const storage = (() => {
		try {
			localStorage.setItem(name + ':try', '1');
			localStorage.removeItem(name + ':try');
			return localStorage;
		} catch (e) {
			return null;
		}
	})();
	/* Only what a sheet writes is taken: text from elsewhere cannot put in anything else. */
	const checked = value => {
		const state = fresh();
		if (value === null || typeof value !== 'object' || value.v !== 1 || typeof value.key !== 'string' ||
		    value.marks === null || typeof value.marks !== 'object')
			return null;
		state.key = value.key;
		state.ui = value.ui === 'ko' || value.ui === 'en' ? value.ui : '';
		state.country = typeof value.country === 'string' ? value.country : '';
		for (const [id, mark] of Object.entries(value.marks))
			if (mark === 'copied' || mark === 'done')
				state.marks[id] = mark;
		return state;
	};
	const parse = text => {
		try {
			return checked(JSON.parse(text));
		} catch (e) {
			return null;
		}
	};
	let state = (storage && parse(storage.getItem(name))) || fresh();
	const save = () => {
		try {
			storage.setItem(name, JSON.stringify(state));
		} catch (e) {
			by('no-storage').hidden = false;
		}
	};

	/* ---- what is counted: ticks of fields, steps, decisions ---- */

	const ticks = all('li label > input');
	const owner = tick => tick.closest('li');
	const count = (boxes, bar) => {
		const done = boxes.filter(box => box.checked).length;
		if (bar) {
			bar.max = boxes.length || 1;
			bar.value = done;
		}
		return [done, boxes.length];
	};
	const showCounts = () => {
		for (const [kind, list] of [['decision', '.decisions'], ['step', '.steps-list'], ['field', '.fields']])
			for (const place of all(`[data-count="${kind}"]`)) {
				const bar = document.querySelector(`[data-bar="${kind}"]`);
				place.textContent = words('n-of-m', ...count(all(`${list} label > input`), bar));
			}
		for (const profile of profiles) {
			const [done, of] = count(all('li.field label > input', profile));
			for (const place of all(`a[data-country="${profile.dataset.country}"] .num`))
				place.textContent = `${done}/${of}`;
		}
	};

	/* ---- fields ---- */

	const fields = all('li.field');
	const states = by('states').content;
	const showState = field => {
		const mark = state.marks[field.id] || 'todo';
		field.dataset.state = mark;
		const place = field.querySelector('.state');
		place.replaceChildren(...states.querySelector(`[data-state="${mark}"]`).cloneNode(true).childNodes);
	};
	const setMark = (id, mark) => {
		if (mark)
			state.marks[id] = mark;
		else
			delete state.marks[id];
		save();
	};
	for (const field of fields) {
		const act = document.createElement('p');
		const buttons = by('actions').content.cloneNode(true);
		const box = field.querySelector('input');
		all('button', buttons).forEach((button, i) => {
			button.id = `${field.id}-c${i}`;
			button.setAttribute('aria-labelledby', `${button.id} ${field.id}-l`);
		});
		act.className = 'act';
		box.parentNode.replaceWith(act);
		act.append(buttons, box.parentNode);
		const mark = document.createElement('span');
		mark.className = 'state';
		const label = field.querySelector('p');
		label.id = `${field.id}-l`;
		label.after(mark);
		box.setAttribute('aria-describedby', `${field.id}-l`);
	}

	/* ---- copying: exactly the text, or say how to ---- */

	const selectText = element => {
		const range = document.createRange();
		range.selectNodeContents(element);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
	};
	/* The old way, where the new one is missing or denied. */
	const copyByCommand = (element, text) => {
		let copied = false;
		const put = event => {
			event.clipboardData.setData('text/plain', text);
			event.preventDefault();
			copied = true;
		};
		selectText(element);
		document.addEventListener('copy', put, { once: true });
		try {
			copied = document.execCommand('copy') && copied;
		} catch (e) {
			copied = false;
		}
		document.removeEventListener('copy', put);
		if (copied)
			getSelection().removeAllRanges();
		return copied;
	};
	const copy = async (element, text) => {
		try {
			await navigator.clipboard.writeText(text);
			return true;
		} catch (e) {
			return copyByCommand(element, text);
		}
	};
	const visible = field => field.getClientRects().length > 0;
	/* Where to go on: the first field, or step before and after the form, that is still to do. */
	const stops = all('.steps .steps-list > li, li.field');
	const isOpen = stop => stop.classList.contains('field')
		? stop.dataset.state === 'todo' && visible(stop) : !stop.querySelector('input').checked;
	const showNext = () => {
		const next = stops.find(isOpen);
		const field = next && next.classList.contains('field') ? next : fields.find(isOpen);
		for (const one of fields)
			one.classList.toggle('current', one === field);
		by('resume').hidden = !next;
		if (next)
			by('resume-name').textContent = shown(next.querySelector('p, label'));
	};
	const goTo = stop => {
		const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
		stop.querySelector('.copy.next, input').focus({ preventScroll: true });
		stop.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
	};
	const copyField = async (field, next) => {
		const value = field.querySelector('bdi');
		const text = value.textContent;
		if (!await copy(value, text)) {
			say(words('said-selected'));
			return;
		}
		if (state.marks[field.id] !== 'done')
			setMark(field.id, 'copied');
		showState(field);
		showNext();
		const message = words('said-copied', shown(field.querySelector('p')), text.length);
		const later = fields.slice(fields.indexOf(field) + 1).find(visible);
		say(next && !later ? `${message}. ${words('said-end')}` : message);
		if (next && later)
			goTo(later);
	};
	clicked('resume', () => goTo(stops.find(isOpen)));
	document.addEventListener('click', event => {
		const button = event.target.closest && event.target.closest('button.copy');
		if (button)
			copyField(button.closest('li.field'), button.classList.contains('next'));
	});
	document.addEventListener('change', event => {
		const box = event.target;
		if (box.name === 'ui') {
			state.ui = box.value;
			save();
			showLanguage();
		} else if (ticks.includes(box)) {
			setMark(owner(box).id, box.checked ? 'done' : '');
			const field = box.closest('li.field');
			if (field)
				showState(field);
			showNext();
			showCounts();
		}
	});

	/* ---- countries ---- */

	const links = all('a.to-country');
	const showCountry = code => {
		const one = profiles.some(p => p.dataset.country === code) ? code : '';
		state.country = one;
		for (const profile of profiles)
			profile.classList.toggle('away', one !== '' && profile.dataset.country !== one);
		for (const link of links)
			if (one !== '' && link.dataset.country === one)
				link.setAttribute('aria-current', 'true');
			else
				link.removeAttribute('aria-current');
		if (by('all-countries'))
			by('all-countries').setAttribute('aria-pressed', String(one === ''));
		showNext();
	};
	for (const link of links)
		link.addEventListener('click', () => {
			if (profiles.length > 1)
				showCountry(link.dataset.country);
			save();
		});
	if (by('all-countries'))
		clicked('all-countries', () => {
			showCountry('');
			save();
		});
	/* A link to a field of a profile that is put away shows it first. */
	const showTarget = () => {
		const target = location.hash && by(decodeURIComponent(location.hash.slice(1)));
		const profile = target && target.closest('section.profile.away');
		if (profile) {
			showCountry(profile.dataset.country);
			target.scrollIntoView();
		}
	};
	addEventListener('hashchange', showTarget);

	/* ---- language ---- */

	const showLanguage = () => {
		const ui = language();
		let names = null;
		root.lang = ui;
		try {
			names = new Intl.DisplayNames([ui], { type: 'region' });
		} catch (e) {
			/* the code alone will do */
		}
		for (const place of all('.country-name'))
			place.textContent = names ? names.of(place.closest('[data-country]').dataset.country) : '';
		showCounts();
		showNext();
	};

	/* ---- progress as text ---- */

	const box = by('progress-text');
	const showAll = () => {
		for (const tick of ticks)
			tick.checked = state.marks[owner(tick).id] === 'done';
		fields.forEach(showState);
		showCountry(state.country);
		if (state.ui)
			by('ui-' + state.ui).checked = true;
		showLanguage();
	};
	clicked('progress-show', async () => {
		box.value = JSON.stringify(state);
		box.select();
		await copy(box, box.value);
		box.focus();
		say(words('said-shown'));
	});
	clicked('progress-take', () => {
		const taken = parse(box.value);
		if (!taken || taken.key !== state.key) {
			say(words(taken ? 'said-other' : 'said-wrong'));
			return;
		}
		state = taken;
		save();
		showAll();
		say(words('said-taken'));
	});
	const ask = on => {
		by('progress-ask').hidden = !on;
		by(on ? 'progress-sure' : 'progress-reset').focus();
	};
	clicked('progress-reset', () => ask(true));
	clicked('progress-cancel', () => ask(false));
	clicked('progress-sure', () => {
		const kept = state;
		state = fresh();
		state.ui = kept.ui;
		state.country = kept.country;
		save();
		showAll();
		ask(false);
		say(words('said-reset'));
	});

	/* ---- what changed is marked, in long texts when somebody looks ---- */

	/* The first nodes that together have so many characters; a text node is cut for it. */
	const take = (nodes, size) => {
		const taken = [];
		while (size > 0 && nodes.length > 0) {
			const node = nodes.shift();
			if (node.nodeType === Node.TEXT_NODE && node.length > size)
				nodes.unshift(node.splitText(size));
			size -= node.textContent.length;
			taken.push(node);
		}
		return taken;
	};
	const mark = (element, parts, tag) => {
		const nodes = [...element.childNodes];
		for (const [text, same] of parts) {
			const taken = take(nodes, text.length);
			if (same || taken.length === 0)
				continue;
			const change = document.createElement(tag);
			taken[0].before(change);
			change.append(...taken);
		}
	};
	/* Countries have much alike. */
	const known = new Map();
	const compared = (old, now) => {
		const key = JSON.stringify([old, now]);
		if (!known.has(key))
			known.set(key, changes(old, now));
		return known.get(key);
	};
	const valueOf = element => element.closest('li.field').querySelector('bdi');
	const markOld = element => mark(element, compared(element.textContent, valueOf(element).textContent)[0], 'del');
	const showChanges = details => {
		const [source, result, full] = all('bdi', details);
		if (!result || details.dataset.marked)
			return;
		details.dataset.marked = 'yes';
		const value = valueOf(details), [old, now] = compared(source.textContent, value.textContent);
		result.append(...value.cloneNode(true).childNodes);
		mark(source, old, 'del');
		mark(result, now, 'ins');
		if (full)
			markOld(full);
	};

	/* ---- paper: everything that is folded away is printed, too ---- */

	let opened = [];
	addEventListener('beforeprint', () => {
		opened = all('details:not([open])');
		opened.forEach(d => { d.open = true; });
		all('.compare').forEach(showChanges);
	});
	addEventListener('afterprint', () => {
		opened.forEach(d => { d.open = false; });
		opened = [];
	});

	if (!storage)
		by('no-storage').hidden = false;
	showAll();
	showTarget();
	/* Browsers put back ticks of their own after a reload or a step back. */
	addEventListener('pageshow', showAll);
	/* Last: all else works without it. */
	all('.was > bdi').forEach(markOld);
	all('.compare[open]').forEach(showChanges);
	document.addEventListener('toggle', event => {
		if (event.target.matches('.compare[open]'))
			showChanges(event.target);
	}, true);
});
