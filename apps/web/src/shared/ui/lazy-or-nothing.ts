/** A component of a page's edge, loaded when it is first shown. Without a server there is none: the page goes on without it. */
import { type ComponentType, lazy } from 'react';

export function lazyOrNothing(load: () => Promise<ComponentType>) {
  return lazy(() => load().then(asDefault, () => asDefault(() => null)));
}

function asDefault(component: ComponentType): { readonly default: ComponentType } {
  return { default: component };
}
