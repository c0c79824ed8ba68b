import { config } from 'zod';

/** The page's policy forbids code made from text, and the validator need not try. Must run before any schema is made. */
config({ jitless: true });
