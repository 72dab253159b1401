# Sourced by fetch, run and qemu: what the pairs of kernel and QEMU are, and where they are kept.
#
# The cache, ${ZPCIDEBUG_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/zpcidebug}:
#   packages/             Debian packages as fetched
#   kernels/KEY/          vmlinuz, modules/*.ko in the order to load them (order), release
#   busybox/KEY/busybox   for the guest
#   qemu/KEY/             a QEMU unpacked from packages, with the libraries it needs
#   initramfs/KEY.gz      key: all it is made of
#   disks/                the disk image that every guest reads; a guest's writes go to a temporary overlay
#   pairs/NAME            which of the above a pair consists of
# Directories and files appear by rename when they are complete and never change afterwards, so guests may run from
# them while something newer is fetched. Writers hold the lock.

set -euo pipefail
umask 077

linux_directory=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
me=${0##*/}

fail() {
    echo "$me: $*" >&2
    exit 1
}

progress() {
    echo "$me: $*" >&2
}

# shellcheck source=../packages/apt.sh
. "$linux_directory/../packages/apt.sh"

cache=${ZPCIDEBUG_CACHE:-${XDG_CACHE_HOME:-${HOME:?}/.cache}/zpcidebug}
[[ $cache == /* ]] || cache=$PWD/$cache
[[ $cache != *[:\"]* ]] || fail "the path of the cache, $cache, has a colon or a quote in it: set ZPCIDEBUG_CACHE to another"
release=bookworm
guest_architecture=s390x
busybox_package=busybox-static
gap_compiler=s390x-linux-gnu-gcc
all_pairs="bookworm backports"

# Sets what a pair is: the suite, the drivers the guest loads, the devices QEMU offers for it.
pair_define() {
    pair=$1
    drivers="virtio_pci virtio_blk virtio_net virtio-rng"
    case $pair in
    bookworm)
        suite=$release
        qemu_package=qemu-system-misc
        qemu_version=7.2
        memory=96
        ;;
    backports)
        suite=$release-backports
        qemu_package=qemu-system-s390x
        qemu_version=10.0
        drivers="$drivers nvme e1000e igb"
        memory=160
        ;;
    *)
        fail "no pair is named '$pair': choose one of $all_pairs"
        ;;
    esac
}

# Makes all parts of the defined pair present and sets kernel, initramfs, disk, qemu_root (empty: the machine's own
# QEMU). Goes to the network only when a part is missing or $1 is 'update'.
pair_prepare() {
    local update=${1:-}
    if [ "$update" != update ] && pair_load; then
        return
    fi
    command -v flock >/dev/null || fail "the program flock is missing: apt-get install util-linux"
    mkdir -p "$cache/tmp"
    [ -O "$cache" ] || fail "the cache $cache belongs to another user: set ZPCIDEBUG_CACHE to a directory of yours"
    local lock
    exec {lock}>"$cache/lock"
    flock -n "$lock" || { progress "waiting for another run that fills $cache"; flock "$lock"; }
    rm -rf "$cache"/tmp/*
    if [ "$update" = update ] || ! pair_load; then
        if [ "$update" = update ] || ! pair_choice_complete; then
            # In a subshell: a failed update must not take away what is there already. Not as a condition: bash
            # would ignore 'set -e' inside.
            local status
            set +e
            (
                set -e
                pair_resolve
            )
            status=$?
            set -e
            if [ "$status" != 0 ]; then
                [ "$update" = update ] && pair_choice_complete || exit "$status"
                progress "the update failed: staying with what is cached"
            fi
        fi
        pair_build
        pair_load || fail "the parts of $pair in $cache vanished while in use: retry"
    fi
    exec {lock}>&-
}

# Reads the choice made for the pair; false when there is none or a fetched part is gone.
pair_choice_complete() {
    kernel_key='' busybox_key='' qemu_key=''
    [ -r "$cache/pairs/$pair" ] || return 1
    # Three lines NAME=VALUE that pair_resolve wrote.
    local name value
    while IFS='=' read -r name value; do
        case $name in
        kernel) kernel_key=$value ;;
        busybox) busybox_key=$value ;;
        qemu) qemu_key=$value ;;
        esac
    done <"$cache/pairs/$pair"
    [ -e "$cache/kernels/$kernel_key/order" ] && [ -e "$cache/busybox/$busybox_key/busybox" ] || return 1
    if [ "$qemu_key" = system ]; then
        system_qemu_fits
    else
        [ -x "$cache/qemu/$qemu_key/usr/bin/qemu-system-s390x" ]
    fi
}

# Sets the variables that running the pair needs; false when a part is missing.
pair_load() {
    pair_choice_complete || return 1
    kernel=$cache/kernels/$kernel_key/vmlinuz
    initramfs=$cache/initramfs/$(initramfs_key).gz
    disk=$cache/disks/numbered-blocks-1.img
    qemu_select
    [ -e "$initramfs" ] && [ -e "$disk" ]
}

# Sets qemu_root for the choice made.
qemu_select() {
    qemu_root=
    [ "$qemu_key" = system ] || qemu_root=$cache/qemu/$qemu_key
}

# Finds the newest versions, fetches and unpacks them, and writes down the choice.
pair_resolve() {
    local tool
    for tool in apt-get apt-cache dpkg-deb perl xz gzip sha256sum; do
        command -v "$tool" >/dev/null || fail "the program $tool is missing: install it (this needs a Debian machine)"
    done
    apt_open "$cache/apt" "$release" "$guest_architecture"
    fetch_kernel
    fetch_busybox
    if system_qemu_fits; then
        qemu_key=system
    else
        fetch_qemu
    fi
    mkdir -p "$cache/pairs"
    printf 'kernel=%s\nbusybox=%s\nqemu=%s\n' "$kernel_key" "$busybox_key" "$qemu_key" >"$cache/tmp/pair"
    mv "$cache/tmp/pair" "$cache/pairs/$pair"
}

# Is the QEMU of this machine the one the pair asks for?
system_qemu_fits() {
    [ "$suite" = "$release" ] && command -v qemu-system-s390x >/dev/null \
        && [[ $(qemu-system-s390x --version) == "QEMU emulator version $qemu_version."* ]]
}

# The name of a fetched package's file in the cache.
package_file() {
    echo "$cache/packages/$1_${3//:/%3a}_$2.deb"
}

# A version as part of a file name; colons would cut search paths apart.
key_of() {
    echo "${1//:/-}"
}

fetch_kernel() {
    local meta=linux-image-$guest_architecture:$guest_architecture version image
    version=$(apt_candidate "$meta" "$suite")
    image=$(apt_depends "$meta" "$version" | sed -n '/^linux-image-[0-9]/p')
    [ -n "$image" ] || fail "the package $meta $version names no kernel: this script has to learn its new form"
    kernel_key=${image}_$(key_of "$version")_$(echo "$drivers" "$(cat "$linux_directory/modules")" | sha256sum | cut -c1-12)
    [ ! -e "$cache/kernels/$kernel_key" ] || return 0
    # From some version on modules are packages of their own.
    local packages=("$image:$guest_architecture=$version") name
    for name in $(apt_depends "$image:$guest_architecture" "$version" | grep -E '^linux-(modules|binary)-' || true); do
        packages+=("$name:$guest_architecture=$version")
    done
    apt_download "$cache/packages" "${packages[@]}"
    progress "unpacking $image"
    local work=$cache/tmp/kernel package
    mkdir -p "$work/files" "$work/out"
    for package in "${packages[@]}"; do
        name=${package%%:*}
        dpkg-deb -x "$(package_file "$name" "$guest_architecture" "$version")" "$work/files"
    done
    cp "$work"/files/boot/vmlinuz-* "$work/out/vmlinuz"
    # shellcheck disable=SC2086 # a list of words
    "$linux_directory/modules" "$work/files" "$work/out" $drivers
    mkdir -p "$cache/kernels"
    mv "$work/out" "$cache/kernels/$kernel_key"
    rm -rf "$work"
}

fetch_busybox() {
    local version
    version=$(apt_candidate "$busybox_package:$guest_architecture" "$suite")
    busybox_key=$(key_of "$version")
    [ ! -e "$cache/busybox/$busybox_key" ] || return 0
    apt_download "$cache/packages" "$busybox_package:$guest_architecture=$version"
    local work=$cache/tmp/busybox
    mkdir -p "$work/files" "$work/out"
    dpkg-deb -x "$(package_file "$busybox_package" "$guest_architecture" "$version")" "$work/files"
    cp "$(find "$work/files" -path "*/bin/busybox" -type f)" "$work/out/busybox"
    mkdir -p "$cache/busybox"
    mv "$work/out" "$cache/busybox/$busybox_key"
    rm -rf "$work"
}

# A QEMU with every library it needs but the C library, which has to be the one of the machine's program loader.
fetch_qemu() {
    local packages version
    version=$(apt_candidate "$qemu_package" "$suite")
    mapfile -t packages < <(apt_closure "$qemu_package" "$suite" | grep -E '^(qemu-system-|seabios|lib|zlib)' \
        | grep -vE '^(libc6|libc-bin|libpam|libsemanage)')
    [[ " ${packages[*]}" == *" $qemu_package:"* ]] \
        || fail "apt cannot resolve what $qemu_package $version needs: see 'apt-get -c $apt_root/apt.conf -s install'"
    qemu_key=$(key_of "$version")_$(printf '%s\n' "${packages[@]}" | sha256sum | cut -c1-12)
    [ ! -e "$cache/qemu/$qemu_key" ] || return 0
    apt_download "$cache/packages" "${packages[@]}"
    progress "unpacking QEMU $version"
    local work=$cache/tmp/qemu package name
    mkdir -p "$work"
    for package in "${packages[@]}"; do
        name=${package%%=*}
        dpkg-deb -x "$(package_file "${name%:*}" "${name##*:}" "${package#*=}")" "$work"
    done
    rm -rf "$work"/usr/share/{doc,man,locale,bash-completion,lintian}
    find "$work/usr/bin" -type f ! -name qemu-system-s390x -delete
    local answer
    answer=$(qemu_root=$work qemu_run --version 2>&1) \
        || fail "the fetched QEMU does not start on this machine: $answer"
    mkdir -p "$cache/qemu"
    mv "$work" "$cache/qemu/$qemu_key"
}

# Runs the pair's QEMU in a child, with its own libraries and modules.
qemu_run() {
    (qemu_exec "$@")
}

# Becomes the pair's QEMU.
qemu_exec() {
    if [ -z "$qemu_root" ]; then
        exec qemu-system-s390x "$@"
    fi
    local triplet libraries=
    for triplet in "$qemu_root"/usr/lib/*-linux-gnu* "$qemu_root"/lib/*-linux-gnu*; do
        [ ! -d "$triplet" ] || libraries=$libraries${libraries:+:}$triplet
        [ ! -d "$triplet/qemu" ] || export QEMU_MODULE_DIR=$triplet/qemu
    done
    export LD_LIBRARY_PATH=$libraries
    exec "$qemu_root/usr/bin/qemu-system-s390x" -L "$qemu_root/usr/share/qemu" "$@"
}

# Builds what is made here: the initramfs and the disk image.
pair_build() {
    pair_choice_complete || fail "the parts of $pair in $cache vanished while in use: retry"
    local key
    key=$(initramfs_key)
    if [ ! -e "$cache/initramfs/$key.gz" ]; then
        progress "building the initramfs"
        mkdir -p "$cache/initramfs"
        build_initramfs "$cache/tmp/initramfs"
        mv "$cache/tmp/initramfs/image.gz" "$cache/initramfs/$key.gz"
        rm -rf "$cache/tmp/initramfs"
    fi
    if [ ! -e "$cache/disks/numbered-blocks-1.img" ]; then
        mkdir -p "$cache/disks"
        # 32 MiB; each 512-byte block repeats its own number, so that data seen in memory can be recognised.
        perl -e 'for my $n (0 .. 65535) { print sprintf("block %09d\n", $n) x 32 }' >"$cache/tmp/disk"
        mv "$cache/tmp/disk" "$cache/disks/numbered-blocks-1.img"
    fi
}

initramfs_key() {
    {
        echo "$kernel_key $busybox_key $(command -v "$gap_compiler" || true)"
        cat "$linux_directory"/initramfs/*
    } | sha256sum | cut -c1-24
}

build_initramfs() {
    local work=$1 module
    mkdir -p "$work"
    {
        cat "$linux_directory/initramfs/layout"
        echo "file /bin/busybox 755 $cache/busybox/$busybox_key/busybox"
        for module in init load report; do
            echo "file /$module 755 $linux_directory/initramfs/$module"
        done
        echo "file /modules/order 644 $cache/kernels/$kernel_key/order"
        while read -r module; do
            echo "file /modules/$module 644 $cache/kernels/$kernel_key/modules/$module"
        done <"$cache/kernels/$kernel_key/order"
        if command -v "$gap_compiler" >/dev/null; then
            "$gap_compiler" -std=gnu11 -O2 -Wall -Wextra -Werror -static -s -o "$work/gap" \
                "$linux_directory/initramfs/gap.c"
            echo "file /bin/gap 755 $work/gap"
            build_sites "$cache/kernels/$kernel_key/modules/virtio_blk.ko" "$work/zpci_sites.ko"
            echo "file /modules/zpci_sites.ko 644 $work/zpci_sites.ko"
        else
            progress "$gap_compiler is missing, so this guest cannot measure gaps and has no module with PCI" \
                "instructions (apt-get install gcc-s390x-linux-gnu)"
        fi
    } >"$work/layout"
    "$linux_directory/initramfs/pack" <"$work/layout" | gzip -9 -n >"$work/image.gz"
}

# Builds the module with PCI instructions, $2, for the kernel that the module $1 belongs to.
build_sites() {
    local bytes vermagic
    bytes=$("${gap_compiler%gcc}size" -A "$1" | awk '$1 == ".gnu.linkonce.this_module" { print $2 }')
    vermagic=$(perl -0ne 'chomp; print && last if s/.*(?=vermagic=)//s' "$1")
    "$gap_compiler" -march=z10 -c "-DMODULE_BYTES=$bytes" "-DVERMAGIC=\"$vermagic\"" -o "$2" \
        "$linux_directory/initramfs/sites.S"
}
