import { expect, it } from 'vitest';
import { PAGES } from '../../bundle/pages.ts';
import { createAppRouter } from '../../src/app/router.tsx';

it('every page of the router is told to the server, and no other', () => {
  const addresses = Object.keys(createAppRouter({ beginExercise: () => undefined }).routesByPath).map((path) =>
    path.replaceAll('$', ':'),
  );
  expect(PAGES.map(({ path }) => path).sort()).toEqual(addresses.sort());
});
