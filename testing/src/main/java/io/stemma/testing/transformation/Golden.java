package io.stemma.testing.transformation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a parameter the results that are kept in a golden archive: an archive in the test
 * resources, in the directory {@code golden/NAME} of the class path. A parameter of type {@link
 * io.stemma.Commit} is the newest results of its pipeline, one of type {@link io.stemma.Archive}
 * the archive, opened for reading. Takes {@link StemmaExtension}.
 *
 * <pre>{@code
 * @Test void reproducesTheGoldenCommit(@Golden("te-2024A") Commit golden) {
 *   assertTransformation(new Calibrate("te")).on(shot).reproduces(golden).withinUlps(1);
 * }
 * }</pre>
 *
 * <p><b>Reading.</b> The archive is read into memory, from a directory or a jar, and every byte of
 * it is checked; what is kept is neither changed nor held open. Each parameter has an archive of
 * its own, open until the end of the test, or of the class for parameters that belong to the class.
 *
 * <p><b>Writing.</b> With {@code -Dstemma.golden.write=true} the assertion does not compare, but
 * records what the transformation gives today, and prints what has changed: as a golden archive
 * where there is none, else as the newest commit of the one that there is, which keeps the older
 * ones. Nothing is written if everything is as it was, and nothing by a test that fails; of a
 * parameter that belongs to the class, nothing if one of its tests fails. What one test of a run
 * has written, the others are compared with.
 *
 * <p>What is kept is an archive in a directory, to be put under version control with the code: the
 * datums, their results, the code that gave them, and of each version who wrote it, when, and on
 * which computer. A small archive of your own that has a pipeline will do, too.
 *
 * <p>It is written to {@code golden/NAME} in the directory that the property {@code
 * stemma.golden.directory} names, which is then read instead of the class path, too. Without it, to
 * {@code src/test/resources} of the project: that of the property {@code basedir}, which Maven
 * sets, else the nearest directory with {@code src/test} above the compiled test. Both properties
 * may be configuration parameters of JUnit instead.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Golden {

  /**
   * Which golden archive.
   *
   * @return its name: letters, digits and {@code . _ -}, beginning with a letter or digit
   */
  String value();

  /**
   * Whose results, in an archive that has several pipelines.
   *
   * @return the name of the pipeline; empty for the only one
   */
  String pipeline() default "";
}
