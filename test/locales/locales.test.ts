/** The translations have what the editors show, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PLUGIN_ID } from '../../src/domain/pluginId';
import { RESULTS } from '../../src/domain/results';
import { TIMINGS } from '../../src/domain/timings';
import { textsOfDomain, textsOfEditors } from './usedTexts';

const PROJECT = path.resolve(__dirname, '../..');
const LOCALES = path.join(PROJECT, 'src/locales');

type Texts = Readonly<Record<string, string>>;
const textsOf = (language: string) => JSON.parse(readFileSync(path.join(LOCALES, language, `${PLUGIN_ID}.json`), 'utf8')) as Texts;

const { languages } = JSON.parse(readFileSync(path.join(PROJECT, 'plugin.json'), 'utf8')) as { languages: string[] };
const used = [...new Set([...textsOfEditors(), ...textsOfDomain()])];
const translations = languages.filter((language) => language !== 'en-US');

test('Grafana is told of every language that there is, of English too', () => {
  expect(languages).toContain('en-US');
  expect(readdirSync(LOCALES).sort()).toEqual([...languages].sort());
});

test('there are texts to translate', () => {
  expect(used.length).toBeGreaterThan(500);
  expect(used).toEqual(expect.arrayContaining(['Query kind', 'Settle time', 'The called side is occupied.', '{{measure}} by result']));
});

test.each(languages)('%s has every text that is used, and no other, in the order of the alphabet', (language) => {
  expect(Object.keys(textsOf(language))).toEqual([...used].sort());
});

test('English says what the source says', () => {
  expect(Object.entries(textsOf('en-US')).filter(([key, text]) => key !== text)).toEqual([]);
});

test.each(translations)('%s names the same values as English, and leaves no text empty', (language) => {
  const wrong = Object.entries(textsOf(language)).filter(([key, text]) => text === '' || String(valuesIn(key)) !== String(valuesIn(text)));
  expect(wrong).toEqual([]);
});

const valuesIn = (text: string): string[] => (text.match(/\{\{\w+\}\}|\$\{\w+\}/g) ?? []).sort();

test('results and timings are data: no text is one of them alone, so that none is translated', () => {
  const texts = new Set(used);
  expect(RESULTS.filter((result) => texts.has(result))).toEqual([]);
  // The word for a duration is one and the same; the option that is stored is not looked up.
  expect(TIMINGS.filter((timing) => texts.has(timing))).toEqual(['duration']);
});

test('German addresses nobody', () => {
  const addressing = Object.values(textsOf('de-DE')).filter((text) => /\b(Sie|Ihr|Ihre[mnrs]?)\b/.test(text));
  expect(addressing).toEqual([]);
});
