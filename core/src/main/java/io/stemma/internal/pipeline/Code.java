package io.stemma.internal.pipeline;

import io.stemma.NotFoundException;
import io.stemma.PipelineOptions;
import io.stemma.StemmaException;
import io.stemma.Transformation;
import io.stemma.internal.code.CapturedCode;
import io.stemma.internal.code.CodeBundle;
import io.stemma.internal.code.CodeId;
import io.stemma.internal.code.Finding;
import io.stemma.internal.code.Statics;
import io.stemma.internal.code.WrittenParameters;
import io.stemma.internal.format.v1.ParametersJson;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transformation that is ready to run.
 *
 * @param transformation made from its parameters, so that nothing runs that is not written down
 * @param className the name of its class
 * @param parameters its components as JSON
 * @param id the id of its code
 * @param declared whether its user says that its results cannot be computed again
 * @param begin what the static fields that it reads held when it was made ready
 * @param bundle its code, as it is to be stored
 * @param warnings what may make it give other results when its stored code is run again
 */
record Code(
    Transformation transformation,
    String className,
    String parameters,
    String id,
    boolean declared,
    Statics.Snapshot begin,
    CodeBundle bundle,
    List<String> warnings) {
  private static final Logger LOG = LoggerFactory.getLogger(Code.class);

  /** Code whose user was warned. */
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  /**
   * Takes a transformation as its user made it.
   *
   * @throws IllegalArgumentException if it cannot be written down and made again, or its code would
   *     not give the same when it is run again
   */
  static Code of(Transformation given, PipelineOptions options) {
    Class<? extends Transformation> type = given.getClass();
    WrittenParameters<Transformation> written = WrittenParameters.of("transformation", given, type);
    return of(written.copy(), written.json(), options.unreproducible().isPresent());
  }

  private static IllegalArgumentException refused(Class<?> type, String why) {
    return new IllegalArgumentException("transformation " + type.getName() + " " + why);
  }

  /**
   * The same code, under the id of a job of the past, by another transformation.
   *
   * @param other is run
   */
  Code recorded(Transformation other, String id) {
    return new Code(other, className, parameters, id, declared, begin, bundle, warnings);
  }

  /**
   * Code of the past that was loaded again.
   *
   * @param made is run
   * @param id of the code
   */
  static Code loaded(
      Transformation made, String className, String parameters, String id, CodeBundle bundle) {
    Statics.Snapshot unknown = new Statics.Snapshot(Collections.emptySortedMap());
    return new Code(made, className, parameters, id, true, unknown, bundle, List.of());
  }

  /** Looks at the code of a transformation as it is at this moment. */
  private static Code of(Transformation made, String parameters, boolean declared) {
    Class<?> type = made.getClass();
    Statics.Snapshot begin = Statics.of(type).now();
    CapturedCode captured = CapturedCode.of(type, begin, declared);
    List<Finding> refused = captured.findings().refused();
    if (!refused.isEmpty() && !declared) {
      throw refused(
          type,
          "may give other results when its stored code is run again:"
              + lines(refused)
              + "\nMake such things components of the record, or files that it reads, or say"
              + " PipelineOptions.unreproducible(reason).");
    }
    String id = CodeId.of(type, captured);
    List<Finding> warned = captured.findings().warned();
    if (!warned.isEmpty() && WARNED.add(id)) {
      LOG.warn(
          "transformation {} does what may give other results when its stored code is run again:{}",
          type.getName(),
          lines(warned));
    }
    return new Code(
        made,
        type.getName(),
        parameters,
        id,
        declared,
        begin,
        CodeBundle.of(captured),
        Stream.concat(refused.stream(), warned.stream()).map(Finding::toString).toList());
  }

  private static String lines(List<Finding> findings) {
    return findings.stream().map(each -> "\n  " + each).collect(Collectors.joining());
  }

  /**
   * Checks at the end of a job that static fields hold what they held at its beginning.
   *
   * @throws StemmaException if one does not
   */
  void checkUnchanged() {
    List<Finding> changes = Statics.of(transformation.getClass()).changesSince(begin);
    List<Finding> refused = changes.stream().filter(Finding::isRefused).toList();
    if (!refused.isEmpty() && !declared) {
      throw new StemmaException(
          "what transformation "
              + className
              + " computes may depend on the order of its datums:"
              + lines(refused)
              + "\nKeep such things in the datum's own objects, or say"
              + " PipelineOptions.unreproducible(reason).");
    } else if (!changes.isEmpty()) {
      LOG.warn("transformation {}:{}", className, lines(changes));
    }
  }

  /** Takes note at the end of a job without results of the caches that it filled. */
  void noteCaches() {
    List<Finding> unused = Statics.of(transformation.getClass()).changesSince(begin);
  }

  /**
   * Makes the transformation of a definition.
   *
   * @param known the class that is taken if it has the right name; else that of the class path
   * @throws NotFoundException if there is no such class
   * @throws IllegalArgumentException if its code would not give the same when it is run again
   */
  static Code of(Definition definition, Optional<Class<? extends Transformation>> known) {
    return made(
        definition.transformation(),
        definition.parameters(),
        known,
        definition.options().unreproducible().isPresent());
  }

  /**
   * Makes the transformation of a job elsewhere, in the same way.
   *
   * @param id of the code as it is there, which says whether it was declared unreproducible
   */
  static Code of(
      String name, String parameters, String id, Optional<Class<? extends Transformation>> known) {
    Code code = made(name, parameters, known, true);
    return code.id().equals(id) ? code : made(name, parameters, known, false);
  }

  private static Code made(
      String name,
      String parameters,
      Optional<Class<? extends Transformation>> known,
      boolean declared) {
    Class<? extends Transformation> type =
        known.filter(given -> given.getName().equals(name)).orElseGet(() -> find(name));
    return of(ParametersJson.read(parameters, type), parameters, declared);
  }

  private static Class<? extends Transformation> find(String name) {
    try {
      return load(name).asSubclass(Transformation.class);
    } catch (ClassNotFoundException e) {
      NotFoundException missing =
          new NotFoundException(
              "the class "
                  + name
                  + " of the transformation is not on the class path; add it, or define the"
                  + " pipeline anew");
      missing.initCause(e);
      throw missing;
    }
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return Class.forName(name, true, context != null ? context : Code.class.getClassLoader());
  }
}
