/** Counts a wait down by the clock, so that a tab that slept is not behind. */
import { useEffect, useState } from 'react';

/** Seconds until the wait is over, from when it was first given; 0: there is none. */
export function useSecondsLeft(wait: { readonly waitSeconds: number | null } | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = wait?.waitSeconds ?? 0;
    setLeft(seconds);
    if (seconds === 0) return;
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [wait]);
  return left;
}
