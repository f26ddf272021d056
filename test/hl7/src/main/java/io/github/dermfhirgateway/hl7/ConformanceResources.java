package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.npm.NpmPackage;

/** What the validator must know besides R4 itself: our published resources, and two codes that are younger than R4. */
record ConformanceResources(FhirContext fhir, DefaultProfileValidationSupport r4, PrePopulatedValidationSupport ours) {

  /** R4 froze v3-ObservationValue in 2018; AIAST joined it in HL7 terminology 6.0.0 (2024), beside device asserted. */
  private static final YoungCode AIAST =
      new YoungCode(
          "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
          "AIAST",
          "Artificial Intelligence asserted",
          "DEVAST");

  /** R4's copy of DICOM's codes is older than the modality dermoscopy, which stands beside photography. */
  private static final YoungCode DMS =
      new YoungCode("http://dicom.nema.org/resources/ontology/DCM", "DMS", "Dermoscopy", "XC");

  private static final Set<String> TYPES =
      Set.of("CodeSystem", "ConceptMap", "NamingSystem", "SearchParameter", "StructureDefinition", "ValueSet");

  /** @param npmPackage a FHIR package (.tgz), which is read as HL7's command line reads one given with {@code -ig}. */
  static ConformanceResources load(Path npmPackage) throws IOException {
    FhirContext fhir = FhirContext.forR4();
    DefaultProfileValidationSupport r4 = new DefaultProfileValidationSupport(fhir);
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(fhir);
    ours.addCodeSystem(withCode(r4, AIAST));
    ours.addCodeSystem(withCode(r4, DMS));
    try (InputStream bytes = Files.newInputStream(npmPackage)) {
      NpmPackage contents = NpmPackage.fromPackage(bytes);
      // What the index does not name is not found: a wrong index shows as unknown profiles.
      for (String file : contents.listResources(TYPES)) {
        try (InputStream json = contents.load("package", file)) {
          add(ours, file, new String(json.readAllBytes(), StandardCharsets.UTF_8), fhir);
        }
      }
    }
    return new ConformanceResources(fhir, r4, ours);
  }

  private static void add(PrePopulatedValidationSupport ours, String file, String text, FhirContext fhir) {
    IBaseResource resource;
    try {
      resource = fhir.newJsonParser().parseResource(text);
    } catch (DataFormatException e) {
      // The same file is validated as an input too, where this becomes a finding.
      System.err.println("not loaded: " + file + ": " + e.getMessage());
      return;
    }
    if (resource instanceof StructureDefinition) {
      ours.addStructureDefinition(resource);
    } else if (resource instanceof CodeSystem) {
      ours.addCodeSystem(resource);
    } else if (resource instanceof ValueSet) {
      ours.addValueSet(resource);
    } else if (resource instanceof SearchParameter) {
      ours.addSearchParameter(resource);
    } else if (resource.fhirType().equals("ConceptMap") || resource.fhirType().equals("NamingSystem")) {
      ours.addResource(resource);
    }
  }

  /** A code that R4's copy of its code system is too old to have, and a code of the copy that it stands beside. */
  private record YoungCode(String system, String code, String display, String sibling) {}

  /** The whole code system is kept and the one code put beside its sibling, so that any other unknown code stays an error. */
  private static CodeSystem withCode(DefaultProfileValidationSupport r4, YoungCode young) {
    CodeSystem copy = ((CodeSystem) r4.fetchCodeSystem(young.system())).copy();
    List<ConceptDefinitionComponent> siblings = listHolding(young.sibling(), copy.getConcept());
    if (siblings == null) {
      throw new IllegalStateException("R4's " + young.system() + " has no " + young.sibling());
    }
    siblings.add(new ConceptDefinitionComponent().setCode(young.code()).setDisplay(young.display()));
    return copy;
  }

  private static List<ConceptDefinitionComponent> listHolding(String code, List<ConceptDefinitionComponent> concepts) {
    for (ConceptDefinitionComponent concept : concepts) {
      if (concept.getCode().equals(code)) {
        return concepts;
      }
      List<ConceptDefinitionComponent> below = listHolding(code, concept.getConcept());
      if (below != null) {
        return below;
      }
    }
    return null;
  }
}
