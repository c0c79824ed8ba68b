/**
 * Put in place of the validator's writer of JSON schemas in module.js, which never writes any. Schemas refer to its functions in methods
 * that nobody calls; whichever they name does nothing.
 */
const nothing = () => undefined;
module.exports = new Proxy({}, { get: (_functions, name) => name === '__esModule' || nothing });
