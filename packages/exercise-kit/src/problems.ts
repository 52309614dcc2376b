/** What is wrong with a package: collected, so that an author sees all of it at once. */
import type { z } from 'zod';

export interface PackageError {
  /** Relative to the exercise's folder, with forward slashes. */
  readonly file: string;
  /** Place inside a YAML file (`limits.wall_ms`); empty for the whole file. */
  readonly key: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

const MOST_ERRORS = 100;

export class Problems {
  readonly #errors: PackageError[] = [];

  get errors(): readonly PackageError[] {
    return this.#errors;
  }

  get none(): boolean {
    return this.#errors.length === 0;
  }

  add(file: string, key: string, message: string): void {
    if (this.#errors.length < MOST_ERRORS) this.#errors.push({ file, key, message });
  }

  addIssues(file: string, error: z.ZodError): void {
    for (const issue of error.issues) {
      const place = issue.path.map(String);
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) this.add(file, [...place, key].join('.'), 'unknown key; see exercises/README.md');
      } else this.add(file, place.join('.'), issue.message);
    }
  }
}
