import { checkSuite } from './support/check-suite.ts';
import { goSuite } from './support/go-suite.ts';

checkSuite(
  goSuite(
    'pgconn',
    'github.com/jackc/pgconn',
    ['golang-github-jackc-pgconn-dev', 'golang-github-jackc-pgmock-dev'],
    ['github.com/jackc/pgmock'],
  ),
);
