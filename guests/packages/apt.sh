# Sourced by bash scripts: Debian packages of another architecture or suite, fetched with apt and used from a private
# directory. The machine's own apt state is neither read nor written; its servers, proxies and keys are used. Works
# without root, because nothing is installed. Callers hold the lock of the cache (see linux/pairs.sh).
#
#   apt_open DIR RELEASE ARCHITECTURE   prepare the private apt in DIR and read the package lists again
#   apt_candidate PACKAGE[:ARCH] SUITE  print the version that SUITE offers
#   apt_depends PACKAGE[:ARCH] VERSION  print the names a package depends on, one a line
#   apt_closure PACKAGE SUITE           print PACKAGE and all it needs, as PACKAGE:ARCH=VERSION, one a line
#   apt_download DIR PACKAGE:ARCH=VERSION...  put the packages into DIR, checked by apt against the signed lists

packages_directory=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

apt_open() {
    apt_root=$1
    local release=$2 foreign=$3 native
    native=$(dpkg --print-architecture)
    mkdir -p "$apt_root"/{sources,preferences,state/lists/partial,cache/archives/partial}
    local wanted
    wanted=$("$packages_directory/sources" "$release")
    if [ -z "$wanted" ]; then
        fail "no Debian source with the component main is configured in /etc/apt on this machine: add one and retry"
    fi
    # Lists of the last minutes will do, if they were made from the same sources.
    if [ -n "$(find "$apt_root/updated" -mmin -10 2>/dev/null)" ] \
        && [ "$wanted" = "$(cat "$apt_root/sources/debian.sources")" ]; then
        return 0
    fi
    rm -f "$apt_root/updated"
    echo "$wanted" >"$apt_root/sources/debian.sources"
    # An empty status file: what this machine has installed must not change what is fetched.
    : >"$apt_root/state/status"
    # Read after the machine's own configuration (-c), so that lists and hooks set there can be taken back.
    cat >"$apt_root/apt.conf" <<END
#clear APT::Architectures;
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Pre-Install-Pkgs;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
APT::Architecture "$native";
APT::Architectures { "$native"; "$foreign"; };
APT::Default-Release "";
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::State "$apt_root/state";
Dir::State::status "$apt_root/state/status";
Dir::Cache "$apt_root/cache";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt_root/sources";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "$apt_root/preferences";
END
    progress "reading the package lists of $release and $release-backports ($native, $foreign)"
    # A third-party or partial source may fail without harm; whether the wanted package is known decides later.
    if apt_get -qq update >"$apt_root/update.log" 2>&1 && ! grep -q '^[EW]:' "$apt_root/update.log"; then
        touch "$apt_root/updated"
    else
        progress "some package lists could not be read: $(grep -m1 '^[EW]:' "$apt_root/update.log" || true)"
    fi
}

apt_get() {
    LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -c "$apt_root/apt.conf" "$@"
}

apt_cache() {
    LC_ALL=C apt-cache -c "$apt_root/apt.conf" "$@" 2>>"$apt_root/cache.log"
}

apt_candidate() {
    local version
    version=$(apt_cache -o APT::Default-Release="$2" policy "$1" | sed -n 's/^  Candidate: //p')
    if [ -z "$version" ] || [ "$version" = "(none)" ]; then
        fail "the package $1 is not in the lists of $2: see $apt_root/update.log, then check the network and the" \
            "sources in /etc/apt"
    fi
    echo "$version"
}

apt_depends() {
    apt_cache show "$1=$2" | sed -n 's/^Depends: //p' | tr ',|' '\n\n' | sed 's/^ *//; s/[ :(].*//' | sort -u
}

apt_closure() {
    # Lines of the form: Inst NAME[:ARCH] (VERSION ORIGIN [ARCH])
    apt_get -o APT::Default-Release="$2" -s -y install "$1" \
        | sed -n 's/^Inst \([^ :]*\)[^(]*(\([^ ]*\) [^)]*\[\([a-z0-9-]*\)\]).*/\1:\3=\2/p' | sort
}

apt_download() {
    local directory=$1 wanted=() package name version file
    shift
    for package in "$@"; do
        name=${package%%=*}
        version=${package#*=}
        file=${name%:*}_${version//:/%3a}_${name##*:}.deb
        [ -e "$directory/$file" ] || wanted+=("${name%:all}=$version")
    done
    [ ${#wanted[@]} -gt 0 ] || return 0
    progress "downloading ${#wanted[@]} package(s), first ${wanted[0]}"
    local incoming
    incoming=$(mktemp -d "$cache/tmp/download.XXXXXX")
    if ! (cd "$incoming" && apt_get -qq download "${wanted[@]}" >"$apt_root/download.log" 2>&1); then
        rm -f "$apt_root/updated"
        fail "the download failed: $(grep -m1 '^E:' "$apt_root/download.log" || true): retry, or see" \
            "$apt_root/download.log"
    fi
    mkdir -p "$directory"
    mv "$incoming"/*.deb "$directory/"
    rmdir "$incoming"
}
