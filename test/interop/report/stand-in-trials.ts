import { chooseProfile } from '../../../src/deliver/plan/choose-profile.js';
import { profileNames, type ProfileName } from '../../../src/deliver/plan/profile.js';
import { behaviours, type BehaviourName } from '../../../src/deliver/sandbox/behaviours/behaviours.js';
import { startReceiver } from '../../../src/deliver/sandbox/receiver.js';
import { storedReport } from '../../helpers/destination.js';
import { deliverReport } from '../../receiver/deliver-plan.js';
import { startMedplumReceiver } from '../../receiver/medplum-receiver.js';
import { ask } from '../../receiver/sandbox/ask-receiver.js';
import { deliveryTrial, leadsTo, standIn } from './server-trial.js';
import type { Trial } from './trial.js';
import { npmPackage } from './versions.js';

const PATIENT = { type: 'Patient', identifier: { system: 'https://hospital.test/mrn', value: '4711' } };

/** A server with nothing in it, but for a patient. */
interface EmptyServer {
  readonly url: string;
  /** How many resources came by delivery. */
  readonly held: () => number;
  readonly close: () => Promise<void>;
}

/** Most entries of a Bundle that Medplum's router updates by conditions. */
const MEDPLUM_CAP = 8;

/** Servers that need no Java: Medplum's router, and what stands in for other servers. */
export async function standInTrials(): Promise<Trial[]> {
  const trials = await trialsOf(`Medplum's router (${npmPackage('@medplum/fhir-router')})`, medplum);
  for (const behaves of Object.keys(behaviours) as BehaviourName[])
    trials.push(...(await trialsOf(standIn(behaves), () => start(behaves))));
  return trials;
}

async function medplum(): Promise<EmptyServer> {
  const { url, repository, close } = await startMedplumReceiver();
  const patient = await repository.createResource({
    resourceType: 'Patient',
    identifier: [PATIENT.identifier],
  });
  return { url, held: () => repository.count() - (patient.id === '' ? 0 : 1), close };
}

async function start(behaves: BehaviourName): Promise<EmptyServer> {
  const receiver = await startReceiver({ behaves });
  receiver.hold({ resourceType: 'Patient', id: 'p1', identifier: [PATIENT.identifier] });
  return { url: receiver.url, held: () => receiver.addresses().length - 1, close: receiver.close };
}

/** Each profile on an empty server of its own. */
async function trialsOf(row: string, open: () => Promise<EmptyServer>): Promise<Trial[]> {
  const trials: Trial[] = [];
  for (const profile of profileNames) {
    const server = await open();
    try {
      const choice = chooseProfile((await ask(server, 'GET', 'metadata')).body);
      if (trials.length === 0) trials.push(leadsTo(row, choice?.profile));
      trials.push(await delivered(row, profile, server, choice?.profile === profile));
    } finally {
      await server.close();
    }
  }
  return trials;
}

async function delivered(
  row: string,
  profile: ProfileName,
  server: EmptyServer,
  isChosen: boolean,
): Promise<Trial> {
  const report = storedReport('acne-full', PATIENT);
  const entryCap = MEDPLUM_CAP;
  const ends: string[] = [];
  for (let times = 0; times < 3; times += 1)
    ends.push(
      await deliverReport(report, { url: server.url, profile, entryCap, form: { subject: 'conditional' } }),
    );
  const expected = profile === 'document' ? 1 : report.length;
  return deliveryTrial({ row, profile, ends, isOnce: server.held() === expected, isChosen });
}
