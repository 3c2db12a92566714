import { checkSuite } from './support/check-suite.ts';
import { goSuite } from './support/go-suite.ts';

checkSuite(goSuite('pgxpool', 'github.com/jackc/pgx/v4/pgxpool', ['golang-github-jackc-pgx-v4-dev']));
