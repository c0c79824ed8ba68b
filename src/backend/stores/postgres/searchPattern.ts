/**
 * A pattern of PostgreSQL that finds text whatever its case, in every language: the server's own small letters depend on
 * how its database was set up.
 */
export function searchPattern(text: string): string {
  return [...text].map(anyCase).join('');
}

function anyCase(character: string): string {
  const cases = [...new Set([character, character.toLowerCase(), character.toUpperCase()])].filter((other) => [...other].length === 1);
  if (cases.length > 1) {
    return `[${cases.join('')}]`;
  }
  return /[!-/:-@[-`{-~]/.test(character) ? `\\${character}` : character;
}
