export {
  type CheckCall,
  type CheckerHost,
  type CheckerHostOptions,
  type CheckerResult,
  type GenerateCall,
  openCheckerHost,
} from './host.ts';
export { CheckerFault } from './messages.ts';
