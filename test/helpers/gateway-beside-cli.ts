import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './cli.js';
import { startTestGateway, type TestGateway } from './gateway.js';

/** A gateway that asks for credentials, and the command line beside it on the same file. */
export interface GatewayBesideCli extends TestGateway {
  /** Runs `derm-fhir keys …`. @returns what it prints. */
  keys(...argv: string[]): Promise<string>;
}

/** Starts a gateway with AUTH on and a store in a file, which is removed when it is closed. */
export async function startGatewayBesideCli(
  env: Readonly<Record<string, string>> = {},
): Promise<GatewayBesideCli> {
  const folder = mkdtempSync(join(tmpdir(), 'derm-fhir-auth-'));
  const STORE = `file:${join(folder, 'gateway.db')}`;
  const gateway = await startTestGateway({ AUTH: 'on', STORE, ...env });
  const keys = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(['keys', ...argv], { env: { STORE } });
    if (code !== 0) throw new Error(stderr);
    return stdout.trimEnd();
  };
  const close = async () => {
    await gateway.close();
    rmSync(folder, { recursive: true });
  };
  return { ...gateway, keys, close };
}
