import { checkSuite } from './support/check-suite.ts';
import { goSuite } from './support/go-suite.ts';

checkSuite(goSuite('lib-pq', 'github.com/lib/pq', ['golang-github-lib-pq-dev']));
