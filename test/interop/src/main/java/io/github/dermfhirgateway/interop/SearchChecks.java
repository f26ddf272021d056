package io.github.dermfhirgateway.interop;

import static io.github.dermfhirgateway.interop.Checks.equal;
import static io.github.dermfhirgateway.interop.Checks.that;

import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.gclient.ICriterion;
import ca.uhn.fhir.rest.gclient.IQuery;
import ca.uhn.fhir.rest.gclient.TokenClientParam;
import ca.uhn.fhir.rest.param.DateRangeParam;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Media;
import org.hl7.fhir.r4.model.Observation;

/** Each kind of search parameter, with a value that must match and one that must not. */
record SearchChecks(Gateway gateway, StoredReport report) {

  private static final String AREA = "search";
  private static final String UCUM = "http://unitsofmeasure.org";
  private static final String AIAST_SYSTEM = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

  void run(Checks checks) {
    tokens(checks);
    dates(checks);
    quantities(checks);
    references(checks);
    includes(checks);
    checks.check(
        AREA,
        "by POST finds the same as by GET",
        () -> {
          ICriterion<?> device = Observation.DEVICE.hasId(deviceId());
          equal(
              Gateway.matches(observations(device).execute()),
              Gateway.matches(observations(device).usingStyle(SearchStyleEnum.POST).execute()),
              "matches");
        });
  }

  private void tokens(Checks checks) {
    Identifier identifier = report.report().getIdentifierFirstRep();
    reports(
        checks,
        "token: identifier",
        DiagnosticReport.IDENTIFIER.exactly().systemAndIdentifier(identifier.getSystem(), identifier.getValue()),
        DiagnosticReport.IDENTIFIER.exactly().systemAndIdentifier("http://example.org", identifier.getValue()));
    reports(
        checks,
        "token: status, several values",
        DiagnosticReport.STATUS.exactly().codes("final", "preliminary"),
        DiagnosticReport.STATUS.exactly().codes("final", "amended"));
    Coding code = report.report().getCode().getCodingFirstRep();
    reports(
        checks,
        "token: code",
        DiagnosticReport.CODE.exactly().systemAndCode(code.getSystem(), code.getCode()),
        DiagnosticReport.CODE.exactly().systemAndCode(code.getSystem(), "1-8"));
    reports(
        checks,
        "token: conclusion",
        DiagnosticReport.CONCLUSION.exactly().systemAndCode(Gateway.ICD11, conclusion()),
        DiagnosticReport.CONCLUSION.exactly().systemAndCode(Gateway.ICD11, "XX00"));
    TokenClientParam encounter = new TokenClientParam("encounter:identifier");
    Identifier visit = report.report().getEncounter().getIdentifier();
    reports(
        checks,
        "modifier: encounter:identifier",
        encounter.exactly().systemAndIdentifier(visit.getSystem(), visit.getValue()),
        encounter.exactly().systemAndIdentifier(visit.getSystem(), "no such visit"));
    reports(
        checks,
        "modifier: encounter:missing",
        DiagnosticReport.ENCOUNTER.isMissing(false),
        DiagnosticReport.ENCOUNTER.isMissing(true));
    checks.check(
        AREA,
        "token: _security finds what an AI asserted",
        () -> expectReport(query -> query.withSecurity(AIAST_SYSTEM, "AIAST"), true));
  }

  private void dates(Checks checks) {
    String day = report.report().getEffectiveDateTimeType().getValueAsString().substring(0, 10);
    reports(
        checks,
        "date: afterOrEquals and after",
        DiagnosticReport.DATE.afterOrEquals().day(day),
        DiagnosticReport.DATE.after().day(day));
    reports(
        checks,
        "date: exactly a day, before it",
        DiagnosticReport.DATE.exactly().day(day),
        DiagnosticReport.DATE.before().day(day));
    checks.check(
        AREA,
        "date: _lastUpdated",
        () -> {
          expectReport(query -> query.lastUpdated(new DateRangeParam("ge2020-01-01", "le2100-01-01")), true);
          expectReport(query -> query.lastUpdated(new DateRangeParam("ge2100-01-01", null)), false);
        });
  }

