import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { startArguments } from '../helpers/start-arguments.js';

test('the image starts the service as npm start does', () => {
  const [, command = '[]'] = /^CMD (.+)$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  expect(JSON.parse(command)).toEqual(['node', ...startArguments]);
});
