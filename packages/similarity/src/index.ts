export { type Alike, compare, FEWEST_FINGERPRINTS, fingerprintsOf, type Lines, ownFingerprints } from './compare.ts';
export { GUARANTEED_TOKENS, K_GRAM_TOKENS, WINDOW_HASHES } from './fingerprints.ts';
export { MOST_CHARACTERS, MOST_FINGERPRINTS, type Program, programOf } from './program.ts';
