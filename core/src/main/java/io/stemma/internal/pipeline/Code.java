package io.stemma.internal.pipeline;

import io.stemma.NotFoundException;
import io.stemma.Transformation;
import io.stemma.internal.code.CodeId;
import io.stemma.internal.format.v1.ParametersJson;
import java.util.Optional;

/**
 * A transformation that is ready to run.
 *
 * @param transformation made from its parameters, so that nothing runs that is not written down
 * @param className the name of its class
 * @param parameters its components as JSON
 * @param id the id of its code
 */
record Code(Transformation transformation, String className, String parameters, String id) {

  /**
   * Takes a transformation as its user made it.
   *
   * @throws IllegalArgumentException if it cannot be written down and made again
   */
  static Code of(Transformation given) {
    Class<? extends Transformation> type = given.getClass();
    if (type.isHidden() || type.isSynthetic()) {
      throw refused(type, "is a lambda, which has neither a name nor parameters: make it a record");
    } else if (type.isAnonymousClass()) {
      throw refused(type, "is anonymous, so it cannot be made again: make it a record");
    }
    String parameters;
    Transformation copy;
    try {
      parameters = ParametersJson.write(given);
      copy = ParametersJson.read(parameters, type);
    } catch (IllegalArgumentException e) {
      IllegalArgumentException refused =
          refused(
              type,
              "cannot be written as JSON and read back (make it a record whose components can, and"
                  + " open its package to com.fasterxml.jackson.databind if it is in a module): "
                  + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    if (!copy.equals(given)) {
      throw refused(
          type,
          "is not equal to what is read back from its JSON "
              + parameters
              + "; make it a record of values without arrays and what compares by identity");
    }
    return new Code(copy, type.getName(), parameters, CodeId.of(type));
  }

  private static IllegalArgumentException refused(Class<?> type, String why) {
    return new IllegalArgumentException("transformation " + type.getName() + " " + why);
  }

  /**
   * Makes the transformation of a definition.
   *
   * @param known the class that is taken if it has the right name; else that of the class path
   * @throws NotFoundException if there is no such class
   */
  static Code of(Definition definition, Optional<Class<? extends Transformation>> known) {
    return of(definition.transformation(), definition.parameters(), known);
  }

  /** Makes the transformation of a class's name and parameters, in the same way. */
  static Code of(String name, String parameters, Optional<Class<? extends Transformation>> known) {
    Class<? extends Transformation> type =
        known.filter(given -> given.getName().equals(name)).orElseGet(() -> find(name));
    Transformation made = ParametersJson.read(parameters, type);
    return new Code(made, name, parameters, CodeId.of(type));
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
