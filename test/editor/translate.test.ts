import { initPluginTranslations } from '@grafana/i18n';
import i18next from 'i18next';
import { PLUGIN_ID } from '../../src/domain/pluginId';
import { described, message, numberText, t, translated } from '../../src/editor/locale/translate';
import GERMAN from '../../src/locales/de-DE/callmeter-callresult-datasource.json';

beforeAll(() => initPluginTranslations(PLUGIN_ID));
afterEach(() => i18next.changeLanguage('en-US'));

/** As Grafana does it before it loads the plugin. */
async function speakGerman(): Promise<void> {
  i18next.addResourceBundle('de-DE', PLUGIN_ID, GERMAN, true, false);
  await i18next.changeLanguage('de-DE');
}

test('without a translation a text is what the source says, points, colons and marks of values included', () => {
  expect(t('Rules: a.b, c. {{name}} is <b>bold</b> & "so".', { name: '<i>' })).toBe('Rules: a.b, c. <i> is <b>bold</b> & "so".');
  expect(numberText(1_234.5)).toBe('1,234.5');
});

test('in German, texts, choices and numbers are German', async () => {
  await speakGerman();
  expect(t('Query kind')).toBe('Abfrageart');
  expect(t('"{{word}}" is mapped twice; change the other entry.', { word: 'A & B' })).toBe(
    '„A & B“ ist doppelt zugeordnet; den anderen Eintrag ändern.'
  );
  expect(numberText(1_234.5)).toBe('1.234,5');
  const choices = [{ value: 'share', label: message('Share'), description: message('Calendar day') }];
  expect(translated(choices)).toEqual([{ value: 'share', label: 'Anteil', description: 'Kalendertag' }]);
  expect(described(choices)).toEqual([{ value: 'share', label: 'Share', description: 'Kalendertag' }]);
});
