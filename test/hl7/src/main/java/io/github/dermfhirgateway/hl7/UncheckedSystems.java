package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.LookupCodeRequest;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.BaseValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Last in the chain: says what becomes of a code whose system nobody holds. The few systems the gateway uses and cannot
 * ship (licence, size) pass by name, and so does its identifier system, which tags a Provenance. Any other is a warning, so that a misspelt URI shows, and what is no URI at all is an
 * error (FHIR R4 Coding.system is a uri; "ICD-11" is a name).
 */
final class UncheckedSystems extends BaseValidationSupport {

  private static final Set<String> PASS =
      Set.of(
          "http://id.who.int/icd/release/11/mms",
          "http://snomed.info/sct",
          "http://loinc.org",
          "http://dicom.nema.org/resources/ontology/DCM",
          "https://legit.health/integration/json-only/codes/conditions",
          "https://derm-fhir-gateway.github.io/sid/resource");

  private static final Pattern ABSOLUTE_URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S+");

  UncheckedSystems(FhirContext fhir) {
    super(fhir);
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext context, String system) {
    return system != null && context.getRootValidationSupport().fetchCodeSystem(system) == null || PASS.contains(system);
  }

  @Override
  public boolean isValueSetSupported(ValidationSupportContext context, String valueSetUrl) {
    return true;
  }

  @Override
  public LookupCodeResult lookupCode(ValidationSupportContext context, LookupCodeRequest request) {
    return PASS.contains(request.getSystem()) ? new LookupCodeResult().setFound(true) : null;
  }

  @Override
  public CodeValidationResult validateCode(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      String valueSetUrl) {
    if (!isCodeSystemSupported(context, system)) {
      return null;
    }
    if (PASS.contains(system)) {
      return new CodeValidationResult().setCode(code);
    }
    if (!ABSOLUTE_URI.matcher(system).matches()) {
      return problem("Coding.system is not an absolute URI: '" + system + "'", IssueSeverity.ERROR);
    }
    return problem("Code system is not known here: '" + system + "'", IssueSeverity.WARNING);
  }

  @Override
  public CodeValidationResult validateCodeInValueSet(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      IBaseResource valueSet) {
    // Reached only for value sets that the in-memory terminology could not expand: membership stays open.
    return PASS.contains(system) ? new CodeValidationResult().setCode(code) : null;
  }

  private static CodeValidationResult problem(String text, IssueSeverity severity) {
    return new CodeValidationResult()
        .setSeverity(severity)
        .setMessage(text)
        .addIssue(
            new CodeValidationIssue(
                text, severity, CodeValidationIssueCode.CODE_INVALID, CodeValidationIssueCoding.INVALID_CODE));
  }
}
