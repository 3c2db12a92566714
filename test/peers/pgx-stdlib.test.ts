import { checkSuite } from './support/check-suite.ts';
import { goSuite } from './support/go-suite.ts';

checkSuite(
  goSuite(
    'pgx-stdlib',
    'github.com/jackc/pgx/v4/stdlib',
    ['golang-github-jackc-pgx-v4-dev', 'golang-github-masterminds-semver-dev'],
    ['github.com/Masterminds/semver'],
  ),
);
