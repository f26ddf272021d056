package io.github.dermfhirgateway.hl7;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Validates every {@code *.json} file below a folder with HL7's instance validator.
 *
 * <p>Arguments: the FHIR package of our own conformance resources, the folder of files to validate. Standard output carries one
 * JSON object a line for each message; standard error carries progress. The exit code is 0 whatever was found: judging
 * the findings is the caller's task. One process for the whole folder, because loading R4 costs seconds and a further
 * file a tenth of one.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: Main <package.tgz> <input folder>");
      System.exit(2);
    }
    PrintStream findings = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    // Libraries below print now and then; standard output belongs to the findings alone.
    System.setOut(System.err);
    long start = System.nanoTime();
    Hl7Validator validator = new Hl7Validator(ConformanceResources.load(Path.of(args[0])));
    List<Path> files = jsonFilesBelow(Path.of(args[1]));
    int done = 0;
    for (Path file : files) {
      String name = Path.of(args[1]).relativize(file).toString();
      for (Finding finding : validator.validate(Files.readString(file))) {
        findings.println(finding.toJson(name));
      }
      done++;
      if (done % 20 == 0 || done == files.size()) {
        System.err.printf("validated %d of %d files, %d s%n", done, files.size(), seconds(start));
      }
    }
    findings.flush();
  }

  private static List<Path> jsonFilesBelow(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(path -> path.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000L;
  }
}
