// Makes the exports that are too big or too binary to be stored, and the bundles of all of them.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { here } from './lib.mjs';


const chunk = (type, data) => {
	const body = Buffer.concat([Buffer.from(type), data]);
	const size = Buffer.alloc(4), sum = Buffer.alloc(4);
	size.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc(body));
	return Buffer.concat([size, body, sum]);
};
// PNG's own; zlib's is not in Debian 12's node.
function crc(data) {
	let c = ~0;
	for (const byte of data) {
		c ^= byte;
		for (let i = 0; i < 8; i++)
			c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
	}
	return ~c >>> 0;
}

// A picture of its own: rings in one colour on a clear ground.
export function picture(width, height) {
	const rows = [];
	for (let y = 0; y < height; y++) {
		const row = Buffer.alloc(1 + width * 4);
		for (let x = 0; x < width; x++) {
			const far = Math.hypot(x - height / 2, y - height / 2) / (height / 2);
			const in_ring = far < 0.95 && (far < 0.35 || far > 0.6);
			const in_bar = x > height * 1.15 && Math.abs(y - height / 2) < height / 6;
			if (in_ring || in_bar)
				row.set([0x0b, 0x7f, 0xab, 255], 1 + x * 4);
		}
		rows.push(row);
	}
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, 6, 0, 0, 0], 8);
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head),
		chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

// 500 fields and more: 17 locations with all that they can have, 17 solutions at each.
function many() {
	const places = [], listings = [];
	for (let i = 1; i <= 17; i++) {
		places.push(`<Location id="l${i}"><Name>Office ${i}</Name><Address><Line1>Street ${i}</Line1><Line2>Floor ${i}</Line2>` +
			`<City>City ${i}</City><StateOrProvince>State ${i}</StateOrProvince><PostalCode>0${1000 + i}</PostalCode>` +
			`<Country>US</Country></Address><Contact><FirstName>First ${i}</FirstName><LastName>Last ${i}</LastName>` +
			`<Email>mail${i}@contoso.example</Email><Phone>+1 206 555 0${100 + i}</Phone></Contact></Location>`);
		listings.push(`<Application id="${7000 + i}" status="Published" lastModified="2017-01-10T09:00:00Z"><Localizations>` +
			`<Localization language="en-US" countries="US"><Name>Solution ${i}</Name><ShortDescription>Short ${i}</ShortDescription>` +
			`<LongDescription format="html">&lt;p&gt;Long &lt;b&gt;${i}&lt;/b&gt;&lt;/p&gt;</LongDescription></Localization></Localizations></Application>`);
	}
	return `<?xml version="1.0"?><PinpointExport xmlns="urn:pinport:pinpoint-export:1" version="1.0" exportedAt="2017-03-06T10:00:00Z">
<Account id="5601"><LegalName>Contoso Many</LegalName><Company status="Published" lastModified="2017-02-28T12:00:00Z">
<Website>https://www.contoso.example/</Website><Overviews><Overview language="en-US" countries="US"><Text>Many of all.</Text></Overview></Overviews>
</Company><Locations>${places.join('')}</Locations><Applications>${listings.join('')}</Applications></Account></PinpointExport>`;
}

export const editions = ['2016-11', '2017-01', '2017-03', '2017-06', '2017-07', '2017-09', '2017-11', '2018-08', '2019-03', '2021-04'];

// { 'korean 2017-03': '/…/4711', … }: where each bundle is.
export function makeBundles(pinport, work) {
	const input = join(work, 'exports'), made = {};
	cpSync(join(here, 'exports'), input, { recursive: true });
	mkdirSync(join(input, 'logos'));
	mkdirSync(join(input, 'shots'));
	writeFileSync(join(input, 'logos/contoso.png'), picture(240, 80));
	writeFileSync(join(input, 'shots/stock.png'), picture(320, 200));
	writeFileSync(join(input, 'many.xml'), many());
	const convert = (name, edition, ...more) => {
		const to = join(work, `${name}-${edition}${more.join('')}`);
		try {
			execFileSync(pinport, ['convert', '-q', join(input, `${name}.xml`), '-o', to, '-f', 'json', '--edition', edition, ...more], { stdio: 'pipe' });
		} catch (error) {
			if (error.status !== 1)   // 1: something is left to decide
				throw error;
		}
		const account = readdirSync(to).find(entry => /^\d+$/.test(entry));
		made[[name, edition, ...more].join(' ')] = join(to, account);
	};
	for (const edition of editions)
		convert('korean', edition);
	for (const name of ['japanese', 'thai', 'arabic', 'hebrew', 'hard', 'many'])
		convert(name, '2017-03');
	for (const name of ['arabic', 'hard'])
		convert(name, 'latest');
	convert('hard', '2017-09');
	convert('korean', '2017-03', '--lang', 'ko');
	// Several accounts side by side: they get an index.
	const several = join(work, 'several');
	for (const name of ['japanese', 'arabic'])
		execFileSync(pinport, ['convert', '-q', join(input, `${name}.xml`), '-o', several, '--edition', 'latest'], { stdio: 'pipe' });
	made.several = several;
	return made;
}

export const profileOf = (bundle, country) =>
	JSON.parse(readFileSync(join(bundle, `profiles/${country}/marketing-profile.json`), 'utf8'));
