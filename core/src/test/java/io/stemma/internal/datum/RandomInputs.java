package io.stemma.internal.datum;

import io.stemma.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes inputs of all kinds; not all of them are accepted. */
final class RandomInputs {
  private final Random random;
  private int names;

  RandomInputs(Random random) {
    this.random = random;
  }

  /** An input of a depth, at most. */
  ModelInput any(int depth, String tag) {
    int kind = depth == 0 ? 0 : random.nextInt(7);
    return switch (kind) {
      case 0, 1 -> asked(tag);
      case 2 -> valid(any(depth - 1, tag), tag);
      case 3 -> combination(Input.Way.CROSS, depth, tag);
      case 4 -> combination(Input.Way.UNION, depth, tag);
      case 5 -> combination(Input.Way.JOIN, depth, tag);
      default -> combination(Input.Way.GROUP, depth, tag);
    };
  }

  /** A selection, validities over one, or a union of these. */
  ModelInput simple(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind < 2) {
      ModelInput input = asked("");
      for (int i = random.nextInt(3); i > 0; i--) {
        input = valid(input, "");
      }
      return input;
    }
    List<ModelInput> operands = new ArrayList<>();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      operands.add(simple(depth - 1));
    }
    return new ModelCombination(
        Input.Way.UNION, operands, List.of(), operands.stream().map(each -> false).toList());
  }

  private ModelInput.Select asked(String tag) {
    ModelInput.Select all = select(tag);
    boolean asked = !all.parts().isEmpty() && random.nextInt(3) == 0;
    char kind = ModelInput.Asked.KINDS.charAt(random.nextInt(ModelInput.Asked.KINDS.length()));
    return asked
        ? new ModelInput.Select(
            all.repository(), all.parts(), new ModelInput.Asked(kind), all.name(), all.reference())
        : all;
  }

  private ModelInput.Select select(String tag) {
    List<ModelInput.Part> parts = new ArrayList<>();
    List<String> captures = new ArrayList<>(List.of("s" + tag, "n" + tag, "m" + tag));
    if (random.nextInt(8) > 0) {
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        char kind = "l*cccdxf".charAt(random.nextInt(8));
        boolean plain = kind == 'l' || kind == '*';
        parts.add(
            new ModelInput.Part(
                kind, plain ? List.of("1", "x").get(random.nextInt(2)) : captures.remove(0)));
      }
    }
    // Names are mostly distinct: a cross needs that, a union and a group do not.
    String name = random.nextInt(6) == 0 ? "same" : "i" + names++;
    String repository = ModelFiles.REPOSITORIES.get(random.nextInt(ModelFiles.REPOSITORIES.size()));
    return new ModelInput.Select(
        repository, parts, new ModelInput.Asked(' '), name, random.nextInt(6) == 0);
  }

  private ModelInput valid(ModelInput base, String tag) {
    ModelInput.Select added = select(tag + "v");
    return new ModelInput.Valid(base, added, "s" + tag, random.nextBoolean());
  }

  private ModelInput combination(Input.Way way, int depth, String tag) {
    int count = (way == Input.Way.GROUP ? 1 : 2) + random.nextInt(2);
    boolean keyed = way == Input.Way.JOIN || way == Input.Way.GROUP;
    List<ModelInput> operands = new ArrayList<>();
    List<List<String>> keys = new ArrayList<>();
    List<Boolean> outer = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int below = i == 0 ? depth - 1 : random.nextInt(depth);
      operands.add(any(below, way == Input.Way.CROSS ? tag + i : tag));
      outer.add(way == Input.Way.JOIN && random.nextInt(3) == 0);
      if (keyed) {
        keys.add(key(tag));
      }
    }
    return new ModelCombination(way, operands, keys, outer);
  }

  private List<String> key(String tag) {
    String first = "$s" + tag;
    return switch (random.nextInt(8)) {
      case 0 -> List.of("k");
      case 1 -> List.of("k-", first);
      case 2 -> List.of(first, "-", "$n" + tag);
      case 3 -> List.of(first, "/", first);
      case 4 -> List.of("a/../", first);
      default -> List.of(first);
    };
  }
}
