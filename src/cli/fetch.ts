import type { Command } from 'commander';
import { bundleTypes } from '../fhir/bundle.js';
import { VendorFailure } from '../vendor/failure.js';
import type { Vendor } from '../vendor/open-vendor.js';
import { CommandFailed, exitCodes } from './exit-code.js';
import { printJson, printLines, type Io } from './io.js';
import { printViolations } from './issue-lines.js';
import { addTranslationOptions, type TranslationFlags } from './translation-options.js';

interface Flags extends TranslationFlags {
  readonly pretty?: true;
  readonly raw?: true;
}

const SANDBOX =
  'derm-fhir: no vendor is configured (VENDOR_BASE_URL): the built-in sandbox answers with INVENTED reports.';

/** `fetch`: the vendor's report id → Bundle. */
export function addFetch(program: Command, io: Io): void {
  const command = program
    .command('fetch')
    .summary('fetch a report from the vendor and translate it')
    .description(
      'Fetches a report from the vendor (VENDOR_BASE_URL, VENDOR_TOKEN) and translates it. Without a configured vendor the ' +
        'built-in sandbox answers; its first report is "acne".',
    )
    .argument('<reportId>', "the vendor's id of the report, not URL-encoded");
  addTranslationOptions(command, bundleTypes)
    .option('-p, --pretty', 'indent the Bundle')
    .option('--raw', "print the vendor's answer as it came instead; its links open the photographs!")
    .action((reportId: string, flags: Flags) => fetchAndPrint(reportId, flags, io));
}

async function fetchAndPrint(reportId: string, flags: Flags, io: Io): Promise<void> {
  const { openVendor } = await import('../vendor/open-vendor.js');
  const { readFetched } = await import('../vendor/read-fetched.js');
  const { configuredVendor, openTranslation } = await import('./translation.js');
  const { config, context, translate } = openTranslation(flags, io);
  const vendor = await openVendor(configuredVendor(config));
  try {
    if (vendor.sandbox !== null) printLines(io.stderr, [SANDBOX]);
    const locale = flags.locale ?? context.locale;
    const { text } = await vendor.client.fetchReport(reportId, { locale });
    if (flags.raw === true) printLines(io.stdout, [text.trimEnd()]);
    else printJson(io.stdout, translate(readFetched(text)).bundle, flags.pretty);
  } catch (error) {
    throw error instanceof VendorFailure ? toldFailure(error, vendor, io) : error;
  } finally {
    await vendor.close();
  }
}

/** The failure's message is made of fixed sentences and short codes, and the places are the vendor's own. */
function toldFailure(failure: VendorFailure, { sandbox }: Vendor, io: Io): CommandFailed {
  printViolations(failure.violations, io);
  const isUsage = failure.kind === 'bad-request-id' || failure.kind === 'bad-locale';
  const hint =
    failure.kind === 'not-found' && sandbox !== null
      ? `\n  The sandbox has: ${sandbox.reports.map(({ id }) => id).join(', ')}.`
      : '';
  return new CommandFailed(isUsage ? exitCodes.usage : exitCodes.otherSide, `${failure.message}${hint}`);
}
