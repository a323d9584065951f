package io.stemma.plot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies in this module. */
@AnalyzeClasses(packages = "io.stemma.plot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule signalsOnly =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.stemma.plot",
              "io.stemma.display",
              "io.stemma.signal",
              "java..",
              "javax.imageio..",
              "org.jfree..",
              "org.jspecify..")
          .because("signals are drawn wherever they come from, also without an archive");

  @ArchTest
  static final ArchRule names =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Helper|Utils?)$")
          .because("a name says what a thing is");
}
