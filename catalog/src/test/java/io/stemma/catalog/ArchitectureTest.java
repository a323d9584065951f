package io.stemma.catalog;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.stemma.StemmaException;

/** The direction of dependencies in this module. */
@AnalyzeClasses(
    packages = "io.stemma.catalog",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String DATA = "io.stemma.catalog.internal.data..";
  private static final String SQL = "io.stemma.catalog.internal.sql..";

  @ArchTest
  static final ArchRule sql =
      classes()
          .that()
          .resideInAPackage(SQL)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(SQL, "java..", "org.h2..", "org.jspecify..", "org.slf4j..")
                  .or(assignableTo(StemmaException.class)))
          .because("a query reads tables, whatever they are of");

  @ArchTest
  static final ArchRule h2InOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage(SQL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.h2..", "java.sql..")
          .because("the database is exchanged in one place");

  @ArchTest
  static final ArchRule data =
      noClasses()
          .that()
          .resideInAPackage(DATA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL, "io.stemma.catalog")
          .because("what is known of an archive does not depend on how it is asked");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("io.stemma.catalog.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package in a cycle cannot be understood alone");

  @ArchTest
  static final ArchRule names =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Helper|Utils?)$")
          .because("a name says what a thing is");
}
