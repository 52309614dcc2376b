/**
 * The row under the bar of every page while this browser sits an interview. It is there from the first paint on, so that
 * nothing moves; what stands in it is loaded after that.
 */
import { Suspense, useEffect, useState } from 'react';
import { useSittingSign } from '../shared/sitting/sitting-sign.ts';
import { lazyOrNothing } from '../shared/ui/lazy-or-nothing.ts';
import './sitting-place.css';

const Strip = lazyOrNothing(async () => (await import('../features/sitting/sitting-strip.tsx')).SittingStrip);

export function SittingPlace() {
  return useSittingSign() ? <Place /> : null;
}

function Place() {
  const [painted, setPainted] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPainted(true));
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="strip-place">
      {painted ? (
        <Suspense>
          <Strip />
        </Suspense>
      ) : null}
    </div>
  );
}
