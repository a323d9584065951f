/**
 * Versioned datasets: what a user of Stemma works with.
 *
 * <p>Begin with {@link io.stemma.Archive}. An archive holds {@linkplain io.stemma.Repository
 * repositories}; a repository has {@linkplain io.stemma.Branch branches} and {@linkplain
 * io.stemma.Tag tags}, which point to {@linkplain io.stemma.Commit commits}; a commit is an
 * immutable tree of files. A {@link io.stemma.Transaction} makes a new commit, a {@link
 * io.stemma.Diff} says what changed between two.
 *
 * <p>All types are safe for use by several threads. Nothing here is null: what may be missing is an
 * {@link java.util.Optional}; an argument that is null is refused with a {@link
 * NullPointerException} that names it, before anything is done. Errors are unchecked and extend
 * {@link io.stemma.StemmaException}; an {@link java.io.IOException} appears only where types of the
 * JDK have it.
 *
 * <p><b>Paths.</b> A path in a commit is UTF-8 text in Unicode normalization form C, its parts
 * separated by {@code /}, with or without a leading {@code /}; Stemma prints it with one. {@code /}
 * is the root directory. A part is not empty, {@code .} or {@code ..}, and holds no NUL; a path has
 * at most 4,096 bytes. Text that is not in form C is brought into it. Anything else is refused with
 * {@link io.stemma.InvalidNameException}.
 *
 * <p><b>Globs.</b> {@code *} matches any characters within a part, {@code **} any characters at
 * all, {@code ?} one character, {@code [a-c]} one of a set and {@code [!a-c]} one that is not in
 * it, {@code {a,b}} alternatives, {@code !(x)} and {@code !(x|y)} what the globs between the
 * brackets do not match, within a part. {@code {name}} matches what {@code *} does, {@code
 * {name:glob}} what the glob does, and both capture it under the name. A backslash makes the next
 * character plain, but not in a set. A glob matches whole paths: {@code /18000/*.i16}.
 *
 * <p><b>Names</b> of repositories, branches and tags are 1 to 100 characters from {@code A-Z a-z
 * 0-9 . _ -}, begin with a letter or a digit, and do not end with a dot. A name of seven or more
 * characters that are all from {@code 0-9 a-f} is refused: it could be taken for a commit id.
 *
 * <p><b>Revisions.</b> Where a revision is asked for, it is the name of a branch or a tag, the id
 * of a commit, or the first seven or more digits of an id if they are unique; then any number of
 * {@code ~n} (n first parents back; {@code ~} is {@code ~1}).
 */
@NullMarked
package io.stemma;

import org.jspecify.annotations.NullMarked;
