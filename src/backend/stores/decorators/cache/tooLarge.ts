/** The answer would be too large to be summed here: the store had better be asked for all of it. */
export class TooLarge extends Error {}
