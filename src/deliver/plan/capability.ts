import { z } from 'zod';

/** What a server states, as far as it matters to deliveries. Everything that is not understood counts as not stated. */
export interface Capability {
  /** The name of the product. */
  readonly software: string | undefined;
  readonly fhirVersion: string | undefined;
  /** Codes of system interactions: `transaction`, `batch` … */
  readonly interactions: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, TypeCapability>;
}

/** What a server states of one type of resource. */
export interface TypeCapability {
  readonly interactions: ReadonlySet<string>;
  /** Whether a client may choose the id of a new resource; undefined: not stated. */
  readonly updateCreate: boolean | undefined;
  readonly conditionalUpdate: boolean | undefined;
}

const interaction = z.array(z.object({ code: z.string() })).catch([]);
const flag = z.boolean().optional().catch(undefined);
const statementSchema = z.object({
  resourceType: z.literal('CapabilityStatement'),
  fhirVersion: z.string().optional().catch(undefined),
  software: z.object({ name: z.string() }).optional().catch(undefined),
  rest: z
    .array(
      z.object({
        mode: z.string().catch('server'),
        interaction: interaction.optional(),
        resource: z
          .array(
            z.object({
              type: z.string(),
              interaction: interaction.optional(),
              updateCreate: flag,
              conditionalUpdate: flag,
            }),
          )
          .optional()
          .catch([]),
      }),
    )
    .catch([])
    .default([]),
});

/**
 * Reads a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html).
 *
 * @param json the answer to `GET metadata`.
 * @returns null for anything else.
 */
export function readCapability(json: unknown): Capability | null {
  const parsed = statementSchema.safeParse(json);
  if (!parsed.success) return null;
  const { software, fhirVersion, rest } = parsed.data;
  const server = rest.find(({ mode }) => mode === 'server');
  return {
    software: software?.name,
    fhirVersion,
    interactions: codes(server?.interaction),
    types: new Map(
      (server?.resource ?? []).map(({ type, interaction, updateCreate, conditionalUpdate }) => [
        type,
        { interactions: codes(interaction), updateCreate, conditionalUpdate },
      ]),
    ),
  };
}

function codes(interactions: readonly { readonly code: string }[] = []): ReadonlySet<string> {
  return new Set(interactions.map(({ code }) => code));
}
