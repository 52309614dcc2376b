/** What reading one package needs, whatever kind it is. */
import type { Track } from '@lockstep/protocol';
import type { PackageFiles } from './package-files.ts';
import type { Problems } from './problems.ts';

export interface PackageContext {
  readonly slug: string;
  readonly files: PackageFiles;
  readonly problems: Problems;
  /** Null when there is no such track, which was reported. */
  readonly findTrack: (number: number) => Track | null;
}
