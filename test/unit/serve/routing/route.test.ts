import { describe, expect, test } from '@jest/globals';
import { idIn } from '../../../../src/serve/routing/route.js';
import { routes } from '../../../../src/serve/routes.js';
import { routeDependencies } from '../../../helpers/route-dependencies.js';

const paths = [...new Set(routes(routeDependencies()).map(({ path }) => path))];

describe('ids', () => {
  test.each(paths.filter((path) => path.startsWith('/fhir/') && path.includes(':id')))(
    'of %s are read where its pattern has them',
    (path) => {
      const url = `${path.replace(':id', 'the-id').replace(':versionId', '7')}?_pretty=true`;
      expect(idIn({ url })).toBe('the-id');
      if (path.includes(':versionId')) expect(idIn({ url }, 'versionId')).toBe('7');
    },
  );

  test.each(['/fhir/Media/', '/fhir/Media/a_b', `/fhir/Media/${'a'.repeat(65)}`, '/fhir'])(
    'are not found in %s',
    (url) => {
      expect(() => idIn({ url })).toThrow('There is no such resource.');
    },
  );
});
