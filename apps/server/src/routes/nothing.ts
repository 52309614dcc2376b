/** The body of an answer that says nothing but its status. */
import { z } from 'zod';

export const Nothing = z.null().describe('Done');
