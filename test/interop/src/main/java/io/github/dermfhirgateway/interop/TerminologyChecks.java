package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.gclient.IOperationUntypedWithInputAndPartialOutput;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.r4.model.ValueSet;

/** Terminology operations on the gateway's own code systems, by POST and by GET. */
record TerminologyChecks(Gateway gateway) {

  private static final String AREA = "terminology";
  private static final String BODY_SITES = "https://legit.health/integration/json-only/codes/body-sites";
  private static final String SNOMED_CT = "http://snomed.info/sct";

  void run(Checks checks) {
    checks.check(
        AREA,
        "CodeSystem/$lookup",
        () -> both(lookup("metrics"), answer -> that(text(answer, "display") != null, "no display")));
    checks.check(
        AREA,
        "CodeSystem/$validate-code",
        () -> {
          both(validate("metrics"), answer -> equal("true", text(answer, "result"), "result"));
          both(validate("no-such-code"), answer -> equal("false", text(answer, "result"), "result"));
        });
    checks.check(
        AREA,
        "ValueSet/$expand",
        () -> {
          ValueSet expanded =
              gateway
                  .client()
                  .operation()
                  .onType(ValueSet.class)
                  .named("$expand")
                  .withParameter(Parameters.class, "url", new UriType(Gateway.IG + "/ValueSet/dermatology-ai"))
                  .returnResourceType(ValueSet.class)
                  .execute();
          equal(expanded.getExpansion().getTotal(), expanded.getExpansion().getContains().size(), "codes");
          that(expanded.getExpansion().getTotal() > 5, "too few codes");
        });
    checks.check(
        AREA,
        "ConceptMap/$translate",
        () -> both(translate("headFront"), answer -> {
          equal("true", text(answer, "result"), "result");
          that(gateway.json(answer).contains(SNOMED_CT), "no SNOMED CT code");
        }));
  }

  /** What an answer must be. */
  private interface Demand {
    void on(Parameters answer);
  }

  private IOperationUntypedWithInputAndPartialOutput<Parameters> lookup(String code) {
    return gateway
        .client()
        .operation()
        .onType(CodeSystem.class)
        .named("$lookup")
        .withParameter(Parameters.class, "system", new UriType(Gateway.DERMATOLOGY_AI))
        .andParameter("code", new CodeType(code));
  }

  private IOperationUntypedWithInputAndPartialOutput<Parameters> validate(String code) {
    return gateway
        .client()
        .operation()
        .onType(CodeSystem.class)
        .named("$validate-code")
        .withParameter(Parameters.class, "url", new UriType(Gateway.DERMATOLOGY_AI))
        .andParameter("code", new CodeType(code));
  }

  private IOperationUntypedWithInputAndPartialOutput<Parameters> translate(String code) {
    return gateway
        .client()
        .operation()
        .onType(ConceptMap.class)
        .named("$translate")
        .withParameter(Parameters.class, "url", new UriType(Gateway.IG + "/ConceptMap/body-site"))
        .andParameter("system", new UriType(BODY_SITES))
        .andParameter("code", new CodeType(code));
  }

  private static void both(IOperationUntypedWithInputAndPartialOutput<Parameters> operation, Demand demand) {
    demand.on(operation.execute());
    demand.on(operation.useHttpGet().execute());
  }

  private static String text(Parameters answer, String name) {
    return answer.getParameter(name) == null ? null : ((PrimitiveType<?>) answer.getParameter(name).getValue()).getValueAsString();
  }
}
