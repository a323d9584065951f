package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.stemma.execution.ChildJvms;
import io.stemma.execution.DatumOutcome;
import io.stemma.execution.DatumTask;
import io.stemma.execution.DatumWorker;
import io.stemma.execution.Executor;
import io.stemma.execution.JvmOptions;
import io.stemma.signal.CsvTable;
import io.stemma.signal.RawLayout;
import io.stemma.signal.Signal;
import io.stemma.signal.Signal2D;
import io.stemma.signal.SignalDifference;
import io.stemma.storage.MemoryObjectStore;
import io.stemma.storage.ObjectStore;
import io.stemma.storage.ObjectStoreProvider;
import io.stemma.storage.ObjectWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Null is refused by every public method of the package, by name and before anything is done. */
@TestInstance(Lifecycle.PER_CLASS)
class NullArgumentsTest {
  /** Written by users, and called by the library. */
  private static final Set<Class<?>> CALLBACKS =
      Set.of(
          TransactionBody.class,
          ArchiveTransactionBody.class,
          ObjectStoreProvider.class,
          Executor.class,
          Extractor.class,
          Transformation.class);

  private static final Map<Class<?>, Object> SEEN = new ConcurrentHashMap<>();

  /** Hands out what transformations are given. */
  record Show() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      SEEN.put(Datum.class, in);
      SEEN.put(Output.class, out);
    }
  }

  /** Hands out what extractors are given. */
  record Take() implements Extractor {
    @Override
    public void extract(Path file, AttributeTarget out) {
      SEEN.put(AttributeTarget.class, out);
    }
  }

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Archive archive = Archive.create(store, ArchiveOptions.DEFAULT.withoutCache());
  private final Branch main = archive.createRepository("shots").main();
  private final Commit commit =
      main.commit("first", tx -> tx.write("/a", "1").attribute("/a", "unit", "V"));
  private final Transaction transaction = main.begin("open");
  private final ArchiveTransaction several = archive.begin("open");
  private final ArchiveHead head = archive.head();
  private final Archive pipelines = Archive.inMemory();
  private final DatumWorker worker =
      DatumWorker.open(store.reopen(), ArchiveOptions.DEFAULT.withoutCache());
  private final Map<Class<?>, Object> samples = new HashMap<>();

  @BeforeAll
  void collectSamples() throws IOException {
    Repository shots = archive.repository("shots");
    List<Object> nouns =
        List.of(archive, shots, main, commit, transaction, several, commit.changes());
    for (Object noun : nouns) {
      Stream.of(noun.getClass().getInterfaces()).forEach(type -> samples.put(type, noun));
    }
    samples.put(Change.class, commit.changes().stream().findFirst().orElseThrow());
    samples.put(Tag.class, shots.tags().stream().findFirst().orElse(null));
    for (Object value :
        List.of(
            commit.id(),
            new CommitSource("host", List.of(), 0),
            commit.attributes(),
            commit.entry("/a"),
            head,
            archive.id(),
            archive.operations(1).get(0),
            archive.operations(1).get(0).id(),
            archive.operations(1).get(0).moves().get(0),
            archive.verify(),
            new Merge(Optional.of(commit), List.of()),
            Signal.int16(0, 1, 1, 2),
            SignalDifference.between(Signal.int16(0, 1, 1), Signal.int16(0, 1, 2)),
            Signal.int16(0, 1, 1, 2).decimate(1),
            Signal2D.of(Signal.int16(0, 1, 1, 2), 1),
            RawLayout.of("float32 be"),
            CsvTable.read(commit.path("/a")),
            new double[] {1},
            new double[][] {{1}},
            new String[] {"name"},
            new StaleResults("te", "main", Optional.empty(), List.of(), false),
            StaleResults.Cause.INPUT,
            ArchiveOptions.DEFAULT,
            ImportOptions.DEFAULT,
            ExportOptions.DEFAULT,
            VerifyOptions.STRUCTURE,
            ShotOptions.marker("DONE"),
            new ShotEvent(ShotEvent.Kind.WAITING, Path.of("1"), "waits", Optional.empty()),
            new ShotRound(Path.of("."), List.of(), 0),
            UUID.randomUUID(),
            URI.create("stemma:nowhere"),
            Path.of("nowhere"),
            Clock.systemUTC(),
            Duration.ZERO,
            Instant.EPOCH,
            "name",
            new byte[0])) {
      samples.put(value.getClass(), value);
    }
    collectConditions();
    collectPipelines();
    collectReplays();
    collectExecution();
    samples.put(ShotIngest.class, main.ingest(Path.of("."), ShotOptions.marker("DONE")));
    samples.put(Path.class, Path.of("nowhere"));
    samples.put(Clock.class, Clock.systemUTC());
    samples.put(ObjectStore.class, store);
    samples.put(MemoryObjectStore.class, store);
    samples.put(ObjectWriter.class, store.create("never/committed"));
    samples.put(ByteBuffer.class, ByteBuffer.allocate(1));
    samples.put(Object.class, "value");
    samples.put(Object[].class, new Object[] {"value"});
    samples.put(Number.class, 1);
    samples.put(InputStream.class, new ByteArrayInputStream(new byte[0]));
    samples.put(Consumer.class, (Consumer<Object>) progress -> {});
    samples.put(List.class, List.of());
    samples.put(Map.class, Map.of());
    samples.put(Optional.class, Optional.empty());
    samples.put(TransactionBody.class, (TransactionBody<RuntimeException>) tx -> {});
    samples.put(ArchiveTransactionBody.class, (ArchiveTransactionBody<RuntimeException>) tx -> {});
    samples.put(Throwable.class, new IOException("cause"));
    samples.put(long.class, 1L);
    samples.put(int.class, 1);
    samples.put(double.class, 1.0);
    samples.put(boolean.class, false);
  }

  private void collectConditions() {
    Condition condition = Condition.where("unit").is("V");
    Condition both = condition.and(Condition.path("/*"));
    samples.put(Condition.class, condition);
    samples.put(AttributeTerm.class, condition.and("unit"));
    samples.put(Matches.class, commit.find(condition));
    for (Condition each : List.of(condition, both, condition.or(both), both.not())) {
      samples.put(each.getClass(), each);
    }
    samples.put(Condition.PathMatch.class, Condition.path("/*"));
    samples.put(Match.class, commit.find(condition).list().get(0));
  }

  /** In an archive of their own, as making them changes it. */
  private void collectPipelines() {
    Branch in = pipelines.createRepository("in").main();
    in.commit("one", tx -> tx.write("/a", "1"));
    Input.Selection each = (Input.Selection) Input.each("in", "/*");
    Pipeline pipeline = pipelines.definePipeline("out", new Show(), each);
    Job job = pipeline.run();
    Input union = Input.union(each, each);
    for (Object value :
        List.of(
            each,
            union,
            Input.each("in", "/{a}").valid("in", "/*", "a"),
            PipelineOptions.DEFAULT,
            pipeline.definition(),
            pipeline.plan(),
            new Plan.Planned("/a", "new", 1, 1),
            job.datums().get(0),
            new Derivation.Computation(
                "p", 1, "T", "{}", "c", List.of(), 1, Duration.ZERO, Instant.EPOCH, "j"),
            job.progress())) {
      samples.put(value.getClass(), value);
    }
    Subscription subscription = pipelines.subscribe(ended -> {});
    subscription.close();
    samples.put(Subscription.class, subscription);
    samples.put(Derivation.class, in.head().derivation("/a"));
    samples.put(Provenance.class, in.head().provenance());
    samples.put(Downstream.class, in.head().downstream("/a"));
    samples.put(DerivedFiles.class, in.head().downstream("/a").outputs().get(0));
    samples.put(CommitFeed.class, in.follow(in.head()));
    samples.put(Trigger.class, Trigger.commits(1));
    samples.put(OptionalLong.class, OptionalLong.empty());
    samples.put(Input.class, each);
    samples.put(Input[].class, new Input[] {each, each});
    samples.put(Pipeline.class, pipeline);
    samples.put(Job.class, job);
    samples.put(Trial.class, pipelines.trial(new Show(), each, 1));
    samples.put(Transformation.class, new Show());
    samples.put(
        ExtractorDefinition.class, in.repository().defineExtractor("take", "/*", new Take()));
    samples.put(Extractor.class, new Take());
    samples.put(JsonAttributes.class, new JsonAttributes());
    in.commit("two", tx -> tx.write("/b", "1"));
    samples.put(Exception.class, new IOException("failed"));
    samples.putAll(SEEN);
  }

  /** Copies what it reads. */
  record Copy() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.copy(in.path(), "copy");
    }
  }

  private void collectReplays() {
    Commit made =
        pipelines.definePipeline("copies", new Copy(), Input.each("in", "/*")).run().commit();
    Explanation.Factor factor = new Explanation.Factor(Explanation.Kind.CODE, "code", List.of());
    Derivation file = made.derivation("/a/copy");
    samples.put(Trust.class, Trust.RECORDED_CODE);
    samples.put(Collection.class, List.of());
    samples.put(Change.Kind.class, Change.Kind.ADDED);
    samples.put(RecordedCode.class, made.code().orElseThrow());
    samples.put(
        RecordedCode.Change.class, new RecordedCode.Change("A", Change.Kind.ADDED, List.of()));
    samples.put(Replay.class, made.replay(Trust.RECORDED_CODE));
    samples.put(
        Replay.Difference.class, new Replay.Difference("/1", "/1/a", "bytes", Optional.empty()));
    samples.put(Explanation.class, file.explain(file));
    samples.put(Explanation.Kind.class, Explanation.Kind.CODE);
    samples.put(Explanation.Factor.class, factor);
    samples.put(
        Explanation.Effect.class, new Explanation.Effect(factor, false, "", Optional.empty()));
  }

  private void collectExecution() {
    DatumTask task =
        new DatumTask(
            archive.id().toString(),
            "Show",
            "{}",
            "code",
            Optional.empty(),
            "0".repeat(64),
            "/a",
            Map.of(),
            List.of(new DatumTask.InputCommit(0, "in", commit.id().value())),
            List.of(
                new DatumTask.InputPaths("in", List.of(new DatumTask.InputPath(0, "/a", false)))),
            1,
            0);
    DatumOutcome outcome = DatumOutcome.failed(task, new IOException("lost"));
    samples.put(JvmOptions.class, JvmOptions.DEFAULT);
    samples.put(ChildJvms.class, ChildJvms.start(archive, 1));
    samples.put(DatumTask.class, task);
    samples.put(DatumTask.InputCommit.class, task.commits().get(0));
    samples.put(DatumTask.InputPaths.class, task.inputs().get(0));
    samples.put(DatumTask.InputPath.class, task.inputs().get(0).paths().get(0));
    samples.put(DatumOutcome.class, outcome);
    samples.put(DatumOutcome.Failure.class, outcome.failure().orElseThrow());
    samples.put(DatumWorker.class, worker);
    samples.put(
        Executor.class,
        new Executor() {
          @Override
          public int parallelism() {
            return 1;
          }

          @Override
          public int batch() {
            return 1;
          }

          @Override
          public void run(List<DatumTask> tasks, Consumer<DatumOutcome> outcomes) {
            tasks.forEach(each -> outcomes.accept(worker.run(each)));
          }

          @Override
          public void close() {
            worker.close();
          }
        });
  }

  @AfterAll
  void close() {
    worker.close();
    pipelines.close();
    archive.close();
  }

  /** A parameter of something public. */
  private record Place(Executable executable, Parameter parameter) {
    @Override
    public String toString() {
      String types =
          String.join(
              ", ",
              Arrays.stream(executable.getParameterTypes()).map(Class::getSimpleName).toList());
      return executable.getDeclaringClass().getSimpleName()
          + (executable instanceof Method ? "." + executable.getName() : "")
          + "("
          + types
          + "): "
          + parameter.getName();
    }
  }

  private static List<Class<?>> publicTypes() throws Exception {
    Path classes =
        Path.of(Archive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    for (String name :
        List.of("io.stemma", "io.stemma.execution", "io.stemma.signal", "io.stemma.storage")) {
      try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
        for (String file : files.map(f -> f.getFileName().toString()).sorted().toList()) {
          if (file.endsWith(".class") && !file.equals("package-info.class")) {
            String type = name + "." + file.substring(0, file.length() - ".class".length());
            types.add(Class.forName(type, false, Archive.class.getClassLoader()));
          }
        }
      }
    }
    types.removeIf(type -> !isPublic(type) || CALLBACKS.contains(type));
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  Stream<Place> places() throws Exception {
    return publicTypes().stream()
        .flatMap(
            type ->
                Stream.concat(
                    Stream.of(type.getConstructors()), Stream.of(type.getDeclaredMethods())))
        .filter(e -> Modifier.isPublic(e.getModifiers()) && !e.isSynthetic())
        .filter(e -> !ofTheLanguage(e))
        .flatMap(e -> Stream.of(e.getParameters()).map(p -> new Place(e, p)))
        .filter(place -> !place.parameter().getType().isPrimitive())
        .filter(place -> !isOfException(place));
  }

  /** What the JDK says of null in these is kept, without a name. */
  private static boolean ofTheLanguage(Executable executable) {
    return executable.getDeclaringClass().isEnum()
        || Set.of("equals", "compareTo").contains(executable.getName());
  }

  /** An exception must not hide what went wrong by failing itself. */
  private static boolean isOfException(Place place) {
    return Throwable.class.isAssignableFrom(place.executable().getDeclaringClass())
        && (place.parameter().getType() == Throwable.class
            || place.parameter().getName().equals("message"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void nullIsRefused(Place place) {
    assertThat(catchThrowable(() -> call(place)))
        .as("what %s does with null", place)
        .isInstanceOf(NullPointerException.class)
        .hasMessage(place.parameter().getName());
  }

  private void call(Place place) throws Throwable {
    Executable executable = place.executable();
    @Nullable Object[] arguments = new Object[executable.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Parameter parameter = executable.getParameters()[i];
      if (!parameter.equals(place.parameter())) {
        arguments[i] = sample(parameter.getType());
      }
    }
    try {
      if (executable instanceof Method method) {
        boolean isStatic = Modifier.isStatic(method.getModifiers());
        method.invoke(isStatic ? null : sample(method.getDeclaringClass()), arguments);
      } else if (executable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object sample(Class<?> type) {
    Object sample = type.isEnum() ? type.getEnumConstants()[0] : samples.get(type);
    if (sample == null) {
      throw new AssertionError("the test needs a sample of " + type);
    }
    return sample;
  }

  @Test
  void nothingWasDone() {
    assertThat(archive.head()).isEqualTo(head);
    assertThat(transaction.commit().changes().isEmpty()).isTrue();
    assertThat(several.commit()).isEmpty();
  }
}
