package io.stemma;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files and directories a pipeline reads, and how they are divided into {@linkplain Datum
 * datums}. An immutable value; every method that changes something gives a new one.
 *
 * <pre>{@code
 * Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal")
 * }</pre>
 *
 * <p>{@link #each} makes one datum of every match of a pattern, {@link #all} one of a whole
 * repository. {@link #cross}, {@link #union}, {@link #join} and {@link #group} combine the datums
 * of several inputs, {@link #valid} adds what holds for a shot. They can be nested, to a depth of
 * 8.
 *
 * <p><b>Names.</b> Each input that reads a repository has a name, by which the transformation asks
 * for it: that of the repository unless {@link #as} gives another. Within a cross, a join or a
 * validity the names must differ; so must the names of captures within a cross.
 *
 * <p><b>Keys.</b> The operands of a join or a group have keys: templates over captures, such as
 * {@code {shot}} or {@code {shot}-{n}}; see {@link #on}.
 *
 * <p>Whether names, patterns and templates fit together is checked where an input is used, such as
 * by {@link Archive#definePipeline}.
 */
public sealed interface Input permits Input.Selection, Input.Validity, Input.Combination {

  /** How deep inputs may be nested. */
  int MAX_DEPTH = 8;

  /**
   * One datum for every file or directory that a pattern matches.
   *
   * @param repository whose branch {@code main} is read; see {@link #branch}
   * @param glob a pattern; its captures can be asked for by the transformation, and are what keys
   *     are made of
   * @return the input
   */
  static Input each(String repository, String glob) {
    return Selection.of(repository, glob);
  }

  /**
   * One datum for every match of a pattern that a condition is true of: for those files and
   * directories that {@link Commit#find} finds, asked the same of the commit that is read.
   *
   * <p>Where attributes change, datums appear and vanish; one that comes back as it was has its
   * result still. Attributes of what a datum sees are part of what decides whether it is run again,
   * unless it is a {@linkplain #reference reference}: so a change of one that the condition asks
   * for runs the datum again even if the condition stays true, like a change of any other.
   *
   * <p>Directories without attributes are not asked, so no condition selects them.
   *
   * @param repository whose branch {@code main} is read; see {@link #branch}
   * @param glob a pattern, but not that of everything
   * @param condition what is asked of the attributes and the path of each match
   * @return the input
   */
  static Input each(String repository, String glob, Condition condition) {
    Objects.requireNonNull(condition, "condition");
    return Selection.of(repository, glob).where(condition);
  }

  /**
   * One datum for every match in one commit, which never changes.
   *
   * @param commit what is read
   * @param glob a pattern
   * @return the input
   */
  static Input each(Commit commit, String glob) {
    Objects.requireNonNull(commit, "commit");
    return Selection.of(commit.repository(), glob).at(commit.id());
  }

  /**
   * One datum for every match in one commit that a condition is true of; see {@link #each(String,
   * String, Condition)}.
   *
   * @param commit what is read
   * @param glob a pattern, but not that of everything
   * @param condition what is asked of the attributes and the path of each match
   * @return the input
   */
  static Input each(Commit commit, String glob, Condition condition) {
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(condition, "condition");
    return Selection.of(commit.repository(), glob).at(commit.id()).where(condition);
  }

  /**
   * One datum of everything in a repository.
   *
   * @param repository whose branch {@code main} is read
   * @return the input
   */
  static Input all(String repository) {
    return Selection.of(repository, "/");
  }

  /**
   * Every combination of the operands' datums. If one operand has none, there are none.
   *
   * @param operands two or more
   * @return the input
   */
  static Input cross(Input... operands) {
    Objects.requireNonNull(operands, "operands");
    return new Combination(Way.CROSS, List.of(operands), Optional.empty(), false);
  }

  /**
   * The operands' datums, one after the other.
   *
   * @param operands two or more
   * @return the input
   */
  static Input union(Input... operands) {
    Objects.requireNonNull(operands, "operands");
    return new Combination(Way.UNION, List.of(operands), Optional.empty(), false);
  }

  /**
   * Those combinations of the operands' datums that have the same key. Where some operand has none
   * of a key, the datums of {@linkplain #outer outer} operands that have it stay, combined with
   * each other, and the inputs of all others are empty.
   *
   * @param operands two or more, each with {@linkplain #on a key}
   * @return the input
   */
  static Input join(Input... operands) {
    Objects.requireNonNull(operands, "operands");
    return new Combination(Way.JOIN, List.of(operands), Optional.empty(), false);
  }

  /**
   * One datum for every key, of all datums of all operands that have it. It is called by its key,
   * and captures what all of its members capture alike.
   *
   * @param operands one or more, each with {@linkplain #on a key}
   * @return the input
   */
  static Input group(Input... operands) {
    Objects.requireNonNull(operands, "operands");
    return new Combination(Way.GROUP, List.of(operands), Optional.empty(), false);
  }

  /**
   * With the name by which the transformation asks for it. Behind {@link #valid} it names what is
   * valid.
   *
   * @param name a name like that of a repository
   * @return this input, changed
   * @throws IllegalArgumentException if this combines several inputs, which have names of their own
   */
  default Input as(String name) {
    Objects.requireNonNull(name, "name");
    throw InputText.several("as", this);
  }

  /**
   * From another branch than {@code main}.
   *
   * @param branch a branch of the repository
   * @return this input, changed
   * @throws IllegalArgumentException if this combines several inputs, or reads one commit
   */
  default Input branch(String branch) {
    Objects.requireNonNull(branch, "branch");
    throw InputText.several("branch", this);
  }

  /**
   * With a key, for the join or group that it is an operand of.
   *
   * @param template text with captures in braces: <code>{shot}-{n}</code>
   * @return this input, changed
   */
  Input on(String template);

  /**
   * Keeps datums that meet no others, in the join that this is an operand of.
   *
   * @return this input, changed
   */
  Input outer();

  /**
   * As a reference: its paths are part of what decides whether a datum is run again, its content
   * and attributes are not.
   *
   * @return this input, changed
   * @throws IllegalArgumentException if this combines several inputs
   */
  default Input reference() {
    throw InputText.several("reference", this);
  }

  /**
   * Without causing jobs: {@link Archive#update} runs the pipeline when another of its inputs has
   * changed, and then reads this one as it is.
   *
   * @return this input, changed
   * @throws IllegalArgumentException if this combines several inputs
   */
  default Input quiet() {
    throw InputText.several("quiet", this);
  }

  /**
   * With changes that cause jobs only once they are many: {@link Archive#update} and {@link
   * Archive#subscribe} wait for the trigger. What another input causes reads this one as it is.
   *
   * @param trigger how many
   * @return this input, changed
   * @throws IllegalArgumentException if this combines several inputs, or reads one commit
   */
  default Input trigger(Trigger trigger) {
    Objects.requireNonNull(trigger, "trigger");
    throw InputText.several("trigger", this);
  }

  /**
   * Adds to each datum the files that are valid for it: those whose attribute {@code validity} (see
   * {@link Transaction#validity}) contains the number that a capture says. If there are several for
   * one number, the datum fails and names them; so it does where there is none, unless {@link
   * #optional} says otherwise.
   *
   * @param repository whose branch {@code main} holds the files
   * @param glob which files
   * @param capture the capture of this input that is the number, such as {@code shot}
   * @return the input; {@link #as}, {@link #branch}, {@link #reference}, {@link #quiet} and {@link
   *     #trigger} mean what was added
   */
  default Input valid(String repository, String glob, String capture) {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(glob, "glob");
    Objects.requireNonNull(capture, "capture");
    return new Validity(this, Selection.of(repository, glob), capture, false);
  }

  /**
   * Lets the input that {@link #valid} added be empty where nothing is valid.
   *
   * @return this input, changed
   * @throws IllegalArgumentException if this is no such input
   */
  default Input optional() {
    throw new IllegalArgumentException(
        "only what valid(..) added can be optional; say it directly behind valid: " + this);
  }

  /** How a {@link Combination} combines. */
  enum Way {
    /** Every combination. */
    CROSS,
    /** One after the other. */
    UNION,
    /** Combinations under one key. */
    JOIN,
    /** All of one key together. */
    GROUP
  }

  /**
   * What {@link #each} and {@link #all} make.
   *
   * @param repository whose files are read
   * @param branch which branch of it
   * @param commit the one commit that is read instead of the branch's newest, if it is fixed
   * @param glob the pattern; {@code /} for everything
   * @param condition what is asked of each match, if anything is
   * @param name by which the transformation asks for it
   * @param isReference whether the content does not count
   * @param isQuiet whether its changes cause no jobs
   * @param key the template of its key
   * @param isOuter whether it stays alone in a join
   * @param trigger how many changes of it cause a job, if not every one does
   */
  record Selection(
      String repository,
      String branch,
      Optional<CommitId> commit,
      String glob,
      Optional<Condition> condition,
      String name,
      boolean isReference,
      boolean isQuiet,
      Optional<String> key,
      boolean isOuter,
      Optional<Trigger> trigger)
      implements Input {

    /**
     * Refuses null.
     *
     * @param repository whose files are read
     * @param branch which branch of it
     * @param commit the one commit that is read instead of the branch's newest, if it is fixed
     * @param glob the pattern; {@code /} for everything
     * @param condition what is asked of each match, if anything is
     * @param name by which the transformation asks for it
     * @param isReference whether the content does not count
     * @param isQuiet whether its changes cause no jobs
     * @param key the template of its key
     * @param isOuter whether it stays alone in a join
     * @param trigger how many changes of it cause a job, if not every one does
     */
    public Selection {
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(branch, "branch");
      Objects.requireNonNull(commit, "commit");
      Objects.requireNonNull(glob, "glob");
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(trigger, "trigger");
    }

    static Selection of(String repository, String glob) {
      Objects.requireNonNull(repository, "repository");
      return new Selection(
          repository,
          "main",
          Optional.empty(),
          glob,
          Optional.empty(),
          repository,
          false,
          false,
          Optional.empty(),
          false,
          Optional.empty());
    }

    private Selection with(String name, Optional<String> key, boolean isOuter) {
      return new Selection(
          repository,
          branch,
          commit,
          glob,
          condition,
          name,
          isReference,
          isQuiet,
          key,
          isOuter,
          trigger);
    }

    private Selection counting(boolean isReference, boolean isQuiet, Optional<Trigger> trigger) {
      return new Selection(
          repository,
          branch,
          commit,
          glob,
          condition,
          name,
          isReference,
          isQuiet,
          key,
          isOuter,
          trigger);
    }

    private Selection reading(
        String branch, Optional<CommitId> commit, Optional<Condition> condition) {
      return new Selection(
          repository,
          branch,
          commit,
          glob,
          condition,
          name,
          isReference,
          isQuiet,
          key,
          isOuter,
          trigger);
    }

    Selection at(CommitId id) {
      return reading(branch, Optional.of(id), condition);
    }

    Selection where(Condition asked) {
      return reading(branch, commit, Optional.of(asked));
    }

    private void checkMoves() {
      if (commit.isPresent()) {
        throw new IllegalArgumentException("this reads one commit, of whatever branch: " + this);
      }
    }

    @Override
    public Selection as(String name) {
      Objects.requireNonNull(name, "name");
      return with(name, key, isOuter);
    }

    @Override
    public Selection branch(String branch) {
      Objects.requireNonNull(branch, "branch");
      checkMoves();
      return reading(branch, commit, condition);
    }

    @Override
    public Selection on(String template) {
      Objects.requireNonNull(template, "template");
      return with(name, Optional.of(template), isOuter);
    }

    @Override
    public Selection outer() {
      return with(name, key, true);
    }

    @Override
    public Selection reference() {
      return counting(true, isQuiet, trigger);
    }

    @Override
    public Selection quiet() {
      return counting(isReference, true, trigger);
    }

    @Override
    public Selection trigger(Trigger trigger) {
      Objects.requireNonNull(trigger, "trigger");
      checkMoves();
      return counting(isReference, isQuiet, Optional.of(trigger));
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return InputText.of(this);
    }
  }

  /**
   * What {@link #valid} makes.
   *
   * @param base whose datums get something added
   * @param added what files may be valid
   * @param capture the capture that is the number
   * @param isOptional whether there may be none
   */
  record Validity(Input base, Selection added, String capture, boolean isOptional)
      implements Input {

    /**
     * Refuses null.
     *
     * @param base whose datums get something added
     * @param added what files may be valid
     * @param capture the capture that is the number
     * @param isOptional whether there may be none
     */
    public Validity {
      Objects.requireNonNull(base, "base");
      Objects.requireNonNull(added, "added");
      Objects.requireNonNull(capture, "capture");
    }

    private Validity with(Selection other) {
      return new Validity(base, other, capture, isOptional);
    }

    @Override
    public Validity as(String name) {
      Objects.requireNonNull(name, "name");
      return with(added.as(name));
    }

    @Override
    public Validity branch(String branch) {
      Objects.requireNonNull(branch, "branch");
      return with(added.branch(branch));
    }

    @Override
    public Validity on(String template) {
      Objects.requireNonNull(template, "template");
      return new Validity(base.on(template), added, capture, isOptional);
    }

    @Override
    public Validity outer() {
      return new Validity(base.outer(), added, capture, isOptional);
    }

    @Override
    public Validity reference() {
      return with(added.reference());
    }

    @Override
    public Validity quiet() {
      return with(added.quiet());
    }

    @Override
    public Validity trigger(Trigger trigger) {
      Objects.requireNonNull(trigger, "trigger");
      return with(added.trigger(trigger));
    }

    @Override
    public Validity optional() {
      return new Validity(base, added, capture, true);
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return InputText.of(this);
    }
  }

  /**
   * What {@link #cross}, {@link #union}, {@link #join} and {@link #group} make.
   *
   * @param way how the operands are combined
   * @param operands what is combined
   * @param key the template of the combination's own key, within another join or group
   * @param isOuter whether it stays alone in another join
   */
  record Combination(Way way, List<Input> operands, Optional<String> key, boolean isOuter)
      implements Input {

    /**
     * Copies the list.
     *
     * @param way how the operands are combined
     * @param operands what is combined
     * @param key the template of the combination's own key, within another join or group
     * @param isOuter whether it stays alone in another join
     * @throws IllegalArgumentException if there are too few operands
     */
    public Combination {
      Objects.requireNonNull(way, "way");
      Objects.requireNonNull(operands, "operands");
      Objects.requireNonNull(key, "key");
      operands = List.copyOf(operands);
      if (operands.size() < (way == Way.GROUP ? 1 : 2)) {
        throw new IllegalArgumentException(
            "a " + InputText.word(way) + " takes more inputs than " + operands.size());
      }
    }

    @Override
    public Combination on(String template) {
      Objects.requireNonNull(template, "template");
      return new Combination(way, operands, Optional.of(template), isOuter);
    }

    @Override
    public Combination outer() {
      return new Combination(way, operands, key, true);
    }

    /** As it is typed. */
    @Override
    public String toString() {
      return InputText.of(this);
    }
  }
}
