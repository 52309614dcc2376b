/**
 * Must be the first import of the application: zod decides when a schema is built whether it may compile code.
 * The content security policy forbids that, and even the probe would be reported as a violation.
 */
import { config } from 'zod';

config({ jitless: true });
