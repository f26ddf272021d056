import { runGateway } from './run-gateway.js';

if (!(await runGateway(process.env))) process.exitCode = 1;
