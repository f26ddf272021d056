import { bundle } from '../../.scripts/bundle.js';
import { PROGRAMS } from './programs.js';

/* From the sources each process would compile hundreds of modules for itself. */
await bundle(
  {
    main: 'src/main.ts',
    'cli/main': 'src/cli/main.ts',
    'run-gateway': 'src/run-gateway.ts',
    logger: 'src/observe/logger.ts',
    'print-bundles': 'test/golden/print-bundles.ts',
    victim: 'test/store/crash/victim.ts',
  },
  PROGRAMS,
);
