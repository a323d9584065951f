package io.stemma.internal.datum;

import io.stemma.Condition;
import io.stemma.Input;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Inputs as nested loops over lists: slow, and so plain that it can be believed. */
interface ModelInput {
  /** So many datums are enough. */
  int LIMIT = 2000;

  /** There would be more than {@link #LIMIT}. */
  final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Input typed();

  List<ModelDatum> datums(ModelFiles files);

  /** The names of the inputs, in order, as slots are called. */
  Set<String> names();

  /** One part of a pattern: its kind and a word. */
  record Part(char kind, String word) {
    String typed() {
      return switch (kind) {
        case 'l' -> word;
        case '*' -> "*";
        case 'c' -> "{" + word + "}";
        case 'd' -> "{" + word + ":[0-9]}";
        case 'x' -> "{x,{" + word + "}}";
        case 'f' -> "{" + word + ":?}*";
        default -> throw new IllegalStateException();
      };
    }

    boolean matches(String text, TreeMap<String, String> captures) {
      if (kind == 'l') {
        return text.equals(word);
      } else if (kind == '*' || kind == 'x' && text.equals("x")) {
        return true;
      }
      captures.put(word, kind == 'f' ? text.substring(0, 1) : text);
      return kind != 'd' || text.length() == 1 && Character.isDigit(text.charAt(0));
    }
  }

  /**
   * What is asked of a match.
   *
   * @param kind of the condition; ' ' for none
   */
  record Asked(char kind) {
    /** Of files that have a validity, that have none, of paths, of directories that say so. */
    static final String KINDS = "vnpd";

    Condition typed() {
      return switch (kind) {
        case 'v' -> Condition.where("validity").exists();
        case 'n' -> Condition.where("validity").exists().not();
        case 'p' -> Condition.path("/1*");
        case 'd' -> Condition.where("note").is("a directory");
        default -> throw new IllegalStateException();
      };
    }

    /** Whether it is true of a file or directory; null for a directory that says nothing. */
    boolean isTrue(String key, ModelFiles.@Nullable Stored stored) {
      return kind == ' '
          || stored != null
              && switch (kind) {
                case 'v' -> stored.said() > 0;
                case 'n' -> stored.said() == 0;
                case 'p' -> key.matches("/1[^/]*/?");
                case 'd' -> key.endsWith("/");
                default -> throw new IllegalStateException();
              };
    }
  }

  /** A selection; without parts it is of the whole. */
  record Select(String repository, List<Part> parts, Asked asked, String name, boolean reference)
      implements ModelInput {
    String glob() {
      StringBuilder glob = new StringBuilder();
      parts.forEach(part -> glob.append('/').append(part.typed()));
      return parts.isEmpty() ? "/" : glob.toString();
    }

    @Override
    public Input typed() {
      Input input =
          asked.kind() == ' '
              ? Input.each(repository, glob()).as(name)
              : Input.each(repository, glob(), asked.typed()).as(name);
      return reference ? input.reference() : input;
    }

    boolean matches(String key, TreeMap<String, String> captures) {
      String[] texts = key.substring(1).split("/");
      boolean all = texts.length == parts.size();
      for (int i = 0; all && i < texts.length; i++) {
        all = parts.get(i).matches(texts[i], captures);
      }
      return all;
    }

    @Override
    public List<ModelDatum> datums(ModelFiles files) {
      List<ModelDatum> found = new ArrayList<>();
      if (parts.isEmpty()) {
        found.add(datum("/", "/", new TreeMap<>()));
        return found;
      }
      for (String key : files.keys(repository)) {
        TreeMap<String, String> captures = new TreeMap<>();
        if (matches(key, captures) && asked.isTrue(key, files.files(repository).get(key))) {
          String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
          found.add(datum(path, key, captures));
        }
      }
      return found;
    }

    private ModelDatum datum(String path, String key, TreeMap<String, String> captures) {
      LinkedHashMap<String, List<String>> slots = new LinkedHashMap<>();
      slots.put(slot(), List.of(repository + ":" + key));
      return new ModelDatum(path, captures, slots, new TreeSet<>());
    }

    String slot() {
      return name + (reference ? "(reference)" : "");
    }

    @Override
    public Set<String> names() {
      return new LinkedHashSet<>(List.of(slot()));
    }
  }

  /** A validity. */
  record Valid(ModelInput base, Select added, String capture, boolean optional)
      implements ModelInput {
    @Override
    public Input typed() {
      Input input = base.typed().valid(added.repository(), added.glob(), capture).as(added.name());
      input = added.reference() ? input.reference() : input;
      return optional ? input.optional() : input;
    }

    @Override
    public List<ModelDatum> datums(ModelFiles files) {
      List<ModelDatum> all = new ArrayList<>();
      for (ModelDatum datum : base.datums(files)) {
        all.add(with(ModelDatum.copy(datum), files));
      }
      return all;
    }

    private ModelDatum with(ModelDatum datum, ModelFiles files) {
      String text = datum.captures().get(capture);
      boolean number = text != null && text.matches("[0-9]+");
      List<String> valid = new ArrayList<>();
      for (var file : files.files(added.repository()).entrySet()) {
        if (file.getKey().endsWith("/") || !added.matches(file.getKey(), new TreeMap<>())) {
          continue;
        }
        if (file.getValue().said() == 2) {
          datum.problems().add("nonsense");
        }
        if (number && file.getValue().isValid(Long.parseLong(text))) {
          valid.add(file.getKey());
        }
      }
      List<String> seen = new ArrayList<>();
      if (valid.size() == 1) {
        seen.add(added.repository() + ":" + valid.get(0));
        TreeMap<String, String> captures = new TreeMap<>();
        added.matches(valid.get(0), captures);
        captures.forEach(datum.captures()::putIfAbsent);
      } else if (valid.size() > 1) {
        datum.problems().add("overlap");
      } else if (text != null && !number) {
        datum.problems().add("no number");
      } else if (!optional) {
        datum.problems().add("gap");
      }
      datum.slots().put(added.slot(), seen);
      return datum;
    }

    @Override
    public Set<String> names() {
      Set<String> names = new LinkedHashSet<>(base.names());
      names.addAll(added.names());
      return names;
    }
  }
}
