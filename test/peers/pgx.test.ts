import { checkSuite } from './support/check-suite.ts';
import { goSuite } from './support/go-suite.ts';

checkSuite(goSuite('pgx', 'github.com/jackc/pgx/v4', ['golang-github-jackc-pgx-v4-dev']));
