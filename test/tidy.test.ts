import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Holds the code to the map of ARCHITECTURE.md by reading its import lines. A room is a folder; the list beside it names
 * the rooms it may import from.
 */
const BASE = ['core', 'types', 'sql', 'engine', 'catalog', 'functions', 'pgcatalog', 'plan'];
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  config: ['core'],
  types: ['core'],
  sql: ['core'],
  engine: ['core', 'types'],
  catalog: ['core', 'types', 'engine'],
  functions: ['core', 'types', 'sql'],
  pgcatalog: ['core', 'types', 'sql', 'engine', 'catalog'],
  plan: ['core', 'types', 'sql', 'functions', 'catalog', 'scheduler'],
  session: BASE,
  scheduler: ['core', 'types', 'engine', 'catalog'],
  wire: ['core', 'types', 'session'],
  http: ['core', 'types', 'session', 'catalog', 'scheduler'],
  main: [...BASE, 'config', 'session', 'scheduler', 'wire', 'http'],
};

/** Files that rooms may import although the room they lie in is closed to them. */
const OPEN_FILES: Readonly<Record<string, readonly string[]>> = {
  'src/plan/plan-error.ts': ['pgcatalog'],
};

/** Packages that the product may name, and the rooms that may name them. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['types', 'engine'],
  '@duckdb/node-bindings': ['types', 'engine'],
  '@fastify/swagger': ['http'],
  fastify: ['http'],
  nodemailer: ['scheduler'],
  pino: ['main'],
};

const MAX_LINES = 400;
/** Longer, and better in one piece: the definitions of the tree, and data of tests. */
const LONGER: readonly string[] = ['src/sql/ast.ts', 'src/sql/statement.ts'];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const product = list(['src', 'catalog', 'scheduler'], /\.[cm]?ts$/);
const all = [...product, ...list(['test', 'bench', 'examples', 'scripts'], /\.([cm]?ts|[cm]js)$/)];

describe('the rooms', () => {
  it('import only what the map allows', () => {
    const wrong = product.flatMap((file) =>
      localImports(file)
        .filter((target) => !mayImport(roomOf(file), target))
        .map((target) => `${file} (${roomOf(file)}) imports ${target} (${roomOf(target)})`),
    );
    expect(wrong).toEqual([]);
  });

  it('are all on the map', () => {
    expect([...new Set(product.map(roomOf))].filter((room) => !(room in ROOMS))).toEqual([]);
  });

  it('leave packages to the rooms made for them', () => {
    const wrong = product.flatMap((file) =>
      imports(file)
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
        .filter((name) => !PACKAGES[name]?.includes(roomOf(file)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('have no import cycles; types may name each other', () => {
    expect(cycles(product)).toEqual([]);
  });
});

describe('every file', () => {
  it('is named in kebab-case', () => {
    const name = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.config)?\.([cm]?ts|[cm]js)$/;
    expect(all.filter((file) => !name.test(basename(file)))).toEqual([]);
  });

  it(`has at most ${MAX_LINES} lines`, () => {
    const long = all.filter((file) => lines(file).length > MAX_LINES);
    expect(long.filter((file) => !LONGER.includes(file)).map((file) => `${file}: ${lines(file).length}`)).toEqual([]);
    expect(LONGER.filter((file) => !long.includes(file))).toEqual([]);
  });

  it('names its local imports with their extension', () => {
    const wrong = all
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        imports(file)
          .filter((name) => name.startsWith('.') && !/\.(ts|cts|json)$/.test(name))
          .map((name) => `${file} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has named exports only, and passes on no other file’s', () => {
    const wrong = all.filter((file) => /^export (default\b|\*|(type )?\{[^}]*\} from )/m.test(read(file)));
    expect(wrong).toEqual([]);
  });

  it('leaves no note of work undone, and no test alone or skipped in passing', () => {
    const words = new RegExp(
      `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK', 'XX' + 'X'].join('|')})\\b|\\b(it|describe|test)\\.(only|skip)\\(`,
    );
    const wrong = all.flatMap((file) =>
      lines(file).flatMap((line, index) => (words.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );
    expect(wrong).toEqual([]);
  });
});

describe('package-lock.json', () => {
  const {
    packages,
  }: { packages: Record<string, { optionalDependencies?: Record<string, string>; resolved?: string }> } = JSON.parse(
    read('package-lock.json'),
  );

  it('lists the packages of every platform, or `npm ci` refuses it', () => {
    const wanted = Object.values(packages).flatMap((each) => Object.keys(each.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !(`node_modules/${name}` in packages))).toEqual([]);
  });

  it('names no registry', () => {
    expect(Object.values(packages).flatMap((each) => each.resolved ?? [])).toEqual([]);
  });
});

function mayImport(room: string, target: string): boolean {
  const other = roomOf(target);
  return other === room || ROOMS[room]?.includes(other) === true || OPEN_FILES[target]?.includes(room) === true;
}

/** A file that lies in src/ itself belongs to the composition root, but for `src/config.ts`, a room of its own. */
function roomOf(file: string): string {
  const [first = '', second = '', third] = file.split('/');
  if (first !== 'src') return first;
  if (third === undefined) return second === 'config.ts' ? 'config' : 'main';
  return second;
}

function imports(file: string): string[] {
  return importsOf(read(file));
}

/** Without `import type`, of which nothing is left at run time. */
function valueImports(file: string): string[] {
  return importsOf(read(file).replace(/^(import|export) type\b[^;]*;/gm, ''));
}

function importsOf(text: string): string[] {
  const from = /^(?:import|export)\b[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm;
  const bare = /^import\s+['"]([^'"]+)['"]/gm;
  const dynamic = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [from, bare, dynamic].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

function localImports(file: string, names: readonly string[] = imports(file)): string[] {
  return names
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts'));
}

function cycles(files: readonly string[]): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    if (done.has(file) || path.includes(file) || !files.includes(file)) return;
    for (const target of localImports(file, valueImports(file))) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

function list(folders: readonly string[], pattern: RegExp): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => pattern.test(name))
      .map((name) => posix.join(folder, name)),
  );
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function lines(file: string): string[] {
  return read(file).replace(/\n$/, '').split('\n');
}
