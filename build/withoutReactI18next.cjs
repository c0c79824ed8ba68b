/**
 * Put in place of react-i18next in module.js: the editors take texts from `t` and draw no `<Trans>`, and Grafana has set up its own copy.
 */
const nothing = () => undefined;
module.exports = {
  __esModule: true,
  Trans: nothing,
  initReactI18next: { type: '3rdParty', init: nothing },
  getI18n: () => ({ options: { react: {} } }),
  setDefaults: nothing,
  setI18n: nothing,
};
