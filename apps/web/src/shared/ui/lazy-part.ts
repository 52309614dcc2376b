/** A part of a page that is loaded when it is first shown. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/**
 * As React's `lazy`, but where the part cannot be loaded `missing` stands in its place (by default nothing) and the page
 * goes on; a reload tries again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
  missing: ComponentType = Nothing,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() => load().catch(() => ({ default: missing as ComponentType<Props> })));
}

function Nothing(): null {
  return null;
}
