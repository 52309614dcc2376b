/** What an operator can do about a protection that is missing. */
import type { MissingProtection } from './faults.ts';
import type { Finding } from './finding.ts';

const USER_NAMESPACES =
  'Unprivileged user namespaces are refused here. Ubuntu 23.10 and newer: give /usr/bin/bwrap an AppArmor profile ' +
  '(/etc/apparmor.d/bwrap: "abi <abi/4.0>, include <tunables/global> profile bwrap /usr/bin/bwrap flags=(unconfined) ' +
  '{ userns, }", then apparmor_parser -r /etc/apparmor.d/bwrap), or set sysctl ' +
  'kernel.apparmor_restrict_unprivileged_userns=0. Debian: sysctl kernel.unprivileged_userns_clone=1. Any: sysctl ' +
  'user.max_user_namespaces must not be 0. Docker: see the grader in docker-compose.yml (cap_add, seccomp, apparmor).';

/** bubblewrap's and setpriv's own words, from the most to the least special. */
const START_FAILURES: readonly (MissingProtection & { readonly pattern: RegExp })[] = [
  {
    pattern: /Unknown option --(size|perms|clearenv|as-pid-1|json-status-fd)/,
    protection: 'bubblewrap 0.7 or newer',
    detail: '',
    remedy: 'This one cannot bound /tmp. Install bubblewrap 0.7 or newer (Debian 12, Ubuntu 24.04 and newer have it).',
  },
  {
    pattern: /mount proc on|mounting proc/i,
    protection: 'a /proc of its own',
    detail: '',
    remedy:
      'The kernel allows a new /proc only where the old one is not masked. Docker: security_opt "systempaths=unconfined".',
  },
  {
    pattern: /PR_SET_SECCOMP|seccomp/i,
    protection: 'a seccomp filter',
    detail: '',
    remedy: 'The kernel needs CONFIG_SECCOMP_FILTER, and the machine must be x64 or arm64 without emulation.',
  },
  {
    pattern: /setpriv: (setres|setgroups|setuid|setgid|initgroups)/i,
    protection: 'an unprivileged user on the host',
    detail: '',
    remedy: 'We are root without the right to become another user. Docker: cap_add SETUID, SETGID and KILL.',
  },
  {
    pattern: /cgroup\.procs/,
    protection: 'a control group of its own',
    detail: '',
    remedy: 'The group could be made but not joined. Start without control groups, or delegate one to this user.',
  },
  {
    pattern:
      /new namespace|uid map|gid map|setgroups|user namespace|loopback|RTM_NEWADDR|clone|unshare|Operation not permitted|No space left/i,
    protection: 'user namespaces',
    detail: '',
    remedy: USER_NAMESPACES,
  },
];

/** Why the sandbox did not start, from what was written on its stderr. */
export function startFailure(detail: string): MissingProtection {
  const known = START_FAILURES.find(({ pattern }) => pattern.test(detail));
  if (known !== undefined) return { protection: known.protection, detail, remedy: known.remedy };
  return {
    protection: 'a sandbox that starts',
    detail,
    remedy: 'The message is bubblewrap’s, setpriv’s or Python’s own.',
  };
}

export function remedyForFinding(group: Finding['group']): string {
  switch (group) {
    case 'privileges':
      return 'Start as root, so that sandboxes become unprivileged users, or as an ordinary user without capabilities.';
    case 'seccomp':
      return 'The committed filter did not answer: is the kernel 5.10 or newer with CONFIG_SECCOMP_FILTER, and nothing emulated?';
    case 'listener':
      return 'The kernel must be 5.10 or newer with CONFIG_SECCOMP_FILTER. Docker: its seccomp profile must allow the call seccomp.';
    case 'namespaces':
      return 'Is /usr/bin/bwrap the distribution’s own, and does the kernel have all namespaces (CONFIG_NAMESPACES, CONFIG_USER_NS)?';
    case 'files':
      return 'Is /usr/bin/bwrap the distribution’s own, version 0.7 or newer, and not wrapped by a script?';
    case 'inheritance':
      return 'Is /usr/bin/bwrap, /usr/bin/setpriv or /bin/bash wrapped by something that adds variables or descriptors?';
    case 'limits':
      return 'The control group does not limit what is in it: is another limit in its way, or the controller disabled?';
    default:
      return group satisfies never;
  }
}
