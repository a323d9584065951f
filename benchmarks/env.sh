# Sourced by the scripts beside it. Sets root and classpath; compiles first what is missing or older than its sources.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
recorded=$root/benchmarks/target/classpath
modules=(core storage-local testing storage-azure catalog plot benchmarks)

stale() {
  [ -f "$recorded" ] || return 0
  local sources=("$root/pom.xml") module
  for module in "${modules[@]}"; do
    [ -d "$root/$module/target/classes" ] || return 0
    sources+=("$root/$module/pom.xml" "$root/$module/src/main")
  done
  [ -n "$(find "${sources[@]}" -newer "$recorded" -print -quit)" ]
}

if stale; then
  started=$(mktemp)
  (cd "$root" && mvn -q -B -Dstyle.color=never -pl benchmarks -am -DskipTests process-classes) >&2
  touch -r "$started" "$recorded"
  rm "$started"
fi
classpath=$root/benchmarks/target/classes:$(cat "$recorded")
