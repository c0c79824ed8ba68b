/** Stands where tests of the project `pure` would import what starts a process. */
throw new Error(
  'A test that starts a server, the plugin, the preview or a browser belongs to another project: name its file in jest.config.mjs.'
);

export {};
