package io.stemma.testing.transformation;

import io.stemma.Archive;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.Entry;
import io.stemma.Input;
import io.stemma.Repository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Datums of a test as inputs of a pipeline: a repository for the inputs of each name. */
final class TestInputs {
  private final List<TestDatum> datums;

  TestInputs(List<TestDatum> datums) {
    this.datums = List.copyOf(datums);
    Set<String> names = new HashSet<>();
    for (TestDatum datum : datums) {
      if (datum.inputs().isEmpty()) {
        throw new IllegalArgumentException(datum + " has no inputs; add a file or a signal");
      } else if (!names.add(datum.name())) {
        throw new IllegalArgumentException("two datums are called " + datum.name());
      }
    }
  }

  private static String repository(String input) {
    return "input-" + input;
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    datums.forEach(datum -> names.addAll(datum.inputs().keySet()));
    return names;
  }

  Input input() {
    Input[] each = datums.stream().map(TestInputs::input).toArray(Input[]::new);
    return each.length == 1 ? each[0] : Input.union(each);
  }

  private static Input input(TestDatum datum) {
    return Input.group(
        datum.inputs().keySet().stream()
            .map(
                input ->
                    Input.each(repository(input), datum.glob())
                        .as(input)
                        .on(datum.name().substring(1)))
            .toArray(Input[]::new));
  }

  /** Commits those that an archive does not have. */
  void commitTo(Archive archive) {
    for (String name : names()) {
      Branch main = archive.ensureRepository(repository(name)).main();
      if (!differences(name, main.head()).isEmpty()) {
        commit(name, main);
      }
    }
  }

  private void commit(String input, Branch main) {
    List<Entry> before = main.head().list("/");
    Commit unused =
        main.commit(
            "the input",
            tx -> {
              before.forEach(entry -> tx.delete(entry.path()));
              for (TestDatum datum : datums) {
                datum.files(input).forEach((path, bytes) -> tx.write(datum.name() + path, bytes));
                datum
                    .attributes(input)
                    .forEach((name, value) -> tx.attribute(datum.name(), name, value));
              }
            });
  }

  /** What of them an archive does not have, or has differently. */
  List<String> differences(Archive archive) {
    Set<String> repositories = new HashSet<>();
    archive.repositories().stream().map(Repository::name).forEach(repositories::add);
    List<String> differences = new ArrayList<>();
    for (String name : names()) {
      Optional<Commit> head =
          repositories.contains(repository(name))
              ? Optional.of(archive.repository(repository(name)).main().head())
              : Optional.empty();
      differences.addAll(
          head.map(found -> differences(name, found))
              .orElseGet(() -> List.of("the input " + name + " is new")));
    }
    return differences;
  }

  private List<String> differences(String input, Commit head) {
    Map<String, byte[]> given = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    for (TestDatum datum : datums) {
      datum.files(input).forEach((path, bytes) -> given.put(datum.name() + path, bytes));
      if (head.exists(datum.name())
          && !head.entry(datum.name()).attributes().values().equals(datum.attributes(input))) {
        differences.add("attributes of " + datum.name() + " in " + input);
      }
    }
    given.forEach(
        (path, bytes) -> {
          if (!head.exists(path) || head.entry(path).isDirectory()) {
            differences.add(path + " in " + input + " is new");
          } else if (!Arrays.equals(head.read(path), bytes)) {
            differences.add(path + " in " + input);
          }
        });
    try (Stream<Entry> all = head.walk("/")) {
      all.map(Entry::path)
          .filter(path -> !given.containsKey(path))
          .forEach(path -> differences.add(path + " in " + input + " is gone"));
    }
    return differences;
  }
}
