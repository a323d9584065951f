package io.stemma.internal.jvm;

import io.stemma.execution.JvmOptions;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;

/** The command that starts a child JVM. All users of the machine can read it. */
final class JvmCommand {
  private JvmCommand() {}

  /**
   * The command.
   *
   * @param stemma the places of Stemma's own classes
   * @param known classes that the child is to find, too
   */
  static List<String> of(
      JvmOptions options, Collection<Path> stemma, Collection<? extends Class<?>> known) {
    List<String> command = new ArrayList<>();
    command.add(options.javaHome().resolve("bin").resolve("java").toString());
    command.add("-Xmx" + Math.max(1, options.heapBytes() / 1024) + "k");
    if (options.fresh()) { // It does not live for long: what makes it start soon counts.
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    }
    addLocale(command);
    command.add("-Dslf4j.internal.verbosity=ERROR"); // Whether anybody logs there is not news.
    command.addAll(options.arguments());
    command.add("-cp");
    command.add(classPath(options, stemma, known));
    command.add(DatumProcess.class.getName());
    return command;
  }

  /** What is read and printed there is what would be read and printed here. */
  private static void addLocale(List<String> command) {
    command.add("-Dfile.encoding=" + Charset.defaultCharset().name());
    command.add("-Duser.timezone=" + TimeZone.getDefault().getID());
    addLocale(command, "", Locale.getDefault());
    addLocale(command, ".format", Locale.getDefault(Locale.Category.FORMAT));
    addLocale(command, ".display", Locale.getDefault(Locale.Category.DISPLAY));
  }

  private static void addLocale(List<String> command, String category, Locale locale) {
    command.add("-Duser.language" + category + "=" + locale.getLanguage());
    command.add("-Duser.script" + category + "=" + locale.getScript());
    command.add("-Duser.country" + category + "=" + locale.getCountry());
    command.add("-Duser.variant" + category + "=" + locale.getVariant());
  }

  private static String classPath(
      JvmOptions options, Collection<Path> stemma, Collection<? extends Class<?>> known) {
    Set<Path> places = new LinkedHashSet<>(stemma);
    if (options.classPath().isPresent()) {
      places.addAll(options.classPath().get());
    } else {
      places.addAll(ClassPlaces.ofClasses(known));
      places.addAll(ClassPlaces.ofThisProcess());
    }
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
