package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ValidationOptions;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;

/** HL7's instance validator for R4, offline, as strict as its own command line or stricter. */
final class Hl7Validator {

  private final FhirValidator validator;

  Hl7Validator(ConformanceResources resources) {
    FhirContext fhir = resources.fhir();
    // Ours first: an earlier support wins, and ours holds the amended copy of one of R4's code systems.
    ValidationSupportChain chain =
        new ValidationSupportChain(
            resources.ours(),
            resources.r4(),
            new CommonCodeSystemsTerminologyService(fhir),
            new DisplayCheckingTerminology(fhir),
            new SnapshotGeneratingValidationSupport(fhir),
            new UncheckedSystems(fhir));
    FhirInstanceValidator instance = new FhirInstanceValidator(chain);
    instance.setWrappedWorkerContext(chain, new EveryCodingContext(chain));
    instance.setBestPracticeWarningLevel(BestPracticeWarningLevel.Warning);
    instance.setAnyExtensionsAllowed(false);
    instance.setErrorForUnknownProfiles(true);
    // Without it a reference that cannot be resolved is not even checked for its type: result -> Media/1 would pass.
    instance.setAssumeValidRestReferences(true);
    validator = new FhirValidator(fhir).registerValidatorModule(instance);
  }

  /** Validates the text, not a parsed resource: HAPI's parser would repair or drop what we want to hear about. */
  List<Finding> validate(String json) {
    return validator.validateWithResult(json, new ValidationOptions()).getMessages().stream().map(Finding::of).toList();
  }
}
