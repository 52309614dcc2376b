import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setWeb } from '../src/routes/web.ts';

let folder: string;
let app: FastifyInstance;
const greeted: string[] = [];
const SCRIPT = 'export const a = 1;\n'.repeat(10);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lockstep-web-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html>');
  await writeFile(path.join(folder, 'assets/a-1.js'), SCRIPT);
  await writeFile(path.join(folder, 'assets/a-1.js.br'), brotliCompressSync(SCRIPT));
  const pages = [
    { path: '/', preload: [] },
    {
      path: '/exercises/:slug',
      preload: [
        { href: '/assets/a-1.js', as: 'script' },
        { href: '/assets/a-1.css', as: 'style' },
        { href: '/api/exercises/:slug/draft', as: 'fetch' },
      ],
    },
  ];
  await writeFile(path.join(folder, 'pages.json'), JSON.stringify(pages));
  app = Fastify();
  const nobody = async (): Promise<never> => Promise.reject(new Error('a page asks for no visitor'));
  const greet = ({ url }: { readonly url: string }): string => String(greeted.push(url));
  await setWeb(app, folder, { greet, find: nobody, ensure: nobody, adopt: nobody });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

it('a page is the document, asked for again each time, and greets its visitor', async () => {
  const response = await app.inject('/');
  expect([response.statusCode, response.body]).toEqual([200, '<!doctype html>']);
  expect(response.headers['cache-control']).toBe('no-cache');
  expect(response.headers.link).toBeUndefined();
  expect(greeted).toEqual(['/']);
});

it('a page says what it needs first, with the data of its own address', async () => {
  const response = await app.inject('/exercises/locked-counter');
  expect(String(response.headers.link).split(', ')).toEqual([
    '</assets/a-1.js>; rel=modulepreload',
    '</assets/a-1.css>; rel=preload; as=style; crossorigin',
    '</api/exercises/locked-counter/draft>; rel=preload; as=fetch; crossorigin',
  ]);
});

it('an address cannot put a link of its own into the header', async () => {
  const response = await app.inject(`/exercises/${encodeURIComponent('a>; rel=x, <b')}`);
  expect(response.headers.link).toContain('</api/exercises/a%3E%3B%20rel%3Dx%2C%20%3Cb/draft>');
});

it('a file goes out as the build compressed it, for those who take it, and never changes', async () => {
  const url = '/assets/a-1.js';
  const compressed = await app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
  expect(compressed.headers['content-encoding']).toBe('br');
  expect(compressed.headers['content-type']).toMatch(/javascript/);
  expect(compressed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(compressed.headers.vary).toBe('accept-encoding');
  const plain = await app.inject({ url });
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, SCRIPT]);
});
