/** `AL` for Ada Lovelace: the first letters of the first and the last name, whatever the script. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  const letters = ends.map((word) => /\p{L}|\p{N}/u.exec(word ?? '')?.[0] ?? '').join('');
  return (letters || ([...name.trim()][0] ?? '')).toUpperCase();
}
