import { ownSystems } from '../../src/translate/codings.js';
import { about, NONE } from './constraints.js';
import { hasOnePlaceForEach, isNotLabelled, isOnly } from './invariants.js';
import type { Profile } from './profile.js';

export const anamnesis: Profile = {
  id: 'anamnesis',
  type: 'QuestionnaireResponse',
  title: 'Anamnesis for a dermatology AI',
  description:
    'Questions and answers in the words of the patient or user. The manufacturer publishes no questionnaire, so none is named; link ids are positions; an answer is a text, and "No" is no boolean. Nothing in it is said by artificial intelligence.',
  elements: {
    QuestionnaireResponse: { constraint: [isNotLabelled, hasOnePlaceForEach] },
    'QuestionnaireResponse.language': { min: 1 },
    'QuestionnaireResponse.text': {},
    'QuestionnaireResponse.identifier': { min: 1 },
    'QuestionnaireResponse.identifier.system': { min: 1, patternUri: ownSystems.resource },
    'QuestionnaireResponse.identifier.value': { min: 1 },
    'QuestionnaireResponse.questionnaire': NONE,
    'QuestionnaireResponse.status': { constraint: [isOnly('completed')] },
    ...about('QuestionnaireResponse'),
    'QuestionnaireResponse.authored': {},
    'QuestionnaireResponse.item': { min: 1 },
    'QuestionnaireResponse.item.linkId': { short: 'Position of the question, from 1' },
    'QuestionnaireResponse.item.text': {},
    'QuestionnaireResponse.item.answer': { max: '1' },
    'QuestionnaireResponse.item.answer.value[x]': { min: 1, type: [{ code: 'string' }] },
    'QuestionnaireResponse.item.answer.item': NONE,
    'QuestionnaireResponse.item.item': NONE,
  },
};
