// `npm install` and `npm run prepare` set the hook up. Without git, in CI and without the packages for tests there is nothing to do.
if (process.env.CI !== 'true') {
  try {
    const { default: husky } = await import('husky');
    process.stdout.write(husky());
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') {
      throw error;
    }
  }
}
