import { linkFault, type LinkFault } from '../../link-fault.js';
import { linksIn } from '../../links-in.js';
import { problem, type Problem } from '../problem.js';

/** Without one of these a text holds no fault: most need no closer look. */
const SUSPECT = /[?#@;&]|legit\.health/i;

const PROBLEMS: Readonly<Record<LinkFault, Problem>> = {
  credentials: problem('business-rule', 'A link carries credentials.'),
  vendor: problem('business-rule', 'A link leads to the vendor.'),
};

/** What is wrong with the links in a text. */
export function linkProblem(text: string): Problem | null {
  if (!text.includes('://') || !SUSPECT.test(text)) return null;
  for (const { start, end } of linksIn(text)) {
    const fault = linkFault(text.slice(start, end));
    if (fault !== null) return PROBLEMS[fault];
  }
  return null;
}
