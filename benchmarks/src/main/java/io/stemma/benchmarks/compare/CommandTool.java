package io.stemma.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool that is a program on the search path. */
abstract class CommandTool implements Tool {
  private final String name;
  private final List<String> askVersion;

  CommandTool(String name, String... askVersion) {
    this.name = name;
    this.askVersion = List.of(askVersion);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final @Nullable String missing() {
    String program = askVersion.get(0);
    for (String directory : System.getenv().getOrDefault("PATH", "/usr/bin").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return null;
      }
    }
    return "no program " + program + " on the PATH";
  }

  @Override
  public final String version() throws IOException, InterruptedException {
    return new Command(askVersion).output().lines().findFirst().orElse("").strip();
  }
}
