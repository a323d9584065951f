package io.stemma.storage.local;

import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.execution.Executor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Runs datums in JVMs of their own, one at a time in each; one that dies is replaced. */
final class ChildJvms implements Executor {
  private final URI archive;
  private final int count;
  private final BlockingQueue<Child> idle = new LinkedBlockingQueue<>();

  /** The processes that have answered. */
  private final Set<Long> answered = new ConcurrentSkipListSet<>();

  private final ExecutorService pipes =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "pipe");
            thread.setDaemon(true);
            return thread;
          });

  ChildJvms(URI archive, int count) throws IOException {
    this.archive = archive;
    this.count = count;
    for (int i = 0; i < count; i++) {
      idle.add(Child.start(archive));
    }
  }

  Set<Long> answered() {
    return answered;
  }

  @Override
  public int parallelism() {
    return count;
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes)
      throws InterruptedException {
    for (DatumTask task : tasks) {
      Child child = idle.take();
      try {
        outcomes.accept(answer(child, task));
      } finally {
        idle.add(child.process().isAlive() ? child : another());
      }
    }
  }

  private Child another() {
    try {
      return Child.start(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DatumOutcome answer(Child child, DatumTask task) throws InterruptedException {
    Future<byte[]> answer = pipes.submit(() -> child.call(task.toBytes()));
    try {
      DatumOutcome outcome = DatumOutcome.ofBytes(answer.get());
      answered.add(child.process().pid());
      return outcome;
    } catch (InterruptedException e) {
      child.kill();
      throw e;
    } catch (ExecutionException e) {
      child.kill();
      return DatumOutcome.failed(
          task,
          new IOException(
              "process "
                  + child.process().pid()
                  + " has ended with "
                  + child.process().exitValue()
                  + " while it ran datum "
                  + task.datum(),
              e.getCause()));
    }
  }

  @Override
  public void close() {
    idle.forEach(Child::kill);
    pipes.shutdownNow();
  }

  /** A JVM that waits for tasks. */
  private record Child(Process process, DataOutputStream to, DataInputStream from) {

    static Child start(URI archive) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.addAll(List.of("-cp", classPath(), DatumProcess.class.getName()));
      command.add(archive.toString());
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      return new Child(
          process,
          new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
          new DataInputStream(new BufferedInputStream(process.getInputStream())));
    }

    /** All that this JVM has, whether on its module path or on its class path. */
    private static String classPath() {
      Set<String> places = new LinkedHashSet<>();
      places.add(home());
      for (String name : List.of("jdk.module.path", "java.class.path")) {
        for (String place : System.getProperty(name, "").split(File.pathSeparator)) {
          if (!place.isEmpty()) {
            places.add(place);
          }
        }
      }
      return String.join(File.pathSeparator, places);
    }

    /** Where the classes of tests are. */
    private static String home() {
      String file = "/" + DatumProcess.class.getName().replace('.', '/') + ".class";
      URL url = Objects.requireNonNull(DatumProcess.class.getResource(file));
      String text = url.toString();
      try {
        return Path.of(new URI(text.substring(0, text.length() - file.length()))).toString();
      } catch (URISyntaxException e) {
        throw new AssertionError("no place of " + url, e);
      }
    }

    byte[] call(byte[] task) throws IOException {
      to.writeInt(task.length);
      to.write(task);
      to.flush();
      return from.readNBytes(from.readInt());
    }

    void kill() {
      process.destroyForcibly().onExit().join();
    }
  }
}
