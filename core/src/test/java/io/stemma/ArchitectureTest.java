package io.stemma;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of dependencies; {@code docs/ARCHITECTURE.md} has the picture. */
@AnalyzeClasses(packages = "io.stemma", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JDK = "java..";
  private static final String NULLNESS = "org.jspecify..";
  private static final String API = "io.stemma";
  private static final String EXECUTION = "io.stemma.execution..";
  private static final String STORAGE = "io.stemma.storage..";
  private static final String BASE = "io.stemma.internal.base..";
  private static final String FORMAT = "io.stemma.internal.format..";
  private static final String CHUNK = "io.stemma.internal.chunk..";
  private static final String PACK = "io.stemma.internal.pack..";
  private static final String INDEX = "io.stemma.internal.index..";
  private static final String CHUNKS = "io.stemma.internal.chunks..";
  private static final String TREE = "io.stemma.internal.tree..";
  private static final String PATH = "io.stemma.internal.path..";
  private static final String LOG = "io.stemma.internal.log..";
  private static final String COMMIT = "io.stemma.internal.commit..";
  private static final String CONDITION = "io.stemma.internal.condition..";
  private static final String DATUM = "io.stemma.internal.datum..";
  private static final String INGEST = "io.stemma.internal.ingest..";
  private static final String SHOTS = "io.stemma.internal.shots..";
  private static final String WORK = "io.stemma.internal.work..";
  private static final String TABLE = "io.stemma.internal.table..";
  private static final String DISPLAY = "io.stemma.display..";

  private static final String GUAVA = "com.google.common..";
  private static final String SLF4J = "org.slf4j..";

  private static ArchRule only(String from, String reason, String... to) {
    String[] all = java.util.Arrays.copyOf(to, to.length + 3);
    all[to.length] = from;
    all[to.length + 1] = JDK;
    all[to.length + 2] = NULLNESS;
    return classes()
        .that()
        .resideInAPackage(from)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(all)
        .because(reason);
  }

  @ArchTest
  static final ArchRule storeContract =
      only(STORAGE, "a store must be writable without knowing anything of Stemma");

  @ArchTest
  static final ArchRule signals =
      only("io.stemma.signal..", "transformations carry signals along, wherever they run");

  @ArchTest
  static final ArchRule base = only(BASE, "all others build on it", "org.apache.commons.codec..");

  @ArchTest
  static final ArchRule files =
      only(
          "io.stemma.internal.files..",
          "stores use it, and know nothing of Stemma",
          "com.sun.nio.file..");

  @ArchTest
  static final ArchRule cache =
      only(
          "io.stemma.internal.cache..",
          "copies are of objects, whatever those hold",
          BASE,
          STORAGE,
          GUAVA,
          SLF4J);

  @ArchTest
  static final ArchRule format =
      only(
          FORMAT,
          "the format is bytes to values and back, without I/O",
          BASE,
          API,
          EXECUTION,
          "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule chunk =
      only(
          CHUNK,
          "chunking and codecs are pure functions of bytes",
          BASE,
          "com.github.luben.zstd..");

  @ArchTest
  static final ArchRule pack =
      only(PACK, "packs know chunks and stores, not why", BASE, FORMAT, CHUNK, STORAGE);

  @ArchTest
  static final ArchRule index =
      only(INDEX, "an index maps ids to places, whatever they are", BASE, FORMAT, STORAGE, GUAVA);

  @ArchTest
  static final ArchRule tree =
      only(
          TREE,
          "a tree knows neither storage nor chunks, so that it can be tested and reused alone",
          BASE,
          FORMAT);

  @ArchTest static final ArchRule path = only(PATH, "grammars are functions of text", API);

  @ArchTest
  static final ArchRule log =
      only(
          LOG,
          "the log knows entries and stores; what they mean is above it",
          BASE,
          FORMAT,
          STORAGE,
          SLF4J);

  @ArchTest
  static final ArchRule chunks =
      only(
          CHUNKS,
          "content by id knows nothing of trees, commits and refs",
          BASE,
          FORMAT,
          CHUNK,
          PACK,
          INDEX,
          STORAGE,
          API,
          GUAVA,
          SLF4J);

  @ArchTest
  static final ArchRule commit =
      only(
          COMMIT,
          "files and changes are above trees and chunks, and below archives",
          CONDITION,
          BASE,
          FORMAT,
          CHUNKS,
          TREE,
          PATH,
          API,
          GUAVA);

  @ArchTest
  static final ArchRule datum =
      only(
          DATUM,
          "what is a datum is a function of trees of files, whoever runs it",
          BASE,
          FORMAT,
          COMMIT,
          TREE,
          PATH,
          API,
          GUAVA);

  @ArchTest
  static final ArchRule condition =
      only(CONDITION, "whether a condition is true depends on values alone", BASE, PATH, API);

  @ArchTest
  static final ArchRule display = only(DISPLAY, "whoever shows something need not know what it is");

  @ArchTest static final ArchRule table = only(TABLE, "text is text, whatever is in it", DISPLAY);

  @ArchTest
  static final ArchRule ingest =
      only(
          INGEST,
          "taking in directories is work on a transaction, and knows neither archives nor refs",
          BASE,
          FORMAT,
          CHUNKS,
          COMMIT,
          PATH,
          WORK,
          API,
          SLF4J);

  @ArchTest
  static final ArchRule shots =
      only(
          SHOTS,
          "taking in shots uses branches and transactions as a user does",
          API,
          BASE,
          INGEST,
          PATH);

  @ArchTest
  static final ArchRule code =
      only(
          "io.stemma.internal.code..",
          "what a class consists of does not depend on what it is used for",
          FORMAT,
          BASE,
          "org.objectweb.asm..");

  @ArchTest
  static final ArchRule extract =
      only(
          "io.stemma.internal.extract..",
          "what extractors say of files is a function of trees, whoever commits them",
          BASE,
          FORMAT,
          CHUNK,
          CHUNKS,
          COMMIT,
          TREE,
          PATH,
          API,
          SLF4J,
          "io.stemma.internal.code..");

  @ArchTest
  static final ArchRule pipeline =
      only(
          "io.stemma.internal.pipeline..",
          "pipelines and jobs know an archive by what they need of it only",
          BASE,
          FORMAT,
          CHUNKS,
          COMMIT,
          TREE,
          PATH,
          LOG,
          API,
          EXECUTION,
          SLF4J,
          CONDITION,
          "io.stemma.internal.datum..",
          TABLE,
          DISPLAY,
          "io.stemma.internal.output..",
          "io.stemma.internal.provenance..",
          "io.stemma.internal.code..");

  @ArchTest
  static final ArchRule provenance =
      only(
          "io.stemma.internal.provenance..",
          "graphs are exported, whoever made them",
          API,
          TABLE,
          DISPLAY);

  @ArchTest
  static final ArchRule output =
      only(
          "io.stemma.internal.output..",
          "what a datum writes is files and content; jobs are above it",
          BASE,
          FORMAT,
          CHUNK,
          CHUNKS,
          COMMIT,
          PATH,
          API);

  @ArchTest
  static final ArchRule jvm =
      only(
          "io.stemma.internal.jvm..",
          "who starts processes carries calls and tasks, whatever is in them",
          BASE,
          STORAGE,
          EXECUTION,
          API,
          SLF4J);

  @ArchTest static final ArchRule work = only(WORK, "threads do not care what they work on", API);

  @ArchTest
  static final ArchRule apiPointsInwardOnce =
      noClasses()
          .that(
              resideInAPackage(API)
                  .and(com.tngtech.archunit.base.DescribedPredicate.not(simpleName("Archive"))))
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.stemma.internal..")
                  .and(com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage(TABLE))))
          .because(
              "only Archive.open leads from the API to what implements it; how values print is no"
                  + " part of that, and knows nothing of the API");

  @ArchTest
  static final ArchRule archiveKnowsItsDoorOnly =
      noClasses()
          .that()
          .haveFullyQualifiedName("io.stemma.Archive")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.stemma.internal..")
                  .and(com.tngtech.archunit.base.DescribedPredicate.not(simpleName("Archives"))))
          .because("what implements the API is free to change");

  @ArchTest
  static final ArchRule executionKnowsItsDoorsOnly =
      noClasses()
          .that()
          .resideInAPackage(EXECUTION)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.stemma.internal..")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          simpleName("OpenWorker")
                              .or(simpleName("WorkerPlace"))
                              .or(simpleName("JvmPool"))
                              .or(simpleName("TaskJson"))
                              .or(simpleName("OutcomeBytes"))
                              .or(simpleName("MalformedException")))))
          .because("tasks and outcomes are plain data, and workers open archives");

  @ArchTest
  static final ArchRule jacksonInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage(FORMAT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..")
          .because("JSON is part of the format and of nothing else");

  @ArchTest
  static final ArchRule zstdInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage(CHUNK)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.github.luben..")
          .because("a codec is chosen in one place");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("io.stemma.internal.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package in a cycle cannot be understood alone");

  @ArchTest
  static final ArchRule names =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Helper|Utils?)$")
          .because("a name says what a thing is");

  @ArchTest
  static final ArchRule noConsole =
      noClasses()
          .that(resideInAPackage("io.stemma..").and(alwaysTrue()))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("a library speaks through values, exceptions and slf4j");
}
