# Sourced by the benchmarks: builds them, keeps what a run needs in a folder of its own, and ends its guest with it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
run=$(mktemp -d "${TMPDIR:-/tmp}/zpcidebug-bench.XXXXXX")
guest=
cleanup() {
	trap - EXIT INT TERM
	if [ -n "$guest" ]; then
		kill "$guest" 2>/dev/null || true
		wait "$guest" 2>/dev/null || true
	fi
	rm -rf "$run"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# Sets check when the first argument is --check, and pair to the argument after it, else to the one given here.
arguments() {
	check=
	pair=$1
	shift
	if [ "${1:-}" = --check ]; then
		check=$1
		shift
	fi
	pair=${1:-$pair}
}

compile() {
	"$root/build" -q -f "$root/bench/pom.xml" compile \
		org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$run/classpath" \
		-Dspotless.check.skip -Dcheckstyle.skip
}

# The guest, which was started in the background, is there when this holds: await COMMAND...
await() {
	local tries
	for ((tries = 0; tries < 1200; tries++)); do
		! "$@" || return 0
		kill -0 "$guest" || exit 1
		sleep 0.1
	done
	echo "${0##*/}: the guest does not come up" >&2
	exit 1
}

# benchmark CLASS ARGUMENT...: a small heap that has been touched before, as that of a program that has run for a while.
benchmark() {
	local class=$1
	shift
	java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -cp "$root/bench/target/classes:$(cat "$run/classpath")" \
		"org.zpcidebug.bench.$class" "$@" ${check:+"$check"}
}
