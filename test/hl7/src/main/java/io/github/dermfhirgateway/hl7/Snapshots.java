package io.github.dermfhirgateway.hl7;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * Makes the snapshots of profiles with HL7's own generator, from their differentials and R4's definitions.
 *
 * <p>Argument: a folder of StructureDefinitions; a snapshot that one already has is not looked at. Standard output carries
 * each of them on a line, as JSON, with its snapshot, in the order of their files.
 */
public final class Snapshots {

  private Snapshots() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: Snapshots <folder>");
      System.exit(2);
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    FhirContext fhir = FhirContext.forR4();
    IParser json = fhir.newJsonParser();
    List<StructureDefinition> profiles = withoutSnapshots(Path.of(args[0]), json);
    PrePopulatedValidationSupport ours = new PrePopulatedValidationSupport(fhir);
    profiles.forEach(ours::addStructureDefinition);
    SnapshotGeneratingValidationSupport generator = new SnapshotGeneratingValidationSupport(fhir);
    ValidationSupportChain chain =
        new ValidationSupportChain(
            ours,
            new DefaultProfileValidationSupport(fhir),
            new CommonCodeSystemsTerminologyService(fhir),
            new InMemoryTerminologyServerValidationSupport(fhir),
            generator);
    ValidationSupportContext context = new ValidationSupportContext(chain);
    for (StructureDefinition profile : profiles) {
      out.println(json.encodeResourceToString(generator.generateSnapshot(context, profile, profile.getUrl(), "", profile.getName())));
    }
    out.flush();
  }

  private static List<StructureDefinition> withoutSnapshots(Path folder, IParser json) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<StructureDefinition> profiles = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
        StructureDefinition profile = json.parseResource(StructureDefinition.class, Files.readString(file));
        profile.setSnapshot(null);
        profiles.add(profile);
      }
      return profiles;
    }
  }
}
