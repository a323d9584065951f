package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.ArchiveOptions;
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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests an archive of their own: a parameter of type {@link Archive} is a fresh one in
 * memory, or, with {@link InDirectory}, in a temporary directory. It is closed, and the directory
 * deleted, when the test has ended.
 */
public final class StemmaExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(StemmaExtension.class);

  /** Puts the archive of a test into a temporary directory; takes the module storage-local. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.PARAMETER)
  public @interface InDirectory {}

  /** For JUnit. */
  public StemmaExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Archive.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    TestArchive made =
        parameter.isAnnotated(InDirectory.class) ? TestArchive.onDisk() : TestArchive.inMemory();
    test.getStore(NAMESPACE).put(parameter.getIndex() + "", made);
    return made.archive();
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
