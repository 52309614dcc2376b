/**
 * Prepares this machine for a command of package.json: npm packages, system packages, generated code, the web app.
 * Plain JavaScript with built-ins only, since it runs under whatever Node the system has (20 or newer) before anything
 * is installed. Everything it does is skipped when it is done already, so that a second start is fast.
 *
 * Usage: node scripts/setup.mjs start|test|server|grader|bench|bench:web|check
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const STAMPS = path.join(ROOT, 'node_modules', '.lockstep');
const NODE = path.join(ROOT, 'node_modules', '.bin', 'node');

/** What each command needs beyond the npm packages. */
const NEEDS = {
  start: { sandbox: true, browser: false, web: true },
  test: { sandbox: true, browser: true, web: true },
  server: { sandbox: false, browser: false, web: true },
  grader: { sandbox: true, browser: false, web: false },
  bench: { sandbox: true, browser: true, web: true },
  'bench:web': { sandbox: false, browser: true, web: true },
  lockstep: { sandbox: true, browser: false, web: false },
  check: { sandbox: false, browser: false, web: false },
};

const SYSTEM = {
  bubblewrap: { package: 'bubblewrap', found: () => existsSync('/usr/bin/bwrap') },
  python: { package: 'python3', found: () => existsSync('/usr/bin/python3') },
  numpy: { package: 'python3-numpy', found: () => existsSync('/usr/lib/python3/dist-packages/numpy') },
  // For the test that the committed seccomp filters are those that their script makes.
  seccomp: { package: 'python3-seccomp', found: () => hasFile('/usr/lib/python3/dist-packages', 'seccomp.') },
  chromium: {
    package: 'chromium',
    found: () => existsSync(process.env.LOCKSTEP_CHROMIUM ?? '/usr/bin/chromium'),
  },
};

const needs = NEEDS[process.argv[2] ?? ''];
if (needs === undefined) stop(`Usage: node scripts/setup.mjs ${Object.keys(NEEDS).join('|')}`);

checkMachine();
installNpmPackages();
installSystemPackages([
  ...(needs.sandbox ? ['bubblewrap', 'python', 'numpy'] : []),
  ...(needs.browser ? ['seccomp', 'chromium'] : []),
]);
if (needs.sandbox) checkPython();
run('generate the database client', NODE, ['packages/store/scripts/generate.mjs']);
if (needs.web) buildWeb();

function checkMachine() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    stop(`Lockstep needs Node 20 or newer to start (this is ${process.version}). Install it, then try again.`);
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    stop(
      `Lockstep runs on Linux on x64 or arm64 (this is ${process.platform} on ${process.arch}): its sandbox is made of Linux namespaces.`,
    );
  }
}

function installNpmPackages() {
  const wanted = digest(['package-lock.json', 'package.json']);
  if (existsSync(NODE) && readStamp('npm') === wanted) return;
  say('Installing npm packages (once, about a minute) …');
  run('install the npm packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (!existsSync(NODE)) {
    stop(
      'The npm package "node" did not bring its Node. Its install script was not run: `npm config get ignore-scripts` must say false. Then: rm -rf node_modules && npm ci',
    );
  }
  writeStamp('npm', wanted);
}

function installSystemPackages(names) {
  const missing = names.filter((name) => !SYSTEM[name].found()).map((name) => SYSTEM[name].package);
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const isRoot = process.getuid?.() === 0;
  const sudo = !isRoot && succeeds('sudo', ['-n', 'true']);
  if (!succeeds('apt-get', ['--version']) || !(isRoot || sudo)) {
    stop(`Missing: ${missing.join(', ')}. Install with: ${isRoot ? '' : 'sudo '}sh -c "${command}"`);
  }
  say(`Installing ${missing.join(', ')} …`);
  const shell = ['sh', '-c', command];
  const [program, ...args] = sudo ? ['sudo', '-n', ...shell] : shell;
  run(`install ${missing.join(', ')}; do it by hand with: ${command}`, program, args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    quiet: true,
  });
  const still = names.filter((name) => !SYSTEM[name].found());
  if (still.length > 0) stop(`apt-get ran, but ${still.join(', ')} is still not where it belongs.`);
}

function hasFile(folder, prefix) {
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(prefix));
}

function checkPython() {
  const { stdout } = spawnSync('/usr/bin/python3', ['-c', 'import sys; print(*sys.version_info[:2])'], {
    encoding: 'utf8',
  });
  const [major = 0, minor = 0] = (stdout ?? '').trim().split(' ').map(Number);
  if (major !== 3 || minor < 11) {
    stop(
      `Lockstep needs Python 3.11 or newer at /usr/bin/python3 (this is ${major}.${minor}): Debian 12, Ubuntu 24.04 or newer has it.`,
    );
  }
}

function buildWeb() {
  // Turborepo would decide this too, but asking it costs a second at every start.
  const wanted = digestOfFolders(['apps/web', 'packages/protocol/src', 'packages/explorer/src']);
  if (existsSync(path.join(ROOT, 'apps/web/dist/index.html')) && readStamp('web') === wanted) return;
  say('Building the web app …');
  run(
    'build the web app',
    path.join(ROOT, 'node_modules', '.bin', 'turbo'),
    ['run', 'build', '--output-logs=errors-only', '--no-update-notifier'],
    {
      quiet: true,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', PATH: `${path.dirname(NODE)}:${process.env.PATH}` },
    },
  );
  writeStamp('web', wanted);
}

function run(what, program, args, { quiet = false, env = process.env } = {}) {
  const result = spawnSync(program, args, {
    cwd: ROOT,
    env,
    stdio: quiet ? 'pipe' : ['ignore', 'inherit', 'inherit'],
    maxBuffer: 2 ** 28,
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  stop(`Could not ${what}${result.error ? ` (${result.error.message})` : ''}.`);
}

function succeeds(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

function digest(files) {
  const hash = createHash('sha256').update(process.arch);
  for (const file of files) hash.update(readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

function digestOfFolders(folders) {
  // What git would build from: tracked and untracked files that are not ignored, by name and content.
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...folders], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const files = listed.status === 0 ? listed.stdout.split('\n').filter(Boolean).sort() : [];
  if (files.length === 0) return `no git ${digest(['package-lock.json'])}`;
  return digest(['package-lock.json', ...files.filter((file) => existsSync(path.join(ROOT, file)))]);
}

function readStamp(name) {
  const file = path.join(STAMPS, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function writeStamp(name, value) {
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(path.join(STAMPS, name), value);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
