package io.stemma.internal.extract;

import io.stemma.Extractor;
import io.stemma.ExtractorDefinition;
import io.stemma.internal.code.CodeId;
import io.stemma.internal.code.WrittenParameters;
import io.stemma.internal.format.v1.ParametersJson;
import io.stemma.internal.path.Glob;
import io.stemma.internal.path.TreePath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An extractor of a repository, to be run. Its class is looked for when the first file is to be
 * read: who commits no such file does not need it.
 */
public final class ReadyExtractor {
  private final ExtractorDefinition definition;
  private final Glob glob;
  private final Optional<Class<? extends Extractor>> known;
  private @Nullable Extractor made;

  /**
   * An extractor that is defined.
   *
   * @param known the class of its name that was defined here, which the class path need not have
   */
  public ReadyExtractor(
      ExtractorDefinition definition, Optional<Class<? extends Extractor>> known) {
    this.definition = definition;
    this.glob = Glob.of(definition.glob());
    this.known = known;
  }

  /**
   * What is stored of an extractor that a user gave.
   *
   * @throws IllegalArgumentException if it cannot be written down and made again
   */
  public static ExtractorDefinition define(String name, Glob glob, Extractor given) {
    WrittenParameters<Extractor> written =
        WrittenParameters.of("extractor", given, given.getClass());
    return new ExtractorDefinition(
        name,
        glob.toString(),
        given.getClass().getName(),
        written.json(),
        CodeId.of(given.getClass()));
  }

  String name() {
    return definition.name();
  }

  boolean matches(TreePath file) {
    return glob.matches(file);
  }

  /**
   * What runs.
   *
   * @throws IllegalArgumentException if there is no such class here, or it is another one
   */
  Extractor code() {
    Extractor code = made;
    if (code == null) {
      code = ParametersJson.read(definition.parameters(), known.orElseGet(this::find));
      made = code;
    }
    return code;
  }

  /** The name comes from the archive: before it is known that it is an extractor, nothing runs. */
  private Class<? extends Extractor> find() {
    String name = definition.extractor();
    ClassLoader own = ReadyExtractor.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Class<?> type =
        find(name, context != null ? context : own).or(() -> find(name, own)).orElse(null);
    if (type == null) {
      throw new IllegalArgumentException(
          "the class " + name + " is not on the class path of who committed this");
    } else if (!Extractor.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException("the class " + name + " is no extractor");
    }
    return type.asSubclass(Extractor.class);
  }

  private static Optional<Class<?>> find(String name, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(name, false, loader));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }
}
