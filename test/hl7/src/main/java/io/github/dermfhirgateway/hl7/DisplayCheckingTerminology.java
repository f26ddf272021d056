package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.ConceptValidationOptions;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** The in-memory terminology, which compares a coding's display only when asked to; the validator's adapter never asks. */
final class DisplayCheckingTerminology extends InMemoryTerminologyServerValidationSupport {

  DisplayCheckingTerminology(FhirContext fhir) {
    super(fhir);
  }

  @Override
  public CodeValidationResult validateCode(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      String valueSetUrl) {
    return super.validateCode(context, withDisplay(options), system, code, display, valueSetUrl);
  }

  @Override
  public CodeValidationResult validateCodeInValueSet(
      ValidationSupportContext context,
      ConceptValidationOptions options,
      String system,
      String code,
      String display,
      IBaseResource valueSet) {
    return super.validateCodeInValueSet(context, withDisplay(options), system, code, display, valueSet);
  }

  private static ConceptValidationOptions withDisplay(ConceptValidationOptions options) {
    return new ConceptValidationOptions().setInferSystem(options.isInferSystem()).setValidateDisplay(true);
  }
}
