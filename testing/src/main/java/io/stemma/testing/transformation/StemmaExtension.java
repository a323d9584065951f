package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
import io.stemma.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an archive of their own: a parameter of type {@link Archive} is a fresh one in
 * memory, or, with {@link InDirectory}, in a temporary directory. It is closed, and the directory
 * deleted, when the test has ended. A parameter with {@link Golden} is what is kept in the test
 * resources. Parameters of constructors, of methods that run before each test, and of nested and
 * parameterized tests are as good as those of tests. Takes JUnit 5.13 or newer.
 */
public final class StemmaExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(StemmaExtension.class);

  /** Puts the archive of a test into a temporary directory; takes the module storage-local. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  public @interface InDirectory {}

  /** For JUnit. */
  public StemmaExtension() {}

  /**
   * For JUnit: what a constructor is given belongs to the test that the object is made for.
   *
   * @param root the context of everything
   * @return the scope of a test
   */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Archive.class
        || parameter.isAnnotated(Golden.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Optional<Golden> golden = parameter.findAnnotation(Golden.class);
    if (golden.isPresent()) {
      return golden(golden.get(), parameter.getParameter().getType(), test);
    }
    TestArchive made =
        parameter.isAnnotated(InDirectory.class) ? TestArchive.onDisk() : TestArchive.inMemory();
    keep(made, test);
    return made.archive();
  }

  /**
   * For JUnit: golden archives that belong to the class of a test that has failed are not written.
   *
   * @param test the test
   */
  @Override
  public void afterEach(ExtensionContext test) {
    if (test.getExecutionException().isPresent()) {
      for (Optional<ExtensionContext> up = test.getParent(); up.isPresent(); ) {
        ResolvedGolden.failed(up.get());
        up = up.get().getParent();
      }
    }
  }

  private static Object golden(Golden golden, Class<?> type, ExtensionContext test) {
    if (type != Commit.class && type != Archive.class) {
      throw new ParameterResolutionException(
          "a parameter with @Golden is a Commit or an Archive of io.stemma, not a "
              + type.getName());
    }
    try {
      ResolvedGolden resolved = ResolvedGolden.of(golden, type, test);
      keep(resolved, test);
      return type == Commit.class ? resolved.commit() : resolved.archive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Under a key of its own: a test may have several, of several methods. */
  private static void keep(AutoCloseable made, ExtensionContext test) {
    test.getStore(NAMESPACE).put(new Object(), made);
  }

  /** Closed by JUnit with the store that holds it. */
  private record TestArchive(Archive archive, Optional<Path> directory) implements AutoCloseable {

    static TestArchive inMemory() {
      return new TestArchive(Archive.inMemory(), Optional.empty());
    }

    static TestArchive onDisk() {
      try {
        Path directory = Files.createTempDirectory("stemma-test-");
        Archive archive =
            Archive.create(
                directory.resolve("archive").toUri(), ArchiveOptions.DEFAULT.withoutCache());
        return new TestArchive(archive, Optional.of(directory));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      archive.close();
      if (directory.isEmpty()) {
        return;
      }
      try (Stream<Path> all = Files.walk(directory.get())) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
