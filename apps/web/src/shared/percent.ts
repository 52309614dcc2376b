/** A share from 0 to 1 in whole percent: `67 %`. Pure. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
