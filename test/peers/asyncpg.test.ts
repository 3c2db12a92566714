import { checkSuite } from './support/check-suite.ts';
import { pythonSuite } from './support/python-suite.ts';

checkSuite(
  pythonSuite({
    name: 'asyncpg',
    version: '0.30.0',
    needs: ['distro==1.9.0'],
    tests: ['tests'],
    prepare: ['CREATE DATABASE postgres'],
  }),
);
