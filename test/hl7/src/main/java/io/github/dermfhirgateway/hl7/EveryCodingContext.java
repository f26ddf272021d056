package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.model.CodeableConcept;
import org.hl7.fhir.r5.model.Coding;
import org.hl7.fhir.r5.model.OperationOutcome;
import org.hl7.fhir.r5.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r5.model.ValueSet;
import org.hl7.fhir.r5.terminologies.utilities.ValidationResult;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.hl7.fhir.utilities.validation.ValidationOptions;

/**
 * HAPI's bridge between the validator and the terminology, with one rule changed: for a CodeableConcept the original
 * returns the result of the first good coding and drops what was said about the others. Here every coding speaks. A bound
 * concept is in its value set when any coding is (FHIR R4 terminologies, 4.1.4), yet a wrong code beside it stays wrong.
 */
final class EveryCodingContext extends WorkerContextValidationSupportAdapter {

  EveryCodingContext(IValidationSupport support) {
    super(support);
  }

  @Override
  public ValidationResult validateCode(ValidationOptions options, CodeableConcept concept, ValueSet valueSet) {
    List<OperationOutcomeIssueComponent> issues = new ArrayList<>();
    ValidationResult accepted = null;
    for (Coding coding : concept.getCoding()) {
      if (!coding.hasSystem()) {
        issues.add(issue(OperationOutcome.IssueSeverity.WARNING, "Coding has no system: its code means nothing"));
        continue;
      }
      ValidationResult own = validateCode(options, coding, null);
      issues.addAll(issuesOf(own, coding));
      ValidationResult membership = valueSet == null ? own : validateCode(options, coding, valueSet);
      if (accepted == null && membership.isOk()) {
        accepted = membership;
      }
    }
    if (accepted == null) {
      return new ValidationResult(ValidationMessage.IssueSeverity.ERROR, null, issues);
    }
    ValidationResult result =
        new ValidationResult(
            accepted.getSystem(), accepted.getVersion(), accepted.asConceptDefinition(), accepted.getDisplay());
    result.setIssues(issues);
    return result;
  }

  private static List<OperationOutcomeIssueComponent> issuesOf(ValidationResult result, Coding coding) {
    if (result.isOk() || !result.getIssues().isEmpty()) {
      return result.getIssues();
    }
    String text = result.getMessage() + " (" + coding.getSystem() + "#" + coding.getCode() + ")";
    return List.of(issue(OperationOutcome.IssueSeverity.ERROR, text));
  }

  private static OperationOutcomeIssueComponent issue(OperationOutcome.IssueSeverity severity, String text) {
    OperationOutcomeIssueComponent issue =
        new OperationOutcomeIssueComponent()
            .setSeverity(severity)
            .setCode(OperationOutcome.IssueType.CODEINVALID)
            .setDiagnostics(text);
    issue.getDetails().setText(text);
    return issue;
  }
}
