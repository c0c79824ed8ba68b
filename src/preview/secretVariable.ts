/** The environment variable with a secret of the data source: `password` is in CALL_RESULT_PASSWORD. */
export function secretVariable(secret: string): string {
  return `CALL_RESULT_${secret.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;
}
