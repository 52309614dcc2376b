/**
 * Reads the files of one package from a folder: bounded, UTF-8, regular files only. A symbolic link counts as what it points to, and
 * is refused when that lies outside the package: a package may come from someone else, and its files are shown to candidates.
 */
import { constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Problems } from './problems.ts';

/** In one folder of a package. */
export const MOST_ENTRIES = 500;

export interface PackageFiles {
  /** The text of a file, or null when it is absent or was reported. `required` reports its absence. */
  read(file: string, maxBytes: number, required: boolean): Promise<string | null>;
  /** Names in a folder of the package in order, without hidden ones and __pycache__; empty when it is absent. */
  list(folder: string): Promise<string[]>;
}

/** Throws when `folder` does not exist. What is wrong with single files goes to `problems`. */
export async function openPackageFiles(folder: string, problems: Problems): Promise<PackageFiles> {
  const root = await realpath(folder);

  /** Absolute path without links, or null when there is no such file or it lies outside. */
  const resolve = async (file: string): Promise<string | null> => {
    const real = await realpath(path.join(root, file)).catch(ignoreAbsence);
    if (real === null) return null;
    if (real !== root && !real.startsWith(root + path.sep)) {
      problems.add(file, '', 'a link that leads out of the exercise; copy the file instead');
      return null;
    }
    return real;
  };

  return {
    async read(file, maxBytes, required) {
      const before = problems.errors.length;
      const real = await resolve(file);
      if (real === null) {
        if (required && problems.errors.length === before) problems.add(file, '', 'the file is missing');
        return null;
      }
      try {
        const bytes = await readBounded(real, maxBytes);
        if (typeof bytes !== 'string') return decode(bytes);
        problems.add(file, '', bytes);
      } catch (error) {
        problems.add(file, '', error instanceof TypeError ? 'not UTF-8 text' : `cannot be read (${codeOf(error)})`);
      }
      return null;
    },
    async list(folderInside) {
      const real = await resolve(folderInside);
      if (real === null) return [];
      let names: string[];
      try {
        names = await readdir(real);
      } catch (error) {
        problems.add(
          folderInside,
          '',
          codeOf(error) === 'ENOTDIR' ? 'has to be a folder' : `cannot be read (${codeOf(error)})`,
        );
        return [];
      }
      if (names.length > MOST_ENTRIES) {
        problems.add(folderInside, '', `more than ${MOST_ENTRIES} entries`);
        return [];
      }
      return names.filter(isOfPackage).sort();
    },
  };
}

/** Hidden files and what Python leaves behind are no part of a package. */
export function isOfPackage(name: string): boolean {
  return !name.startsWith('.') && name !== '__pycache__';
}

/** The bytes, or why they are refused. */
async function readBounded(file: string, maxBytes: number): Promise<Buffer | string> {
  // Not blocking: a named pipe would wait for a writer for ever.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return 'has to be a plain file';
    if (stat.size > maxBytes) return `has ${stat.size} bytes; at most ${maxBytes} are allowed`;
    return await readAtMost(handle, maxBytes);
  } finally {
    await handle.close();
  }
}

/** A file that grows meanwhile is cut off at its bound. */
async function readAtMost(handle: FileHandle, maxBytes: number): Promise<Buffer | string> {
  const buffer = Buffer.alloc(maxBytes + 1);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, bytes, buffer.length - bytes);
    if (bytesRead === 0) break;
    bytes += bytesRead;
    if (bytes > maxBytes) return `has more than ${maxBytes} bytes`;
  }
  return buffer.subarray(0, bytes);
}

function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function ignoreAbsence(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  if (error.code === 'ELOOP') return null;
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
