package io.stemma.internal.code;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The code of a transformation as files, which can be stored and loaded again: class files, and
 * what they need beside them.
 *
 * @param entry the name of the class that is run, as it is to be loaded: {@code lab.Day$Calibrate}
 * @param files the files by their paths without leading slash, such as {@code lab/Fit.class}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodeBundle(String entry, SortedMap<String, byte[]> files) {
  private static final String CLASS = ".class";

  /** Takes the files as they are: nobody changes them. */
  public CodeBundle {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** What was captured, as files. */
  public static CodeBundle of(CapturedCode code) {
    return of(code.entry(), code.classes(), code.resources());
  }

  /**
   * Class files and resources.
   *
   * @param entry internal name of the class that is run
   * @param classes by internal names
   */
  static CodeBundle of(
      String entry, SortedMap<String, byte[]> classes, SortedMap<String, byte[]> resources) {
    SortedMap<String, byte[]> files = new TreeMap<>(resources);
    classes.forEach((name, file) -> files.put(name + CLASS, file));
    return new CodeBundle(entry.replace('/', '.'), files);
  }

  /** The class file of an internal name. */
  Optional<byte[]> classFile(String internalName) {
    return Optional.ofNullable(files.get(internalName + CLASS));
  }

  /** The internal names of the classes. */
  Iterable<String> classNames() {
    return files.keySet().stream()
        .filter(path -> path.endsWith(CLASS))
        .map(path -> path.substring(0, path.length() - CLASS.length()))
        .toList();
  }
}
