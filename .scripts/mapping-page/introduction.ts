import { systems } from './codes.js';

/** How to read the page. */
export const introduction = `# Where each field goes

What becomes of each field of the raw report in FHIR. This page is made by \`npm run docs\`: each value of a few reports is changed
in turn, and what that changes in FHIR is where the value goes; codes and units are those of the profiles. Of one report of your own,
\`derm-fhir explain\` and \`DiagnosticReport/$explain\` say the same value by value.

- **Field** is a JSON pointer from the line above the table; \`[]\` stands for each item of a list. It is the pointer of the current
  report, without the envelope. Older reports are read as the current one.
- **FHIR** names elements as FHIR JSON does, without indices; after a colon, the slice of the profile, or the extension. A profile
  alone stands for the whole resource. Left out are the narrative (\`text\`), which repeats for people what the elements say, and
  references to resources that come or go.
- **Codes** say what the element is, and its unit; where the value itself is a code, from which value set.
- **Null, absent, 0** says what is different then. Blank text is null. \`unknown\` is the code of a reason why there is no value; an
  issue is one of the OperationOutcome that goes with the translation.

The encounter is shown as with \`ENCOUNTER_SYSTEM\` set, the patient as with \`SUBJECT_POINTER\` and \`SUBJECT_SYSTEM\`: of a number
without a system, no identifier is made. Keys that the report's schema does not have are not carried, and have an issue, \`unknown-key\`.

A value of another type than documented does not cost the report where it can be read without a guess, and has an issue. A number,
true or false in place of a text is read as its JSON text (\`not-a-text\`), but is left out in place of a link, and in place of an id or
code unless it is a whole number of at most 2⁵³ (\`unusable-value\`). In place of a number, a text that is one is read as that number
(\`numeric-string\`), and \`n/a\`, \`unknown\`, \`-\` and the like as null (\`no-value-word\`); any other text refuses the report, for it may
be a number in another notation. Of a number with more than 15 digits the last may be rounded (\`number-rounded\`).

| Code system | URL |
| --- | --- |
${Object.entries(systems)
  .map(([name, url]) => `| ${name} | \`${url}\` |`)
  .join('\n')}`;