  private void quantities(Checks checks) {
    Observation candidate = report.likeliestCandidate();
    String value = candidate.getValueQuantity().getValue().toPlainString();
    ofObservation(
        checks,
        "quantity: with unit, without unit",
        candidate,
        Observation.VALUE_QUANTITY.exactly().number(value).andUnits(UCUM, "%"),
        Observation.VALUE_QUANTITY.greaterThan().number(value).andNoUnits());
    Coding code = candidate.getCode().getCodingFirstRep();
    ICriterion<TokenClientParam> codeIs = Observation.CODE.exactly().systemAndCode(code.getSystem(), code.getCode());
    ofObservation(
        checks,
        "composite: code-value-quantity",
        candidate,
        Observation.CODE_VALUE_QUANTITY
            .withLeft(codeIs)
            .withRight(Observation.VALUE_QUANTITY.greaterThanOrEquals().number(value).andUnits(UCUM, "%")),
        Observation.CODE_VALUE_QUANTITY
            .withLeft(codeIs)
            .withRight(Observation.VALUE_QUANTITY.greaterThan().number(value).andUnits(UCUM, "%")));
    String disease = icd11Of(candidate.getComponent().stream().map(component -> component.getValueCodeableConcept()));
    ofObservation(
        checks,
        "token: component-value-concept finds an ICD-11 code",
        candidate,
        Observation.COMPONENT_VALUE_CONCEPT.exactly().systemAndCode(Gateway.ICD11, disease),
        Observation.COMPONENT_VALUE_CONCEPT.exactly().systemAndCode(Gateway.ICD11, "XX00"));
  }

  private void references(Checks checks) {
    String result = report.report().getResultFirstRep().getReferenceElement().getIdPart();
    reports(
        checks,
        "reference: result",
        DiagnosticReport.RESULT.hasId("Observation/" + result),
        DiagnosticReport.RESULT.hasId("Observation/00000000-0000-5000-8000-000000000000"));
    checks.check(
        AREA,
        "reference: two parameters must both hold",
        () -> {
          ICriterion<?> device = Observation.DEVICE.hasId(deviceId());
          IQuery<Bundle> query = observations(device).and(Observation.STATUS.exactly().code("final"));
          equal(List.of(), Gateway.matches(query.execute()), "matches");
        });
  }

  private void includes(Checks checks) {
    checks.check(
        "_include",
        "_include: each Observation with its Device, once",
        () -> {
          Bundle found = observations(Observation.DEVICE.hasId(deviceId())).include(Observation.INCLUDE_DEVICE).execute();
          equal(List.of(deviceId()), Gateway.included(found), "included");
        });
    checks.check(
        "_include",
        "_revinclude: each Media with the report that holds it",
        () -> {
          Bundle found =
              gateway
                  .client()
                  .search()
                  .forResource(Media.class)
                  .revInclude(DiagnosticReport.INCLUDE_MEDIA)
                  .returnBundle(Bundle.class)
                  .execute();
          equal(List.of("DiagnosticReport/" + report.id()), Gateway.included(found), "included");
        });
  }

  private void reports(Checks checks, String name, ICriterion<?> matching, ICriterion<?> other) {
    checks.check(
        AREA,
        name,
        () -> {
          expectReport(query -> query.where(matching), true);
          expectReport(query -> query.where(other), false);
        });
  }

  private void expectReport(UnaryOperator<IQuery<Bundle>> restrict, boolean isExpected) {
    IQuery<Bundle> all = gateway.client().search().forResource(DiagnosticReport.class).returnBundle(Bundle.class);
    List<String> matches = Gateway.matches(restrict.apply(all).execute());
    equal(isExpected ? List.of("DiagnosticReport/" + report.id()) : List.of(), matches, "matches");
  }

  private void ofObservation(
      Checks checks, String name, Observation expected, ICriterion<?> matching, ICriterion<?> other) {
    checks.check(
        AREA,
        name,
        () -> {
          String wanted = Gateway.nameOf(expected);
          that(Gateway.matches(observations(matching).execute()).contains(wanted), "does not find " + wanted);
          that(!Gateway.matches(observations(other).execute()).contains(wanted), "finds " + wanted + " wrongly");
        });
  }

  private IQuery<Bundle> observations(ICriterion<?> criterion) {
    return gateway
        .client()
        .search()
        .forResource(Observation.class)
        .where(criterion)
        .count(50)
        .returnBundle(Bundle.class);
  }

  private String deviceId() {
    Observation first = report.observations().get(0);
    return first.getDevice().getReferenceElement().toUnqualifiedVersionless().getValue();
  }

  private String conclusion() {
    return icd11Of(report.report().getConclusionCode().stream());
  }

  private static String icd11Of(Stream<CodeableConcept> concepts) {
    return concepts
        .flatMap(concept -> concept.getCoding().stream())
        .filter(coding -> Gateway.ICD11.equals(coding.getSystem()))
        .findFirst()
        .orElseThrow()
        .getCode();
  }
}
