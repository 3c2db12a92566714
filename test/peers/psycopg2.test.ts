import { checkSuite } from './support/check-suite.ts';
import { pythonSuite } from './support/python-suite.ts';

checkSuite(pythonSuite({ name: 'psycopg2', version: '2.9.13', install: 'psycopg2-binary', tests: ['tests'] }));
