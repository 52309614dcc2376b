import { expect, it } from 'vitest';
import { deleteOld } from '../src/retention.ts';

it('goes by the rules that are in force, and says what was deleted', async () => {
  const asked: string[] = [];
  const erasure = {
    eraseVisitorsUnseenFor: async (days: number) => asked.push(`visitors ${days}`),
    eraseSittingsOverFor: async (days: number) => (asked.push(`sittings ${days}`) > 0 ? null : 0),
    eraseAccount: async () => ({ kind: 'unknown' }) as const,
    eraseSitting: async () => 'unknown' as const,
  };
  const deliveries = { forget: async () => 2 };
  expect(await deleteOld({ erasure, deliveries }, {})).toEqual(['2 deliveries to webhooks were deleted']);
  expect(asked).toEqual([]);
  expect(await deleteOld({ erasure, deliveries }, { RETENTION_DAYS: 30, SITTING_RETENTION_DAYS: 90 })).toEqual([
    '1 visitor was deleted',
    '2 deliveries to webhooks were deleted',
  ]);
  expect(asked).toEqual(['visitors 30', 'sittings 90']);
});
