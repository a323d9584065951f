package io.stemma.internal.maintenance;

import io.stemma.CommitId;
import io.stemma.DamageException;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.commit.Values;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.FileEntry;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.TreeNode;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import io.stemma.internal.path.TreePath;
import io.stemma.internal.tree.Tree;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of commits that damage affects. Walks the trees node by node, so that it gets
 * past what cannot be read; sound subtrees are walked once, however many commits share them.
 */
final class AffectedFiles {
  private final Holdings holdings;
  private final ContentCheck content;
  private final Damages damages;
  private final IdSet sound = new IdSet();
  private String repository = "";
  private CommitId commit = new CommitId("0".repeat(64));

  AffectedFiles(Holdings holdings, ContentCheck content, Damages damages) {
    this.holdings = holdings;
    this.content = content;
    this.damages = damages;
  }

  /** Notes the files of a commit that cannot be read; whether there is none. */
  boolean find(CommitGraph.Node at, CommitObject object) {
    repository = at.repository();
    commit = new CommitId(at.id().toString());
    return subtree(object.root(), -1, new byte[0], null, 1);
  }

  /** Notes that nothing of a commit can be read. */
  void all(CommitGraph.Node at, Damages.Finding record) {
    damages.affects(record, at.repository(), new CommitId(at.id().toString()), "/", 1);
  }

  /**
   * Walks a subtree.
   *
   * @param level what the parent says; -1 for a root
   * @param before a key before the first
   * @param last the last key; null if it is not known
   * @param files how many files there are, if the node cannot be read
   */
  private boolean subtree(Hash id, int level, byte[] before, byte @Nullable [] last, long files) {
    if (id.equals(Tree.EMPTY_ROOT) || sound.contains(id)) {
      return true;
    }
    Holdings.Reading reading = holdings.read(Kind.NODE, id);
    byte[] bytes = reading.bytes();
    if (bytes == null) {
      unreadable(reading.fault(), before, last, files);
      return false;
    }
    TreeNode node;
    try {
      node = TreeNode.decode(bytes);
      if (level >= 0 && node.level() != level) {
        throw new MalformedException("it is not of the level that its parent says");
      }
    } catch (MalformedException | UnsupportedVersionException e) {
      String problem = String.valueOf(e.getMessage());
      unreadable(damages.addOnce(Kind.NODE + " " + id, problem), before, last, files);
      return false;
    }
    boolean ok = true;
    for (int i = 0; i < node.size(); i++) {
      ok &= node.level() > 0 ? child(node, i, before) : file(node, i);
    }
    if (ok) {
      sound.add(id);
    }
    return ok;
  }

  private boolean child(TreeNode node, int i, byte[] before) {
    byte[] lower = i == 0 ? before : node.key(i - 1);
    return subtree(node.childId(i), node.level() - 1, lower, node.key(i), node.childCount(i));
  }

  private void unreadable(
      Damages.@Nullable Finding fault, byte[] before, byte @Nullable [] last, long files) {
    if (fault != null) {
      String path = last == null ? "/" : common(before, last);
      damages.affects(fault, repository, commit, path, Math.max(1, files));
    }
  }

  /** The directory of all keys from one to another. */
  private static String common(byte[] from, byte[] to) {
    int same = Arrays.mismatch(from, to);
    int slash = same < 0 ? to.length : same;
    while (slash > 0 && to[slash - 1] != '/') {
      slash--;
    }
    return slash <= 1 ? "/" : TreePath.ofKey(Arrays.copyOf(to, slash)).toString();
  }

  private boolean file(TreeNode node, int i) {
    TreePath path = TreePath.ofKey(node.key(i));
    byte[] value = node.value(i);
    Set<Damages.Finding> faults = new LinkedHashSet<>();
    try {
      Optional<Hash> external = FileEntry.external(value);
      Damages.Finding fault =
          external.isEmpty() ? null : holdings.read(Kind.VALUE, external.get()).fault();
      if (fault != null) {
        faults.add(fault);
      } else {
        content.check(Values.decode(value, holdings.source()), faults::add);
      }
    } catch (DamageException e) {
      faults.add(damages.add(e.object(), Holdings.problem(e)));
    } catch (MalformedException e) {
      faults.add(damages.add("entry of " + path, String.valueOf(e.getMessage())));
    }
    faults.forEach(fault -> damages.affects(fault, repository, commit, path.toString(), 1));
    return faults.isEmpty();
  }
}
