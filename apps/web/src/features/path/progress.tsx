/** How much of something is done, as a bar. The figures stand beside it in words. */

export function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <span className="path-meter" aria-hidden="true">
      <i style={{ width: `${(100 * done) / total}%` }} />
    </span>
  );
}
